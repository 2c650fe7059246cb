/** Adds up the currents, state by state, from the loads through the converters to the sources. */
import { boundsOf, largest, smallest } from "./figure.ts";
import type { Bounds, Part } from "./figure.ts";
import { inputCurrent } from "./formulas.ts";
import type { Conversion, Topology } from "./formulas.ts";
import type { Block, Range } from "./input/architecture.ts";
import type { Usage, UsageState } from "./input/usage.ts";
import { drawOf } from "./load.ts";
import type { Draw } from "./load.ts";
import type { Feed, Network, Stage } from "./network.ts";
import { toSi } from "./quantity.ts";

/** Typical figures at nominal voltage; the worst at the voltage that takes most; the peak of what happens at once. */
export type Case = "typical" | "worst" | "peak";

export interface Sum {
  /** In A, at the voltage of the place. */
  readonly value: number;
  /** False: at least this much. */
  readonly complete: boolean;
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
  part(id: string | null | undefined): Part | null;
}

export interface Efficiency {
  readonly typical: number;
  readonly worst: number;
  readonly source: string;
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
    const all = boundsOf(partOf(stage.converter), "efficiency", "1");
    const told =
      smallest(all.filter(({ condition }) => isWithin(iout, condition))) ?? smallest(all);
    if (told) {
      const typical = (told.typ ?? told.max ?? told.min)!;
      return { typical, worst: told.min ?? typical, source: told.source };
    }
    if (stage.efficiency === null) return null;
    const value = stage.efficiency;
    return { typical: value, worst: value, source: "architecture.json, power tree" };
  };

  const quiescent = (stage: Stage) =>
    largest(boundsOf(partOf(stage.converter), "quiescent_current", "A"));

  const voltage = ({ kind, id }: Feed): Range | null => {
    if (kind === "rail") return network.stages.find(({ rail }) => rail.id === id)!.rail.voltage;
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
    const eta = efficiency(stage, iout);
    const iq = quiescent(stage);
    const isTypical = which === "typical";
    return {
      topology: kind,
      vin: from ? (isTypical ? nominal(from) : lowest(from)) : nominal(stage.rail.voltage),
      vout: nominal(stage.rail.voltage),
      iout,
      efficiency: eta && (isTypical ? eta.typical : eta.worst),
      iq: iq && (isTypical ? (iq.typ ?? iq.max ?? iq.min) : (iq.max ?? iq.typ ?? iq.min)),
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

  const added = (feed: Feed, state: UsageState, which: Case): Sum => {
    const isHere = (one: Feed) => isSame(one, feed);
    let value = 0;
    let complete = true;
    for (const { block } of network.loads.filter((load) => isHere(load.feed))) {
      const current = draw(block, state)[which];
      value += current ?? 0;
      complete &&= current !== null;
    }
    for (const stage of network.stages.filter(({ feeds }) => feeds.some(isHere))) {
      const below = at({ kind: "rail", id: stage.rail.id }, state, which);
      const of = conversion(stage, feed, state, which);
      const taken = of ? inputCurrent(of) : { value: 0, complete: false };
      value += taken.value;
      complete &&= below.complete && taken.complete;
    }
    return { value, complete };
  };

  const power = (feed: Feed, state: UsageState, which: Case): Sum => {
    const range = voltage(feed);
    if (!range) return { value: 0, complete: false };
    const volts = which === "typical" ? nominal(range) : highest(range);
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
    return { value, complete: at(feed, state, which).complete };
  };

  const average = (feed: Feed, which: "typical" | "worst"): Sum => {
    const sums = usage.states.map((state) => ({ duty: state.duty, ...at(feed, state, which) }));
    return {
      value: sums.reduce((sum, { duty, value }) => sum + duty * value, 0),
      complete: sums.every(({ duty, complete }) => duty === 0 || complete),
    };
  };

  return { at, power, average, draw, voltage, conversion, topology, efficiency, quiescent, part };
}

/** "10 mA to 300 mA load": whether the load is one of those. One amount is a point, not a range. */
function isWithin(load: number, condition: string): boolean {
  const amounts = [...condition.matchAll(/(\d+(?:\.\d+)?)\s*([nuµm]?A)\b/g)].map(
    ([, value, unit]) => toSi(Number(value), unit!, "A"),
  );
  const [low, high] = amounts;
  return amounts.length === 2 && load >= low! && load <= high!;
}

const isSame = (a: Feed, b: Feed) => a.kind === b.kind && a.id === b.id;

const TOPOLOGIES: readonly Topology[] = ["ldo", "buck", "boost", "buck-boost", "direct"];

/** In size: a negative rail is at most as far from zero as its lowest voltage. */
const ends = ({ min, typ, max }: Range) =>
  [min, typ, max].filter((one) => one !== null).toSorted((a, b) => Math.abs(a) - Math.abs(b));
export const lowest = (range: Range): number => ends(range)[0]!;
export const highest = (range: Range): number => ends(range).at(-1)!;
export const nominal = ({ min, typ, max }: Range): number => (typ ?? max ?? min)!;
