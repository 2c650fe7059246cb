/** Holds the budget against each requirement that speaks of power, with the numbers and what follows. */
import { capacityOf } from "../battery.ts";
import type { Facts } from "../checks.ts";
import { boundsOf, largest } from "../figure.ts";
import { allowedCurrent, allowedDuty } from "../formulas.ts";
import type { Constraint } from "../input/constraints.ts";
import { periodsOf } from "../input/default-usage.ts";
import { rounded, shown } from "../quantity.ts";
import type { Margin, PowerBudget } from "../schema.ts";
import { consumption, unknown } from "./consumption.ts";
import type { Measured } from "./consumption.ts";
import { everyIn, kindOf } from "./scope.ts";
import type { Kind } from "./scope.ts";
import { railVoltage, supplyVoltage } from "./voltage.ts";

export interface MarginFacts extends Facts {
  readonly batteries: PowerBudget["batteries"];
  readonly blocks: readonly {
    readonly id: string;
    readonly kind: string;
    readonly part: { readonly id: string } | null;
  }[];
}

const UNITS: Record<Kind, string> = {
  runtime: "s",
  current: "A",
  power: "W",
  capacity: "C",
  "charging-time": "s",
  "rail-voltage": "V",
  "supply-voltage": "V",
};

export function marginsOf(facts: MarginFacts): Margin[] {
  return facts.constraints.flatMap((constraint) => {
    const kind = kindOf(constraint, facts.usage);
    return kind === null ? [] : [marginOf(constraint, kind, facts)];
  });
}

function marginOf(constraint: Constraint, quantity: Kind, facts: MarginFacts): Margin {
  const { si, id, statement, parameter } = constraint;
  const { min, max } = limitsOf(constraint, quantity);
  const head = {
    ...{ requirement: id, statement, parameter, quantity, unit: UNITS[quantity] },
    ...{ min, max, judged: judgedBy(constraint) },
  };
  if (quantity === "rail-voltage" || quantity === "supply-voltage") {
    const found =
      quantity === "rail-voltage"
        ? railVoltage(constraint, facts)
        : supplyVoltage(constraint, facts);
    const bounds = { min: si!.min ?? si!.typ ?? null, max: si!.max ?? si!.typ ?? null };
    return {
      ...head,
      complete: true,
      ...bounds,
      ...found,
      margin: found.margin === null ? null : rounded(found.margin),
    };
  }
  const measured = measure(constraint, quantity, facts);
  return { ...head, ...verdictOf(measured, head, constraint) };
}

/** A plain number is what has to be reached, or not to be passed. */
function limitsOf({ si }: Constraint, quantity: Kind): { min: number | null; max: number | null } {
  const { min = null, typ = null, max = null } = si!;
  const isLeast = quantity === "runtime" || quantity === "capacity";
  return isLeast ? { min: min ?? typ ?? max, max: null } : { min: null, max: max ?? typ };
}

const judgedBy = ({ condition, parameter, statement }: Constraint) =>
  /\b(?:typ|typical|typically|nominal)\b/i.test(
    `${condition ?? ""} ${parameter.replaceAll("_", " ")} ${statement}`,
  )
    ? ("typical" as const)
    : ("worst" as const);

function measure(constraint: Constraint, quantity: Kind, facts: MarginFacts): Measured {
  if (quantity === "current") return consumption(constraint, "A", facts);
  if (quantity === "power") return consumption(constraint, "W", facts);
  if (quantity === "runtime") return lasts(constraint, facts);
  return quantity === "capacity" ? holds(constraint, facts) : charges(constraint, facts);
}

function verdictOf(
  { of, typical, worst, complete, formula, lacking }: Measured,
  { min, max, judged }: Pick<Margin, "min" | "max" | "judged">,
  { minInclusive, maxInclusive }: Constraint,
): Pick<
  Margin,
  "of" | "typical" | "worst" | "complete" | "margin" | "verdict" | "formula" | "reason"
> {
  const value = judged === "typical" ? typical : worst;
  const known = {
    of,
    typical: typical === null ? null : rounded(typical),
    worst: worst === null ? null : rounded(worst),
    ...{ formula, complete },
  };
  const limit = max ?? min;
  if (value === null || limit === null) {
    return { ...known, margin: null, verdict: "not_measured", reason: lacking ?? "no limit" };
  }
  const margin = rounded(max === null ? value - limit : limit - value);
  const inclusive = max === null ? minInclusive : maxInclusive;
  const broken = margin < 0 || (margin === 0 && !inclusive);
  if (broken) return { ...known, margin, verdict: "fail", reason: null };
  if (complete && lacking === null) return { ...known, margin, verdict: "pass", reason: null };
  const reason = lacking ?? "figures are missing: the truth can only be worse";
  return { ...known, margin: null, verdict: "not_measured", reason };
}

/** The battery that is empty first. */
function lasts({ si }: Constraint, facts: MarginFacts): Measured {
  const { batteries, usage, budget } = facts;
  const running = batteries.filter(({ runtime }) => runtime !== null);
  const [battery] = running.toSorted((a, b) => a.runtime!.worst.value - b.runtime!.worst.value);
  if (!battery) {
    const reason =
      batteries.length === 0
        ? "architecture.json has no battery"
        : batteries.every(({ capacity }) => capacity === null)
          ? "the battery's capacity is not known"
          : "nothing on the battery has a figure of its current";
    return unknown(batteries[0]?.source ?? "no battery", reason);
  }
  const { typical, worst } = battery.runtime!;
  const wanted = (si!.min ?? si!.typ ?? si!.max)!;
  const charge = battery.usable!.value;
  const allowed = allowedCurrent(charge, wanted, battery.selfDischarge?.value ?? 0);
  const words = [worst.formula, `for ${shown(wanted, "s")} the mean may be ${allowed.formula}`];
  if (usage.from === "all-active") {
    const feed = { kind: "source", id: battery.source } as const;
    const active = budget.at(feed, usage.states[0]!, "worst");
    const asleep = budget.at(feed, everyIn("sleep"), "worst");
    const duty = asleep.complete ? allowedDuty(allowed.value, active.value, asleep.value) : null;
    if (asleep.complete && duty !== 1) {
      words.push(
        duty === null
          ? `asleep all the time it takes ${shown(asleep.value, "A")}, which is too much already`
          : `with ${shown(asleep.value, "A")} asleep it may be active for at most ${shown(duty, "1")} of the time${ofEach(duty, facts)}`,
      );
    }
  }
  return {
    of: `${battery.source}, ${usage.from === "all-active" ? "everything active all the time" : "on average"}`,
    typical: typical.value,
    worst: worst.value,
    complete: worst.complete,
    formula: words.join("; "),
    lacking: null,
  };
}

/** ", which is 0.9 ms of each 60 s (REQ-…)". */
function ofEach(duty: number, { constraints }: MarginFacts): string {
  const [stated] = periodsOf(constraints);
  const period = stated?.si?.typ ?? stated?.si?.max ?? stated?.si?.min;
  if (!stated || !period) return "";
  return `, which is ${Number((duty * period * 1000).toPrecision(3))} ms of each ${shown(period, "s")} (${stated.id})`;
}

function holds(constraint: Constraint, { network, budget }: MarginFacts): Measured {
  const all = network.sources.filter(({ kind }) => kind === "battery");
  const [battery] = all;
  if (!battery) return unknown("no battery", "architecture.json has no battery");
  const capacity = capacityOf(battery, budget);
  if (!capacity) return unknown(battery.id, "the battery's capacity is not known");
  const { value, from } = capacity;
  const isOwn = !budget.part(battery.part) && battery.requirements.includes(constraint.id);
  return {
    ...{ of: battery.id, typical: value, worst: value, complete: true },
    formula: `${shown(value, "C")} (${from})`,
    lacking: isOwn ? "no battery is chosen: the capacity is the requirement's own" : null,
  };
}

/** At the highest charging current, without the phase of constant voltage: at least so long. */
function charges(_: Constraint, { network, budget, blocks }: MarginFacts): Measured {
  const battery = network.sources.find(({ kind }) => kind === "battery");
  const charger = blocks.find(({ kind }) => kind === "charger");
  if (!battery || !charger) {
    return unknown("no charger", `architecture.json has no ${battery ? "charger" : "battery"}`);
  }
  const capacity = capacityOf(battery, budget);
  const figure = largest(boundsOf(budget.part(charger.part?.id), "charge_current", "A"));
  const current = figure && (figure.max ?? figure.typ ?? figure.min);
  if (!capacity || !current) {
    return unknown(
      charger.id,
      capacity
        ? `the charge current of ${charger.id} is not known`
        : "the battery's capacity is not known",
    );
  }
  const value = capacity.value / current;
  return {
    ...{ of: charger.id, typical: value, worst: value, complete: false },
    formula: `t = C/I = ${shown(capacity.value, "C")} / ${shown(current, "A")} = at least ${shown(value, "s")} (${figure!.source})`,
    lacking:
      "the phase of constant voltage is not counted, and the current that is set may be lower",
  };
}
