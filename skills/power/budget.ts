/** Adds up the currents, state by state, from the loads through the converters to the sources. */
import { efficiencyAt } from "./efficiency.ts";
import type { Efficiency } from "./efficiency.ts";
import { boundsOf, largest } from "./figure.ts";
import type { Bounds, Part } from "./figure.ts";
import { inputCurrent } from "./formulas.ts";
import type { Conversion, Topology } from "./formulas.ts";
import type { Block, Range } from "./input/architecture.ts";
import { uncounted } from "./input/usage.ts";
import type { Usage, UsageState } from "./input/usage.ts";
import { drawOf } from "./load.ts";
import type { Draw } from "./load.ts";
import type { Feed, Network, Stage } from "./network.ts";

/** Typical figures at nominal voltage; the worst at the voltage that takes most; the peak of what happens at once. */
export type Case = "typical" | "worst" | "peak";

export interface Sum {
  /** In A, at the voltage of the place. */
  readonly value: number;
  /** False: at least this much. */
  readonly complete: boolean;
  /** False: counted in part by typical figures, because no maximum is given. Of typical sums always true. */
  readonly assured: boolean;
}

export interface Budget {
  at(feed: Feed, state: UsageState, which: Case): Sum;
  /** Weighted with the states' shares of time. */
  average(feed: Feed, which: "typical" | "worst"): Sum;
  /** In W, at the voltage of the place; at its highest for the worst, where linear regulators take most. */
  power(feed: Feed, state: UsageState, which: Case): Sum;
  draw(block: Block, state: UsageState): Draw;
  voltage(feed: Feed): Range | null;
  /** What a stage converts in a state, from one feed. */
  conversion(stage: Stage, feed: Feed, state: UsageState, which: Case): Conversion | null;
  topology(stage: Stage): Topology | null;
  /** At a load in A. */
  efficiency(stage: Stage, iout: number): Efficiency | null;
  quiescent(stage: Stage): Bounds | null;
  /** Whether what a stage loses at a load in A follows from guaranteed figures. */
  isAssured(stage: Stage, iout: number): boolean;
  part(id: string | null | undefined): Part | null;
}

export function budgetOf(network: Network, usage: Usage, parts: ReadonlyMap<string, Part>): Budget {
  const part = (id: string | null | undefined) => (id ? (parts.get(id) ?? null) : null);
  const partOf = (block: Block | null) => part(block?.part?.id);
  const draw = (block: Block, state: UsageState) => drawOf(block, partOf(block), state);

  const topology = (stage: Stage): Topology | null => {
    if (stage.topology !== null || !stage.converter) return stage.topology;
    const found = partOf(stage.converter);
    const told = found?.attributes.topology ?? found?.family ?? null;
    return TOPOLOGIES.find((one) => one === told) ?? null;
  };

  const efficiency = (stage: Stage, iout: number): Efficiency | null => {
    const of = partOf(stage.converter);
    const found = efficiencyAt(of, iout);
    // Where the part has figures, the architecture's number is one of them, and of another load.
    const isOwn = (of?.figures.efficiency ?? []).length > 0;
    if (found || stage.efficiency === null || isOwn) return found;
    const value = stage.efficiency;
    return {
      ...{ typical: value, worst: value, complete: true, assured: false },
      source: "architecture.json, power tree",
    };
  };

  const quiescent = (stage: Stage) =>
    largest(boundsOf(partOf(stage.converter), "quiescent_current", "A"));

  /** A rail that a plug feeds beside its converter has the plug's voltage, too. */
  const railVoltage = (id: string): Range => {
    const stages = network.stages.filter(({ rail }) => rail.id === id);
    const own = stages[0]!.rail.voltage;
    const beside = stages
      .filter(({ converter }) => converter === null && stages.length > 1)
      .flatMap(({ feeds }) => feeds.filter((feed) => feed.kind === "source").map(voltage));
    const all = [own, ...beside].flatMap((range) => (range ? ends(range) : []));
    if (beside.length === 0) return own;
    return { ...own, min: Math.min(...all), max: Math.max(...all) };
  };

  const voltage = ({ kind, id }: Feed): Range | null => {
    if (kind === "rail") return railVoltage(id);
    const source = network.sources.find((one) => one.id === id)!;
    if (source.voltage && ends(source.voltage).length > 0) return source.voltage;
    const cell = part(source.part);
    const nominal = largest(boundsOf(cell, "nominal_voltage", "V"));
    const cutoff = largest(boundsOf(cell, "cutoff_voltage", "V"));
    if (!nominal) return null;
    const typ = (nominal.typ ?? nominal.max ?? nominal.min)!;
    return {
      min: cutoff ? (cutoff.min ?? cutoff.typ ?? cutoff.max) : null,
      typ,
      max: nominal.max,
      unit: "V",
    };
  };

  const conversion = (
    stage: Stage,
    feed: Feed,
    state: UsageState,
    which: Case,
  ): Conversion | null => {
    const from = voltage(feed);
    const kind = topology(stage);
    const isPassing = kind === "ldo" || kind === "direct";
    if (!from && !isPassing) return null;
    const iout = at({ kind: "rail", id: stage.rail.id }, state, which).value;
    const iq = quiescent(stage);
    const isTypical = which === "typical";
    const own = iq && (isTypical ? (iq.typ ?? iq.max ?? iq.min) : (iq.max ?? iq.typ ?? iq.min));
    const isIqAtOutput = iq !== null && AT_OUTPUT.test(iq.condition);
    const eta = efficiency(stage, iout + (isIqAtOutput ? own! : 0));
    return {
      topology: kind,
      // Without a nominal voltage the one that takes most.
      vin: from ? ((isTypical ? from.typ : null) ?? lowest(from)) : nominal(stage.rail.voltage),
      vout: nominal(stage.rail.voltage),
      iout,
      efficiency: eta && (isTypical ? eta.typical : eta.worst),
      isAtBest: eta !== null && !eta.complete,
      isIqAtOutput,
      iq: own,
    };
  };

  // A rail is asked for by each that it feeds, and by each that tells of it.
  const known = new Map<string, Sum>();
  const at = (feed: Feed, state: UsageState, which: Case): Sum => {
    const key = JSON.stringify([feed.kind, feed.id, state.name, which]);
    const sum = known.get(key) ?? added(feed, state, which);
    known.set(key, sum);
    return sum;
  };

  // A block that stands nowhere, and a load that is no block, may hang on any place.
  const isStatedOfNone = uncounted(usage).length > 0;
  const lost = (state: UsageState) =>
    isStatedOfNone || network.unplaced.some((block) => draw(block, state).worst !== 0);

  const isAssured = (stage: Stage, iout: number): boolean => {
    const kind = topology(stage);
    if (kind === "direct") return true;
    const iq = quiescent(stage);
    const eta = kind === "ldo" ? null : efficiency(stage, iout);
    return (iq === null || iq.max !== null) && (eta === null || eta.assured || iout === 0);
  };

  const added = (feed: Feed, state: UsageState, which: Case): Sum => {
    const isHere = (one: Feed) => isSame(one, feed);
    const isTypical = which === "typical";
    let value = 0;
    let complete = !lost(state);
    let assured = true;
    for (const { block } of network.loads.filter((load) => isHere(load.feed))) {
      const taken = draw(block, state);
      value += taken[which] ?? 0;
      complete &&= taken[which] !== null && taken.complete;
      assured &&= isTypical || taken.assured;
    }
    for (const stage of network.stages.filter(({ feeds }) => feeds.some(isHere))) {
      const below = at({ kind: "rail", id: stage.rail.id }, state, which);
      const of = conversion(stage, feed, state, which);
      const taken = of ? inputCurrent(of) : { value: 0, complete: false };
      value += taken.value;
      complete &&= below.complete && taken.complete;
      assured &&= isTypical || (below.assured && isAssured(stage, below.value));
    }
    return { value, complete, assured };
  };

  const power = (feed: Feed, state: UsageState, which: Case): Sum => {
    const range = voltage(feed);
    if (!range) return { value: 0, complete: false, assured: false };
    const volts = (which === "typical" ? range.typ : null) ?? highest(range);
    let value = 0;
    for (const { block } of network.loads.filter((load) => isSame(load.feed, feed))) {
      value += (draw(block, state)[which] ?? 0) * Math.abs(volts);
    }
    for (const stage of network.stages.filter(({ feeds }) =>
      feeds.some((one) => isSame(one, feed)),
    )) {
      const of = conversion(stage, feed, state, which);
      if (of) value += inputCurrent({ ...of, vin: volts }).value * Math.abs(volts);
    }
    const { complete, assured } = at(feed, state, which);
    return { value, complete, assured };
  };

  const average = (feed: Feed, which: "typical" | "worst"): Sum =>
    weighted(usage.states, (state) => at(feed, state, which));

  return {
    ...{ at, power, average, draw, voltage, conversion, topology },
    ...{ efficiency, quiescent, isAssured, part },
  };
}

/** The mean of what is taken in each state, by the states' shares of time. */
export function weighted(states: readonly UsageState[], sumIn: (state: UsageState) => Sum): Sum {
  const sums = states.map((state) => ({ duty: state.duty, ...sumIn(state) }));
  return {
    value: sums.reduce((all, { duty, value }) => all + duty * value, 0),
    complete: sums.every(({ duty, complete }) => duty === 0 || complete),
    assured: sums.every(({ duty, assured }) => duty === 0 || assured),
  };
}

/** A converter that feeds itself from its output takes that current through its own efficiency. */
const AT_OUTPUT = /\binto VOUT\b|\bat the output\b|\bfrom (?:VOUT|the output)\b/i;

const isSame = (a: Feed, b: Feed) => a.kind === b.kind && a.id === b.id;

const TOPOLOGIES: readonly Topology[] = ["ldo", "buck", "boost", "buck-boost", "direct"];

/** In size: a negative rail is at most as far from zero as its lowest voltage. */
const ends = ({ min, typ, max }: Range) =>
  [min, typ, max].filter((one) => one !== null).toSorted((a, b) => Math.abs(a) - Math.abs(b));
export const lowest = (range: Range): number => ends(range)[0]!;
export const highest = (range: Range): number => ends(range).at(-1)!;
export const nominal = ({ min, typ, max }: Range): number => (typ ?? max ?? min)!;
