/** Puts the budget together: from inputs and figures to what power-budget.json says. */
import { batteryOf } from "./battery.ts";
import { budgetOf, weighted } from "./budget.ts";
import type { Budget, Sum } from "./budget.ts";
import { checksOf } from "./checks/index.ts";
import { convertersOf } from "./converters.ts";
import type { Ambient } from "./converters.ts";
import type { Part } from "./figure.ts";
import { hottest } from "./input/constraints.ts";
import type { Inputs } from "./input/read.ts";
import type { Usage } from "./input/usage.ts";
import { marginsOf } from "./margin/index.ts";
import { missingOf } from "./missing.ts";
import { networkOf } from "./network.ts";
import type { Feed, Network } from "./network.ts";
import { rounded } from "./quantity.ts";
import type { PowerBudget } from "./schema.ts";

export type Body = Omit<
  PowerBudget,
  "schema" | "mode" | "inputs" | "tools" | "pictures" | "findings"
>;

export interface Assembled {
  readonly body: Body;
  readonly network: Network;
  readonly budget: Budget;
}

/** `ambientC`: what the request says, before usage.json and the requirements. */
export function assemble(
  inputs: Inputs,
  parts: ReadonlyMap<string, Part>,
  ambientC: number | undefined,
): Assembled {
  const { architecture, usage } = inputs;
  const constraints = inputs.constraints ?? [];
  const isStated = (id: string) => usage.states.some(({ blocks }) => Object.hasOwn(blocks, id));
  const network = networkOf(
    architecture,
    ({ id, part }) => isStated(id) || takesCurrent(parts.get(part?.id ?? "")),
    usage.feeds,
  );
  const budget = budgetOf(network, usage, parts);
  const ambient = ambientOf(inputs, ambientC);
  const converters = convertersOf(network, budget, usage, ambient);
  const batteries = network.sources
    .filter(({ kind }) => kind === "battery")
    .map((source) => batteryOf(source, network, budget, usage, constraints));
  const facts = { network, budget, usage, constraints, converters, ambient };
  const checks = checksOf(facts);
  const margins = marginsOf({ ...facts, batteries, blocks: architecture.blocks });
  const notMeasured = missingOf(usage, network, budget);
  const body: Body = {
    product: inputs.product,
    verdict: verdictOf(margins, checks, notMeasured.length > 0),
    usage: {
      ...{ from: usage.from, statement: usage.statement, requirement: usage.requirement },
      assumption: usage.assumption,
      states: usage.states.map(({ name, duty, basis }) => ({
        ...{ name, duty: rounded(duty), unit: "1" as const, basis },
      })),
    },
    ambient,
    loads: loadsOf(network, budget, usage),
    rails: railsOf(network, budget, usage),
    converters,
    sources: network.sources.map(({ id, kind }) => {
      const feed = { kind: "source", id } as const;
      const voltage = budget.voltage(feed);
      return {
        ...{ id, kind, voltage: voltage && { ...voltage } },
        states: statesOf(feed, budget, usage),
        average: averageOf(feed, budget),
        power: voltage && powerOf(feed, budget, usage),
      };
    }),
    ...{ batteries, margins, checks, notMeasured },
    notCounted: network.idle.map(({ id }) => id),
  };
  return { body, network, budget };
}

/** What has a current, or a supply that can only be for one: a fuse or a diode has neither. */
const TAKES = [
  "active_current",
  "quiescent_current",
  "transmit_current",
  "supply_voltage",
  "input_voltage",
] as const;
const takesCurrent = (part: Part | undefined) =>
  TAKES.some((name) => (part?.figures[name] ?? []).length > 0);

function ambientOf({ usage, constraints }: Inputs, ambientC: number | undefined): Ambient {
  const at = (value: number, from: string) => ({ value, unit: "°C" as const, from });
  if (ambientC !== undefined) return at(ambientC, "the request");
  if (usage.ambient !== null) return at(usage.ambient, "usage.json");
  const stated = hottest(constraints ?? []);
  return stated && at(stated.value, stated.requirement);
}

/** Nothing that could be judged is no pass either. Only what must be kept decides. */
function verdictOf(
  margins: Body["margins"],
  checks: Body["checks"],
  lacking: boolean,
): PowerBudget["verdict"] {
  const rows = [...margins.filter(({ priority }) => priority === "must"), ...checks];
  if (rows.some(({ verdict }) => verdict === "fail")) return "fail";
  return !lacking && rows.length > 0 && rows.every(({ verdict }) => verdict === "pass")
    ? "pass"
    : "not_measured";
}

function statesOf(feed: Feed, budget: Budget, usage: Usage) {
  return usage.states.map((state) => {
    const [typical, worst, peak] = (["typical", "worst", "peak"] as const).map((which) =>
      budget.at(feed, state, which),
    ) as [Sum, Sum, Sum];
    return {
      state: state.name,
      typical: rounded(typical.value),
      worst: rounded(worst.value),
      peak: rounded(peak.value),
      unit: "A" as const,
      ...{ complete: worst.complete, assured: worst.assured },
    };
  });
}

function averageOf(feed: Feed, budget: Budget) {
  const [typical, worst] = [budget.average(feed, "typical"), budget.average(feed, "worst")];
  return {
    typical: rounded(typical.value),
    worst: rounded(worst.value),
    unit: "A" as const,
    ...{ complete: worst.complete, assured: worst.assured },
  };
}

function powerOf(feed: Feed, budget: Budget, usage: Usage) {
  const mean = (which: "typical" | "worst") =>
    weighted(usage.states, (state) => budget.power(feed, state, which));
  const [typical, worst] = [mean("typical"), mean("worst")];
  return {
    typical: rounded(typical.value),
    worst: rounded(worst.value),
    unit: "W" as const,
    ...{ complete: worst.complete, assured: worst.assured },
  };
}

function loadsOf(network: Network, budget: Budget, usage: Usage): Body["loads"] {
  return network.loads.map(({ block, feed }) => ({
    block: block.id,
    name: block.name,
    kind: block.kind,
    part: block.part ? (block.part.mpn ?? block.part.id) : null,
    quantity: block.quantity,
    fedBy: feed.id,
    states: usage.states.map((state) => {
      const { typical, worst, peak, ...rest } = budget.draw(block, state);
      const exact = (value: number | null) => (value === null ? null : rounded(value));
      return {
        ...{ state: state.name, ...rest, unit: "A" as const },
        ...{ typical: exact(typical), worst: exact(worst), peak: exact(peak) },
      };
    }),
  }));
}

function railsOf(network: Network, budget: Budget, usage: Usage): Body["rails"] {
  const rails = new Map(network.stages.map(({ rail }) => [rail.id, rail]));
  return [...rails.values()].map((rail) => {
    const feeds = network.stages.filter((one) => one.rail.id === rail.id);
    const feed = { kind: "rail", id: rail.id } as const;
    const lacking = network.loads.filter(
      (load) =>
        load.feed.kind === "rail" &&
        load.feed.id === rail.id &&
        usage.states.some((state) => budget.draw(load.block, state).worst === null),
    );
    return {
      ...{ id: rail.id, name: rail.name, voltage: { ...rail.voltage }, from: rail.from ?? null },
      fedBy: feeds.flatMap((stage) => stage.feeds.map(({ id }) => id)),
      states: statesOf(feed, budget, usage),
      average: averageOf(feed, budget),
      notMeasured: [...new Set(lacking.map(({ block }) => block.id))],
    };
  });
}
