/** Holds a battery against what is asked of it: how long it lasts, what it holds, how long it takes to charge. */
import { capacityOf, cutoffOf, sagged } from "../battery.ts";
import { quantity } from "metaforge/report";
import type { Facts } from "../facts.ts";
import { allowedCurrent, allowedDuty, runtime } from "../formulas.ts";
import type { Constraint } from "../input/constraints.ts";
import { periodsOf } from "../input/default-usage.ts";
import { shown } from "../quantity.ts";
import type { PowerBudget } from "../schema.ts";
import { unknown } from "./consumption.ts";
import { weighted } from "../budget.ts";
import type { Measured } from "./consumption.ts";
import { everyIn } from "./scope.ts";

type Battery = PowerBudget["batteries"][number];

export interface MarginFacts extends Facts {
  readonly batteries: readonly Battery[];
  readonly blocks: readonly {
    readonly id: string;
    readonly kind: string;
    readonly part: { readonly id: string } | null;
  }[];
}

/** The battery that is empty first. */
export function lasts(
  constraint: Constraint,
  judged: "typical" | "worst",
  facts: MarginFacts,
): Measured {
  const { batteries, usage } = facts;
  const { si } = constraint;
  const running = batteries.filter((one) => one.runtime !== null);
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
  const last = judged === "typical" ? typical : worst;
  const wanted = (si!.min ?? si!.typ ?? si!.max)!;
  const controllers = controllersUnknown(facts);
  if (controllers.length > 0 && last.value >= wanted) {
    return unknown(battery.source, `the current of ${controllers.join(", ")} is not known`);
  }
  const allowed = allowedCurrent(battery.usable!.value, wanted, battery.selfDischarge?.value ?? 0);
  const share = usage.from === "all-active" ? shareOf(battery, allowed.value, facts) : null;
  const assumed =
    share?.isEnough && (!isInUse(constraint) || lastsInUse(battery, wanted, facts))
      ? `${usage.assumption}: ${share.words}`
      : couldLast(battery, wanted, facts)
        ? usage.assumption
        : null;
  return {
    of: `${battery.source}, ${usage.from === "all-active" ? "everything active all the time" : "on average"}`,
    ...{ typical: typical.value, worst: worst.value },
    ...{ complete: last.complete, assured: worst.assured },
    isMean: usage.assumption !== null,
    formula: [
      `${last.complete || usage.assumption !== null ? "" : "at most "}${last.formula}`,
      `for ${shown(wanted, "s")} the mean may be ${allowed.formula}`,
      ...(share && assumed === null ? [share.words] : []),
      ...conditions(battery, wanted, judged, facts),
    ].join("; "),
    lacking: null,
    assumed,
  };
}

/** A duration without the controller is none; it can only be too short already. */
const controllersUnknown = ({ network, budget, usage }: MarginFacts): string[] =>
  network.loads
    .filter(
      ({ block }) =>
        block.kind === "mcu" &&
        usage.states.some((state) => budget.draw(block, state).worst === null),
    )
    .map(({ block }) => block.id);

/** In use a part need not be in the mode in which it takes most, nor drive all that it can. */
function lastsInUse(
  { source, usable, selfDischarge }: Battery,
  wanted: number,
  facts: MarginFacts,
) {
  const feed = { kind: "source", id: source } as const;
  const { value } = facts.budget.at(feed, everyIn("active"), "typical");
  return runtime(usable!.value, value, selfDischarge?.value ?? 0).value >= wanted;
}

/** Whether it lasts so long where what the assumption adds takes nothing. */
function couldLast({ source, usable, selfDischarge }: Battery, wanted: number, facts: MarginFacts) {
  const { usage, budget } = facts;
  if (usage.least === null) return false;
  const feed = { kind: "source", id: source } as const;
  const mean = weighted(usage.least, (state) => budget.at(feed, state, "worst"));
  return runtime(usable!.value, mean.value, selfDischarge?.value ?? 0).value >= wanted;
}

/** A duration of use is asked of what is active. */
const isInUse = ({ statement, parameter, condition }: Constraint) =>
  /\bcontinuous|\bactive\b|\boperati(?:on|ng)\b|\brun[ _-]?time\b|\bflight\b|\bplayback\b|\bstreaming\b/i.test(
    `${statement} ${parameter} ${condition ?? ""}`,
  );

/** For which share of time it may be active; `isEnough` false: no share keeps it, or the battery bears none. */
function shareOf(battery: Battery, allowed: number, facts: MarginFacts) {
  const { usage, budget, network } = facts;
  const feed = { kind: "source", id: battery.source } as const;
  const active = budget.at(feed, usage.states[0]!, "worst");
  const asleep = budget.at(feed, everyIn("sleep"), "worst");
  const duty = allowedDuty(allowed, active.value, asleep.value);
  if (duty === 1) return null;
  const sleeping = `${asleep.complete ? "" : "at least "}${shown(asleep.value, "A")}`;
  if (duty === null) {
    const words = `asleep all the time it takes ${sleeping}, which is too much already`;
    return { words, isEnough: false };
  }
  const source = network.sources.find(({ id }) => id === battery.source)!;
  const sag = sagged(source, budget, budget.at(feed, usage.states[0]!, "peak").value);
  const least = cutoffOf(source, network, budget).value ?? 0;
  const words = `with ${sleeping} asleep it may be active for at most ${shown(duty, "1")} of the time${ofEach(duty, facts)}`;
  // A circuit that pulls its battery below what it works at never gets through what it does while active.
  return sag !== null && (sag.value < least || sag.value === 0)
    ? {
        words: `${words}, and active it pulls the battery to ${shown(sag.value, "V")}, where it works no more`,
        isEnough: false,
      }
    : { words, isEnough: true };
}

/** What would have to hold of that which is not known. */
function conditions(
  { usable, selfDischarge, source }: Battery,
  wanted: number,
  judged: "typical" | "worst",
  { budget }: MarginFacts,
): string[] {
  const mean = budget.average({ kind: "source", id: source }, judged);
  const charge = usable!.value;
  if (!mean.complete || mean.value * wanted >= charge) return [];
  const leak = selfDischarge?.value ?? 0;
  const needed = (mean.value * wanted) / (1 - leak * wanted);
  const most = (charge / wanted - mean.value) / charge;
  const aMonth = most * 2_629_800;
  return [
    ...(usable!.exact || needed > charge || needed < 0
      ? []
      : [`it is kept if at least ${shown(needed / charge, "1")} of the capacity is usable`]),
    // Every battery keeps more than that.
    ...(selfDischarge || aMonth > 0.5
      ? []
      : [`it is kept if self-discharge stays below ${shown(aMonth, "1")} of the capacity a month`]),
  ];
}

/** ", which is 0.9 ms of each 60 s (REQ-…)". */
function ofEach(duty: number, { constraints }: MarginFacts): string {
  const [stated] = periodsOf(constraints);
  const period = stated?.si?.typ ?? stated?.si?.max ?? stated?.si?.min;
  if (!stated || !period) return "";
  return `, which is ${quantity(duty * period, "s", 3)} of each ${shown(period, "s")} (${stated.id})`;
}

export function holds(constraint: Constraint, { network, budget }: MarginFacts): Measured {
  const all = network.sources.filter(({ kind }) => kind === "battery");
  const [battery] = all;
  if (!battery) return unknown("no battery", "architecture.json has no battery");
  const capacity = capacityOf(battery, budget);
  if (!capacity) return unknown(battery.id, "the battery's capacity is not known");
  const { value, from, assured } = capacity;
  const isOwn = !budget.part(battery.part) && battery.requirements.includes(constraint.id);
  return {
    ...{ of: battery.id, typical: value, worst: value, complete: true, assured },
    formula: `${shown(value, "C")} (${from})`,
    lacking: isOwn ? "no battery is chosen: the capacity is the requirement's own" : null,
  };
}
