/** What a battery can give: usable charge, how long it lasts, and the pulse that it can bear. */
import { boundsOf, largest, smallest } from "./figure.ts";
import type { Budget } from "./budget.ts";
import { lowest, nominal } from "./budget.ts";
import { runtime } from "./formulas.ts";
import type { Result } from "./formulas.ts";
import type { Source } from "./input/architecture.ts";
import { coldest } from "./input/constraints.ts";
import type { Constraint, Stated } from "./input/constraints.ts";
import type { Usage } from "./input/usage.ts";
import type { Network, Stage } from "./network.ts";
import { rounded, shown, toSi } from "./quantity.ts";
import type { PowerBudget } from "./schema.ts";

type Battery = PowerBudget["batteries"][number];

export function batteryOf(
  source: Source,
  network: Network,
  budget: Budget,
  usage: Usage,
  constraints: readonly Constraint[],
): Battery {
  const cell = budget.part(source.part);
  const capacity = capacityOf(source, budget);
  const leak = largest(boundsOf(cell, "self_discharge", "1/s"));
  const rate = leak ? (leak.max ?? leak.typ ?? leak.min)! : 0;
  const notes: string[] = [];
  if (capacity && !leak) notes.push("Self-discharge is not known and not counted.");
  const cold = coldest(constraints);
  const usable = capacity && usableOf(capacity, { source, network, budget, usage, notes, cold });
  const feed = { kind: "source", id: source.id } as const;
  const last = (which: "typical" | "worst") => {
    const average = budget.average(feed, which);
    const { value, formula } = runtime(usable!.value, average.value, rate);
    // Too little current, too much charge or no self-discharge: at most so long.
    const complete = average.complete && usable!.exact && leak !== null;
    const assured =
      which === "typical" || (average.assured && usable!.assured && leak?.max !== null);
    return calculated({ value, formula, complete, assured }, "s");
  };
  // Nothing known that takes current: no duration follows from that.
  const hasLoad = budget.average(feed, "worst").value > 0;
  return {
    source: source.id,
    part: cell?.mpn ?? source.part ?? null,
    capacity: capacity && { value: rounded(capacity.value), unit: "C", from: capacity.from },
    usable: usable && { ...usable, value: rounded(usable.value), unit: "C" },
    selfDischarge: leak && { value: rounded(rate), unit: "1/s", from: leak.source },
    runtime: usable && hasLoad ? { typical: last("typical"), worst: last("worst") } : null,
    notes,
  };
}

export const calculated = (
  { value, complete, formula, assured }: Result & { readonly assured: boolean },
  unit: string,
) => ({ ...{ value: rounded(value), unit, complete, assured, formula } });

export interface Capacity {
  /** In C. */
  readonly value: number;
  readonly from: string;
  /** False: no minimum is given. */
  readonly assured: boolean;
  readonly condition: string;
}

/** The part's least guaranteed one; what the architecture says where that is another number. */
export function capacityOf(source: Source, budget: Budget): Capacity | null {
  const told = source.capacity ? toSi(source.capacity.value, source.capacity.unit, "C") : null;
  const figure = smallest(boundsOf(budget.part(source.part), "capacity", "C"));
  const isFigure = (one: number | null) => told === null || (one !== null && isClose(one, told));
  if (figure && [figure.min, figure.typ, figure.max].some(isFigure)) {
    const value = (figure.min ?? figure.typ ?? figure.max)!;
    const { source: from, condition } = figure;
    return { value, from, assured: figure.min !== null, condition };
  }
  if (told === null) return null;
  const why = source.capacity?.source ?? source.requirements.join(", ");
  const from = `architecture.json, source ${source.id}${why ? ` (${why})` : ""}`;
  return { value: told, from, assured: true, condition: "" };
}

const isClose = (a: number, b: number) => Math.abs(a - b) <= 1e-6 * Math.abs(b);

interface Usable {
  readonly value: number;
  readonly exact: boolean;
  readonly assured: boolean;
  readonly formula: string;
}

interface Around {
  readonly source: Source;
  readonly network: Network;
  readonly budget: Budget;
  readonly usage: Usage;
  readonly notes: string[];
  readonly cold: Stated | null;
}

/** Data sheets that name no temperature of a capacity mean a room's, in °C. */
const ROOM = 20;

function usableOf(
  { value: capacity, assured, condition }: Capacity,
  { source, network, budget, usage, notes, cold }: Around,
): Usable {
  const whole = shown(capacity, "C");
  if (usage.usable) {
    const { value: share, source: from } = usage.usable;
    const value = capacity * share;
    const formula = `C·k = ${whole} · ${share} = ${shown(value, "C")} (k from usage.json: ${from})`;
    return { value, exact: true, assured, formula };
  }
  const atMost = { value: capacity, exact: false, assured, formula: "the capacity" };
  const warm = /(-?\d+(?:\.\d+)?)\s*°C/.exec(condition)?.[1];
  const isCold = cold !== null && cold.value < Number(warm ?? ROOM);
  if (isCold) {
    notes.push(
      `${cold.requirement} asks for ${shown(cold.value, "°C")}, the capacity is stated at ${warm === undefined ? "a room's temperature" : shown(Number(warm), "°C")}: in the cold less of it is usable. usage.json can state how much as battery.usable.`,
    );
  }
  const cell = budget.part(source.part);
  const end = smallest(boundsOf(cell, "cutoff_voltage", "V"));
  const system = cutoffOf(source, network, budget);
  notes.push(...system.notes);
  if (system.value === null) {
    notes.push(
      "Down to which voltage the circuit works is not known: not all of the charge may be usable.",
    );
    return atMost;
  }
  if (!end) {
    notes.push(
      `Down to which voltage the capacity is stated is not known; the circuit stops at ${shown(system.value, "V")}.`,
    );
    return atMost;
  }
  const cutoff = (end.min ?? end.typ ?? end.max)!;
  if (system.value <= cutoff) {
    const formula = `the circuit works down to ${shown(system.value, "V")}, the capacity is stated down to ${shown(cutoff, "V")}`;
    return { value: capacity, exact: !isCold, assured, formula };
  }
  notes.push(
    `The circuit stops at ${shown(system.value, "V")} (${system.by}), the capacity is stated down to ${shown(cutoff, "V")}: what is left in between is lost. The discharge curve tells how much; usage.json can state it as battery.usable.`,
  );
  return atMost;
}

/** The voltage at which the first thing on the battery stops. */
export function cutoffOf(source: Source, network: Network, budget: Budget) {
  const notes: string[] = [];
  const found: { value: number; by: string }[] = [];
  let known = true;
  const behind = (stage: Stage): void => {
    const { converter, rail } = stage;
    const topology = budget.topology(stage);
    if (!converter || topology === "direct") return follow("rail", rail.id);
    const part = budget.part(converter.part?.id);
    const least = largest(boundsOf(part, "input_voltage", "V"))?.min ?? null;
    const drop = largest(boundsOf(part, "dropout_voltage", "V"));
    const dropout = drop && (drop.max ?? drop.typ ?? drop.min);
    const value =
      topology === "boost" || topology === "buck-boost"
        ? least
        : topology === "ldo" && dropout !== null
          ? Math.max(nominal(rail.voltage) + dropout, least ?? 0)
          : topology === "buck" && least !== null
            ? Math.max(nominal(rail.voltage), least)
            : null;
    if (value === null) known = false;
    else found.push({ value, by: `${converter.id}, ${topology}` });
    return undefined;
  };
  const follow = (kind: "rail" | "source", id: string): void => {
    for (const { block, feed } of network.loads) {
      if (feed.kind !== kind || feed.id !== id) continue;
      const supply = smallest(boundsOf(budget.part(block.part?.id), "supply_voltage", "V"));
      if (supply?.min !== null && supply?.min !== undefined)
        found.push({ value: supply.min, by: block.id });
      else if (block.kind !== "connector" && block.kind !== "protection") known = false;
    }
    for (const stage of network.stages) {
      if (stage.feeds.some((feed) => feed.kind === kind && feed.id === id)) behind(stage);
    }
  };
  follow("source", source.id);
  const highest = found.toSorted((a, b) => b.value - a.value)[0];
  return { value: known && highest ? highest.value : null, by: highest?.by ?? "", notes };
}

/** The lowest voltage under load: nominal less the drop over the internal resistance. */
export function sagged(source: Source, budget: Budget, peak: number): Result | null {
  const resistance = largest(boundsOf(budget.part(source.part), "internal_resistance", "Ω"));
  const range = budget.voltage({ kind: "source", id: source.id });
  if (!resistance || !range) return null;
  const ohm = (resistance.max ?? resistance.typ ?? resistance.min)!;
  const from = range.typ ?? lowest(range);
  const value = Math.max(0, from - peak * ohm);
  const name = `V = Vnom − I·Ri = ${shown(from, "V")} − ${shown(peak, "A")} · ${shown(ohm, "Ω")}`;
  const formula =
    value === 0
      ? `${name}, below 0 V: it collapses, even a short circuit gives Vnom/Ri = ${shown(from / ohm, "A")} only`
      : `${name} = ${shown(value, "V")}`;
  return { value, complete: true, formula };
}
