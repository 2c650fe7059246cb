/** Draws the budget: power by state with what takes it, and the power tree with its currents. */
import type { Artifact, ToolActions } from "metaforge";
import type { Assembled } from "./assemble.ts";
import { highest } from "./budget.ts";
import type { Budget } from "./budget.ts";
import { inputCurrent } from "./formulas.ts";
import type { Usage, UsageState } from "./input/usage.ts";
import type { Feed, Network } from "./network.ts";
import { shown } from "./quantity.ts";
import type { PowerBudget } from "./schema.ts";

export const BARS = "power-budget.svg";
export const TREE = "power-tree.svg";
const MOST_BARS = 100;
const MOST_PARTS = 12;

type Drawn = {
  readonly pictures: PowerBudget["pictures"];
  readonly artifacts: readonly Artifact[];
};

export async function draw(
  chart: ToolActions<"chart">,
  all: Assembled,
  usage: Usage,
): Promise<Drawn> {
  const pictures: PowerBudget["pictures"] = [];
  const artifacts: Artifact[] = [];
  const add = (path: string, shows: string, svg: string) => {
    pictures.push({ path, shows });
    artifacts.push({ path, content: svg });
  };
  const bars = barsOf(all, usage);
  if (bars.bars.length > 0) {
    add(BARS, "power by state, worst case", (await chart.bars(bars)).svg);
  }
  const tree = treeOf(all, usage);
  if (tree.nodes.length > 0) {
    add(TREE, "power tree, worst case", (await chart.tree(tree)).svg);
  }
  return { pictures, artifacts };
}

type Bars = Parameters<ToolActions<"chart">["bars"]>[0];
type Tree = Parameters<ToolActions<"chart">["tree"]>[0];

/** In W, because currents at different voltages cannot be stacked. */
function barsOf({ body, network, budget }: Assembled, usage: Usage): Bars {
  const bars = body.sources.flatMap(({ id }) => {
    const feed = { kind: "source", id } as const;
    const range = budget.voltage(feed);
    if (!range) return [];
    const title = network.sources.length > 1 ? `${id}: ` : "";
    return usage.states.flatMap((state) => {
      const volts = Math.abs(highest(range));
      const parts = spentOf(feed, volts, state, network, budget).filter(({ value }) => value > 0);
      if (parts.length === 0) return [];
      const atLeast = budget.at(feed, state, "worst").complete ? "" : " (≥)";
      return [{ name: `${title}${state.name}${atLeast}`, parts: fewest(parts) }];
    });
  });
  const sums = bars.map(({ parts }) => parts.reduce((all, { value }) => all + value, 0));
  const isWide = Math.max(...sums) > 100 * Math.min(...sums);
  return {
    title: "Power by state, worst case",
    value: { label: "Power", unit: "W", ...(isWide ? { scale: "log" as const } : {}) },
    bars: bars.slice(0, MOST_BARS),
  };
}

interface Spent {
  readonly name: string;
  /** In W. */
  readonly value: number;
}

/** Where the power goes: each load at its rail's voltage, and what each converter turns into heat. */
function spentOf(
  feed: Feed,
  volts: number,
  state: UsageState,
  network: Network,
  budget: Budget,
): Spent[] {
  const isHere = (one: Feed) => one.kind === feed.kind && one.id === feed.id;
  const loads = network.loads
    .filter((load) => isHere(load.feed))
    .map(({ block }) => ({
      name: block.id,
      value: (budget.draw(block, state).worst ?? 0) * volts,
    }));
  const stages = network.stages.filter(({ feeds }) => feeds.some(isHere));
  const behind = stages.flatMap((stage) => {
    const of = budget.conversion(stage, feed, state, "worst");
    if (!of) return [];
    const out = Math.abs(of.vout);
    // What flows into a rail without a converter has the voltage of its source.
    const next = stage.converter ? out : volts;
    const rail = { kind: "rail", id: stage.rail.id } as const;
    const within = feed.kind === "rail" ? of : { ...of, vin: volts };
    const lost = inputCurrent(within).value * volts - of.iout * next;
    const loss = { name: `loss in ${stage.converter?.id ?? stage.rail.id}`, value: lost };
    return [...spentOf(rail, next, state, network, budget), loss];
  });
  return [...loads, ...behind];
}

/** The largest, and the rest in one. */
function fewest(parts: readonly Spent[]): Spent[] {
  const sorted = parts.toSorted((a, b) => b.value - a.value);
  const rest = sorted.slice(MOST_PARTS);
  const sum = rest.reduce((all, { value }) => all + value, 0);
  return [
    ...sorted.slice(0, MOST_PARTS),
    ...(rest.length > 0 ? [{ name: `${rest.length} more`, value: sum }] : []),
  ];
}

const MOST_NODES = 200;

/** The state that takes most; a box is marked where a check on it is broken. */
function treeOf({ body, network, budget }: Assembled, usage: Usage): Tree {
  const nodes = new Map<string, Tree["nodes"][number]>();
  const edges: { from: string; to: string; label: string }[] = [];
  const broken = (id: string) =>
    body.checks.some(
      ({ about, verdict }) => verdict === "fail" && (about === id || about.startsWith(`${id} (`)),
    );
  const put = (key: string, id: string, lines: string[], kind: "source" | "converter" | "load") =>
    void nodes.set(key, { id: key, lines, kind: broken(id) ? "problem" : kind });
  const state = usage.states
    .map((one) => ({
      one,
      sum: network.stages.reduce(
        (all, { rail }) => all + budget.at({ kind: "rail", id: rail.id }, one, "worst").value,
        0,
      ),
    }))
    .toSorted((a, b) => b.sum - a.sum)[0]!.one;
  for (const { id, kind } of network.sources) {
    const range = budget.voltage({ kind: "source", id });
    put(`source:${id}`, id, [id, kind, ...(range ? [spanOf(range)] : [])], "source");
  }
  for (const stage of network.stages) {
    const { rail, converter, feeds } = stage;
    const sum = budget.at({ kind: "rail", id: rail.id }, state, "worst");
    const kind = budget.topology(stage) ?? "kind not known";
    const what = converter
      ? converter.id === kind
        ? kind
        : `${converter.id}, ${kind}`
      : "no converter";
    const current = `${sum.complete ? "" : "≥ "}${shown(sum.value, "A")} out`;
    // A rail with a second way in is one box all the same.
    if (!nodes.has(`rail:${rail.id}`))
      put(
        `rail:${rail.id}`,
        converter?.id ?? rail.id,
        [rail.name || rail.id, what, `${spanOf(rail.voltage)}, ${current}`],
        "converter",
      );
    for (const feed of feeds) {
      const of = budget.conversion(stage, feed, state, "worst");
      const taken = of && inputCurrent(of);
      const sign = taken?.complete && sum.complete ? "" : "≥ ";
      const label = taken && taken.value > 0 ? `${sign}${shown(taken.value, "A")}` : "not known";
      edges.push({ from: `${feed.kind}:${feed.id}`, to: `rail:${rail.id}`, label });
    }
  }
  for (const { block, feed } of network.loads) {
    const { worst, complete } = budget.draw(block, state);
    put(`load:${block.id}`, block.id, [block.name || block.id, partOf(block)], "load");
    edges.push({
      from: `${feed.kind}:${feed.id}`,
      to: `load:${block.id}`,
      label: worst === null ? "not known" : `${complete ? "" : "≥ "}${shown(worst, "A")}`,
    });
  }
  for (const block of network.unplaced) {
    const lines = [block.name || block.id, partOf(block), "on no rail, current not known"];
    put(`load:${block.id}`, block.id, lines, "load");
  }
  const shownNodes = [...nodes.values()].slice(0, MOST_NODES);
  const there = new Set(shownNodes.map(({ id }) => id));
  return {
    title: `Power tree in state ${state.name}, worst case`,
    nodes: shownNodes,
    edges: edges.filter(({ from, to }) => there.has(from) && there.has(to)),
  };
}

const partOf = ({ part }: Network["unplaced"][number]) => part?.mpn ?? part?.id ?? "no part";

function spanOf({
  min,
  typ,
  max,
}: {
  min: number | null;
  typ: number | null;
  max: number | null;
}): string {
  const ends = [...new Set([min ?? typ, max ?? typ])].filter(
    (one) => one !== null && one !== undefined,
  );
  return ends.map((one) => shown(one, "V")).join(" to ");
}
