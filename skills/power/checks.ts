/** What a design has to keep by itself, whatever the requirements say: pulses, currents, voltages, junctions. */
import { cutoffOf, sagged } from "./battery.ts";
import type { Budget } from "./budget.ts";
import { highest, lowest, nominal } from "./budget.ts";
import type { Converter } from "./converters.ts";
import { absoluteOf, boundsOf, largest, smallest } from "./figure.ts";
import type { Bounds } from "./figure.ts";
import { coldest, hottest } from "./input/constraints.ts";
import type { Constraint } from "./input/constraints.ts";
import type { Source } from "./input/architecture.ts";
import type { Usage } from "./input/usage.ts";
import type { Network } from "./network.ts";
import { rounded, shown } from "./quantity.ts";
import type { Check, PowerBudget } from "./schema.ts";

export interface Facts {
  readonly network: Network;
  readonly budget: Budget;
  readonly usage: Usage;
  readonly constraints: readonly Constraint[];
  readonly converters: readonly Converter[];
}

export function checksOf(facts: Facts): Check[] {
  const batteries = facts.network.sources.filter(({ kind }) => kind === "battery");
  return [
    ...batteries.flatMap((source) => batteryChecks(source, facts)),
    ...facts.converters.flatMap((converter) => converterChecks(converter, facts)),
  ];
}

type Wanted = Pick<Check, "kind" | "about" | "title" | "side" | "unit"> & {
  readonly value: number | null;
  /** False: the value is at least, with side min at most, this much. */
  readonly complete: boolean;
  readonly limit: number | null;
  readonly formula: string;
  readonly source: string | null;
  /** Why value or limit are not known. */
  readonly lacking: string;
  /** Why it is not complete. */
  readonly doubt?: string;
};

const MISSING = "a figure is missing, see what was not measured";

/** What is not complete can break a limit, and never keep it. */
function judged({ value, complete, limit, lacking, doubt = MISSING, ...rest }: Wanted): Check {
  const known = value !== null && limit !== null;
  const margin = known ? (rest.side === "max" ? limit - value : value - limit) : null;
  const verdict =
    margin === null ? "not_measured" : margin < 0 ? "fail" : complete ? "pass" : "not_measured";
  return {
    id: `${rest.kind}:${rest.about}`,
    ...rest,
    value: value === null ? null : rounded(value),
    limit: limit === null ? null : rounded(limit),
    margin: margin === null || verdict === "not_measured" ? null : rounded(margin),
    verdict,
    reason: verdict === "not_measured" ? (known ? doubt : lacking) : null,
  };
}

function batteryChecks(source: Source, facts: Facts): Check[] {
  const { budget, usage, network } = facts;
  const cell = budget.part(source.part);
  const feed = { kind: "source", id: source.id } as const;
  const peaks = usage.states.map((state) => ({
    state: state.name,
    ...budget.at(feed, state, "peak"),
  }));
  const most = peaks.toSorted((a, b) => b.value - a.value)[0]!;
  const complete = peaks.every((peak) => peak.complete);
  const pulse = smallest(boundsOf(cell, "pulse_current", "A"));
  const found = [
    judged({
      kind: "pulse-current",
      about: source.id,
      title: `Largest current out of ${source.id}, in state ${most.state}`,
      value: most.value,
      complete,
      limit: pulse && (pulse.max ?? pulse.typ ?? pulse.min),
      side: "max",
      unit: "A",
      formula: `the sum of what can flow at once, at ${voltageWords(facts, source.id)}: ${shown(most.value, "A")}`,
      source: pulse?.source ?? null,
      lacking: "the battery's figure pulse current is not known",
    }),
  ];
  const sag = sagged(source, budget, most.value);
  const cutoff = cutoffOf(source, network, budget);
  if (sag && cutoff.value !== null) {
    found.push(
      judged({
        kind: "dropout",
        about: source.id,
        title: `Voltage of ${source.id} at its largest current`,
        value: sag.value,
        complete,
        limit: cutoff.value,
        side: "min",
        unit: "V",
        formula: sag.formula,
        source: `${cutoff.by} works down to ${shown(cutoff.value, "V")}`,
        lacking: "",
      }),
    );
  }
  for (const [stated, side] of [
    [coldest(facts.constraints), "min"],
    [hottest(facts.constraints), "max"],
  ] as const) {
    if (!stated || !cell) continue;
    const range = largest(boundsOf(cell, "operating_temperature", "°C"));
    found.push({
      ...judged({
        kind: "temperature",
        about: source.id,
        title: `${source.id} at ${shown(stated.value, "°C")} (${stated.requirement})`,
        value: stated.value,
        complete: true,
        limit: range?.[side] ?? null,
        side,
        unit: "°C",
        formula: `${shown(stated.value, "°C")} is asked for by ${stated.requirement}`,
        source: range?.source ?? null,
        lacking: "the cell's operating temperature is not known",
      }),
      id: `temperature-${side}:${source.id}`,
    });
  }
  return found;
}

function voltageWords({ budget }: Facts, id: string): string {
  const range = budget.voltage({ kind: "source", id });
  return range ? shown(lowest(range), "V") : "a voltage that is not known";
}

function converterChecks(converter: Converter, facts: Facts): Check[] {
  const { budget, usage, network } = facts;
  const stage = network.stages.find(({ rail }) => rail.id === converter.rail)!;
  const part = budget.part(stage.converter!.part?.id);
  const about = `${converter.block}`;
  const many = network.stages.filter((one) => one.converter === stage.converter).length > 1;
  const from = stage.feeds.length > 1 ? [converter.fedBy] : [];
  const places = [...(many ? [converter.rail] : []), ...from];
  const at = places.length > 0 ? `${about} (${places.join(", ")})` : about;
  const rail = { kind: "rail", id: converter.rail } as const;
  const peaks = usage.states.map((state) => budget.at(rail, state, "peak"));
  const able = smallest(boundsOf(part, "output_current", "A"));
  const limitOf = (bounds: Bounds | null) => bounds && (bounds.max ?? bounds.typ ?? bounds.min);
  const no = (figure: string) =>
    part ? `${part.mpn} has no figure ${figure}` : `${about} has no part of the catalogue`;
  const isReal = converter.topology !== "direct";
  const checks: Check[] = [];
  const current = Math.max(...peaks.map(({ value }) => value));
  // The load is the same whatever feeds it.
  const isFirst = stage.feeds[0]?.id === converter.fedBy;
  if (isFirst && (isReal || able)) {
    checks.push(
      judged({
        kind: "converter-current",
        about: at,
        title: `Load on ${converter.rail} at once`,
        value: current,
        // A rail with nothing on it proves nothing.
        complete: current > 0 && peaks.every(({ complete }) => complete),
        limit: limitOf(able),
        side: "max",
        unit: "A",
        formula: `the sum of the loads' peaks: ${shown(current, "A")}`,
        source: able?.source ?? null,
        lacking: no("output current"),
        ...(current > 0 ? {} : { doubt: "nothing on the rail has a current that is known" }),
      }),
    );
  }
  if (!isReal) return checks;
  const allowed = largest(boundsOf(part, "input_voltage", "V"));
  const range = allowed ?? smallest(absoluteOf(part, "input_voltage", "V"));
  const vin = converter.vin;
  checks.push(
    judged({
      kind: "input-voltage",
      about: at,
      title: `Highest input voltage, from ${converter.fedBy}`,
      value: vin && highest(vin),
      complete: allowed !== null,
      limit: range?.max ?? null,
      side: "max",
      unit: "V",
      formula: vin ? `${converter.fedBy} reaches ${shown(highest(vin), "V")}` : "",
      source: range?.source ?? null,
      lacking: vin ? no("input voltage") : `the voltage of ${converter.fedBy} is not known`,
    }),
  );
  if (converter.topology === "ldo") {
    const drop = largest(boundsOf(part, "dropout_voltage", "V"));
    // A battery falls below it in any case: how much charge that costs is told with the battery.
    const isBattery = network.sources.some(
      ({ id, kind }) => id === converter.fedBy && kind === "battery",
    );
    const low = vin && (isBattery ? nominal(vin) : lowest(vin));
    const room = low === null ? null : low - nominal(stage.rail.voltage);
    checks.push(
      judged({
        kind: "dropout",
        about: at,
        title: `Headroom of ${converter.rail} at the ${isBattery ? "nominal" : "lowest"} input voltage`,
        value: room,
        complete: true,
        limit: limitOf(drop),
        side: "min",
        unit: "V",
        formula: vin
          ? `Vin − Vout = ${shown(low, "V")} − ${shown(nominal(stage.rail.voltage), "V")} = ${shown(room, "V")}`
          : "",
        source: drop?.source ?? null,
        lacking: vin ? no("dropout voltage") : `the voltage of ${converter.fedBy} is not known`,
      }),
    );
  }
  return [...checks, junctionCheck(converter, at, part)];
}

function junctionCheck(
  { junction, dissipation }: PowerBudget["converters"][number],
  about: string,
  part: ReturnType<Budget["part"]>,
): Check {
  const most = smallest(boundsOf(part, "junction_temperature", "°C"));
  return judged({
    kind: "junction",
    about,
    title: "Junction temperature, estimate",
    value: junction?.value ?? null,
    complete: junction?.complete ?? false,
    limit: most?.max ?? null,
    side: "max",
    unit: "°C",
    formula: junction?.formula ?? dissipation.formula,
    source: most ? `${most.source}${junction ? `; ${junction.resistance}` : ""}` : null,
    lacking: junction
      ? "the part's highest junction temperature is not known"
      : "thermal resistance or ambient temperature is not known",
  });
}
