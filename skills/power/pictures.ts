/** Draws the budget: power by state with what takes it, and the power tree with its currents. */
import type { Artifact, ToolActions } from "metaforge";
import type { Assembled } from "./assemble.ts";
import { highest } from "./budget.ts";
import type { Usage } from "./input/usage.ts";
import { shown } from "./quantity.ts";
import type { PowerBudget } from "./schema.ts";
import { takers } from "./sums.ts";

export const BARS = "power-budget.svg";
export const TREE = "power-tree.svg";
const MOST_BARS = 100;
const MOST_PARTS = 40;

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
    const volts = Math.abs(highest(range));
    const title = network.sources.length > 1 ? `${id}: ` : "";
    return usage.states.flatMap((state) => {
      const total = budget.power(feed, state, "worst").value;
      if (total <= 0) return [];
      // What a converter takes is scaled to the power that flows into it.
      const parts = takers(feed, network, budget, state, "worst").filter(({ value }) => value);
      const sum = parts.reduce((all, { value }) => all + value! * volts, 0);
      return [
        {
          name: `${title}${state.name}`,
          parts: parts
            .slice(0, MOST_PARTS)
            .map(({ name, value }) => ({ name, value: (value! * volts * total) / sum })),
        },
      ];
    });
  });
  const sums = bars.map(({ parts }) => parts.reduce((all, { value }) => all + value, 0));
  const isWide = Math.max(...sums) > 100 * Math.min(...sums);
  return {
    title: `Power by state, worst case${body.product ? `: ${body.product}` : ""}`,
    value: { label: "Power", unit: "W", ...(isWide ? { scale: "log" as const } : {}) },
    bars: bars.slice(0, MOST_BARS),
  };
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
    const what = converter
      ? `${converter.id}, ${budget.topology(stage) ?? "kind not known"}`
      : "no converter";
    const current = `${sum.complete ? "" : "≥ "}${shown(sum.value, "A")} out`;
    put(
      `rail:${rail.id}`,
      converter?.id ?? rail.id,
      [rail.name || rail.id, what, `${spanOf(rail.voltage)}, ${current}`],
      "converter",
    );
    for (const feed of feeds) {
      const of = budget.conversion(stage, feed, state, "worst");
      const taken = takers(feed, network, budget, state, "worst").find(
        ({ name }) => name === (converter?.id ?? rail.id),
      );
      const label = of && taken?.value ? shown(taken.value, "A") : "not known";
      edges.push({ from: `${feed.kind}:${feed.id}`, to: `rail:${rail.id}`, label });
    }
  }
  for (const { block, feed } of network.loads) {
    const { worst } = budget.draw(block, state);
    put(
      `load:${block.id}`,
      block.id,
      [block.name || block.id, block.part?.mpn ?? block.part?.id ?? "no part"],
      "load",
    );
    edges.push({
      from: `${feed.kind}:${feed.id}`,
      to: `load:${block.id}`,
      label: worst === null ? "not known" : shown(worst, "A"),
    });
  }
  const shownNodes = [...nodes.values()].slice(0, MOST_NODES);
  const there = new Set(shownNodes.map(({ id }) => id));
  return {
    title: `Power tree in state ${state.name}, worst case`,
    nodes: shownNodes,
    edges: edges.filter(({ from, to }) => there.has(from) && there.has(to)),
  };
}

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
