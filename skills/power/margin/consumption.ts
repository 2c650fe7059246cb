/** Holds what is taken against a requirement on current or power. */
import { nominal, highest, weighted } from "../budget.ts";
import type { Case } from "../budget.ts";
import type { Facts } from "../facts.ts";
import type { Constraint } from "../input/constraints.ts";
import type { UsageState } from "../input/usage.ts";
import type { Feed } from "../network.ts";
import { shown } from "../quantity.ts";
import { sumWords, takers } from "../sums.ts";
import { everyIn, modeOf, placeOf, whenOf } from "./scope.ts";
import type { When } from "./scope.ts";

export interface Measured {
  readonly of: string;
  readonly typical: number | null;
  readonly worst: number | null;
  readonly complete: boolean;
  /** False: the worst is counted in part by typical figures. */
  readonly assured: boolean;
  readonly formula: string;
  /** Why it is not known. */
  readonly lacking: string | null;
  /** It rests on the use that is taken for want of a statement, so that it bounds nothing. */
  readonly isMean?: boolean;
  /** What was taken for want of better, and is the worst that there is: it can keep a limit, and not break one. */
  readonly assumed?: string | null;
  /** What it is without that: where this breaks the limit, too, it is broken. */
  readonly least?: number | null;
}

export const unknown = (of: string, lacking: string): Measured => ({
  ...{ of, typical: null, worst: null, complete: false, assured: false },
  ...{ formula: "", lacking },
});

export type Judged = "typical" | "worst";

/** In A or W; the formula shows what is judged. */
export function consumption(
  constraint: Constraint,
  unit: "A" | "W",
  judged: Judged,
  facts: Facts,
): Measured {
  const { usage } = facts;
  const when = whenOf(constraint, usage);
  if (when.kind === "mode" && usage.from !== "usage.json") {
    // More than everything no mode can take.
    const state = usage.from === "all-active" ? usage.states[0]! : everyIn("full");
    const assumed = `nothing says what is active in ${when.name} mode, everything active is the worst of it`;
    return { ...taken(constraint, { kind: "state", state }, unit, judged, facts), assumed };
  }
  return taken(constraint, when, unit, judged, facts);
}

function taken(
  constraint: Constraint,
  when: When,
  unit: "A" | "W",
  judged: Judged,
  facts: Facts,
): Measured {
  const { network, budget, usage } = facts;
  const blocks = network.loads.map(({ block }) => block);
  const mode = modeOf(constraint);
  const names = [...usage.states.map(({ name }) => name), ...(mode ? [mode] : [])];
  const place = placeOf(constraint, [...new Set(blocks)], names);
  if (when.kind === "unknown" || when.kind === "mode") {
    return unknown(when.name, `usage.json has no state '${when.name}', and no figure is one of it`);
  }
  if (place.kind === "unknown") {
    return unknown(place.name, `no single block with current figures is called '${place.name}'`);
  }
  if (place.kind === "block") {
    const { block, feed } = network.loads.find((load) => load.block === place.block)!;
    const range = budget.voltage(feed);
    if (unit === "W" && !range) return unknown(block.id, "its voltage is not known");
    return ofBlock(block.id, when, unit === "W" ? range : null, judged, facts);
  }
  const sources = network.sources.map((source) => ({ kind: "source" as const, id: source.id }));
  if (sources.length === 0) return unknown("the whole", "architecture.json has no source");
  const all = sources.map((feed) => ofSource(feed, when, unit, judged, facts));
  return all.toSorted((a, b) => (b.worst ?? -1) - (a.worst ?? -1))[0]!;
}

type Range = NonNullable<ReturnType<Facts["budget"]["voltage"]>>;

function ofBlock(
  id: string,
  when: When,
  range: Range | null,
  judged: Judged,
  facts: Facts,
): Measured {
  const { budget, usage, network } = facts;
  const block = network.loads.find((load) => load.block.id === id)!.block;
  const states = when.kind === "state" ? [when.state] : usage.states;
  const rows = states.map((state) => ({ state, draw: budget.draw(block, state) }));
  const which = when.kind === "peak" ? "peak" : "worst";
  const lacking = rows.find(({ draw }) => draw[which] === null);
  if (lacking) return unknown(`${id}, ${lacking.state.name}`, lacking.draw.source);
  const total = (pick: Case) => {
    if (when.kind === "peak") return Math.max(...rows.map(({ draw }) => draw[pick]!));
    return rows.reduce(
      (sum, { state, draw }) => sum + (when.kind === "average" ? state.duty : 1) * draw[pick]!,
      0,
    );
  };
  const typical = total("typical") * (range ? nominal(range) : 1);
  const worst = total(which) * (range ? highest(range) : 1);
  const sources = [...new Set(rows.map(({ draw }) => draw.source))].join("; ");
  const isTypical = judged === "typical";
  const volts = range && (isTypical ? nominal(range) : highest(range));
  const times =
    volts === null ? "" : ` · ${shown(volts, "V")} = ${shown(isTypical ? typical : worst, "W")}`;
  return {
    // The state of a whole device is told of one block here.
    of: `${id}, ${wordsFor(when).replace(/^every block (?:in )?/, "")}`,
    ...{ typical, worst, lacking: null },
    complete: rows.every(({ draw }) => draw.complete),
    assured: rows.every(({ draw }) => draw.assured),
    formula: `${shown(total(isTypical ? "typical" : which), "A")}${times} (${sources})`,
  };
}

function ofSource(feed: Feed, when: When, unit: "A" | "W", judged: Judged, facts: Facts): Measured {
  const { budget, usage, network } = facts;
  const name = `${feed.id}, ${wordsFor(when)}`;
  if (unit === "W" && !budget.voltage(feed)) {
    return unknown(name, `the voltage of ${feed.id} is not known`);
  }
  const at = (state: UsageState, which: Case) =>
    unit === "W" ? budget.power(feed, state, which) : budget.at(feed, state, which);
  const told = (state: UsageState, which: Case, isComplete: boolean) => {
    const { value: current } = budget.at(feed, state, which);
    const sum = sumWords(takers(feed, network, budget, state, which), current, isComplete);
    const power = shown(at(state, which).value, "W");
    return unit === "W"
      ? `${sum}; ${isComplete ? "" : "at least "}${power} out of ${feed.id}`
      : sum;
  };
  const common = { of: name, lacking: null };
  if (when.kind === "average") {
    const [typical, worst] = [
      weighted(usage.states, (state) => at(state, "typical")),
      weighted(usage.states, (state) => at(state, "worst")),
    ];
    const sum = judged === "typical" ? typical : worst;
    const isMean = when.isSaid && usage.assumption !== null;
    const isBound = !sum.complete && !isMean;
    const [only, ...more] = usage.states;
    const terms = counted(usage.states).map(
      (state) =>
        `${Number(state.duty.toPrecision(4))} · ${shown(at(state, judged).value, unit)} (${state.name})`,
    );
    const least = usage.least && weighted(usage.least, (state) => at(state, judged)).value;
    return {
      ...common,
      ...{ assumed: when.isSaid ? usage.assumption : null, least, isMean },
      ...{ typical: typical.value, worst: worst.value },
      ...{ complete: sum.complete, assured: worst.assured },
      formula:
        more.length === 0
          ? told(only!, judged, !isBound)
          : `${terms.join(" + ")} = ${isBound ? "at least " : ""}${shown(sum.value, unit)}`,
    };
  }
  const states = when.kind === "state" ? [when.state] : usage.states;
  const which = when.kind === "peak" ? "peak" : "worst";
  const ranked = states
    .map((state) => ({ state, sum: at(state, which) }))
    .toSorted((a, b) => b.sum.value - a.sum.value);
  const { state, sum } = ranked[0]!;
  const complete = ranked.every((one) => one.sum.complete);
  return {
    ...common,
    ...{ typical: at(state, "typical").value, worst: sum.value },
    ...{ complete, assured: ranked.every((one) => one.sum.assured) },
    formula: told(state, judged === "typical" ? "typical" : which, complete),
  };
}

/** What takes no share of time is no term of a mean. */
const counted = (states: readonly UsageState[]) => states.filter(({ duty }) => duty > 0);

function wordsFor(when: When): string {
  if (when.kind === "state") return when.state.name;
  if (when.kind === "mode") return when.name;
  return when.kind === "peak" ? "all at once" : "on average";
}
