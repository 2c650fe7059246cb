/** From requirements to an architecture: facts, rails, parts, power tree, links, coverage, each traced to what asks for it. */
import type { Finding } from "metaforge";
import { batteryBlock, converterBlock, toBlock } from "./blocks.ts";
import type { PartsTool } from "./choose/wish.ts";
import { chargerBlock } from "./choose/charger.ts";
import { place } from "./choose/place.ts";
import type { Placement } from "./choose/place.ts";
import { coverageOf } from "./coverage.ts";
import { factsOf } from "./facts.ts";
import type { Chosen } from "./evidence.ts";
import type { Facts } from "./facts.ts";
import { findingsOf } from "./findings.ts";
import type { Requirements } from "./input.ts";
import { linksOf } from "./links.ts";
import { risksOf } from "./risks.ts";
import type { Architecture, Block } from "./schema.ts";
import { span } from "./supply/number.ts";
import { railPlans } from "./supply/plan.ts";
import { buildTree } from "./supply/tree.ts";
import { programMemory } from "./choose/program-memory.ts";

export type Body = Omit<
  Architecture,
  "schema" | "mode" | "inputs" | "tools" | "suggestions" | "findings"
> & {
  readonly findings: readonly Finding[];
};

export async function design(
  requirements: Requirements,
  tool: PartsTool,
  limit: number,
  say: (done: number, what: string) => void,
): Promise<Body> {
  const facts = await factsOf(requirements, tool);
  say(0.3, `${facts.asks.length} blocks are asked for`);
  const { plan, placement } = await bestPlan(facts, tool);
  say(0.6, "Laying out the power tree");
  const tree = await buildTree(facts, plan, placement, tool, limit);
  const links = linksOf(placement, tree.rails, facts.usbData);
  const charger = await chargerBlock(facts, tool);
  const memory = await programMemory(placement, tree.rails, facts, tool);
  const blocks: Block[] = [
    ...placement.placed.map((one) => toBlock(one, placement, links, facts)),
    ...(memory ? [memory.block] : []),
    ...tree.converters.map(converterBlock),
    ...(charger ? [charger.block] : []),
    ...facts.supplies.filter(({ source }) => source.kind === "battery").map(batteryBlock),
  ];
  const rails = tree.rails.map((rail) =>
    memory && rail.id === memory.block.rail
      ? { ...rail, loads: [...rail.loads, memory.block.id] }
      : rail,
  );
  const powerTree = [...tree.edges, ...(memory?.edge ? [memory.edge] : [])];
  const sources = sourcesOf(
    facts,
    rails.some(({ source, from }) => source === "supply" || from === "supply"),
  );
  const choices = [
    ...placement.placed.map(({ choice }) => choice),
    ...tree.converters.map(({ choice }) => choice),
    charger?.choice ?? null,
  ];
  const problems = [...new Set(choices.flatMap((choice) => choice?.problems ?? []))];
  const body = { blocks, rails, powerTree, sources };
  const chosen = await chosenParts(blocks, placement, facts, tool);
  const { temperature } = facts;
  const coverage = coverageOf(requirements, facts, placement, { ...body, chosen });
  return {
    product: requirements.product,
    temperature: temperature && { ...temperature, requirements: [...temperature.requirements] },
    host: placement.host && {
      block: placement.host.block,
      because: [...placement.host.because],
      pins: placement.host.pins,
      peripherals: placement.host.peripherals.map((one) => ({ ...one, for: [...one.for] })),
    },
    ...body,
    coverage,
    risks: risksOf(facts, placement, body),
    tbd: tbdOf(body, requirements),
    findings: findingsOf(
      requirements,
      facts,
      placement,
      links.clashes,
      problems,
      { ...body, coverage },
      limit,
    ),
  };
}

/** Each block's part with all its data, and what asks for the block. */
async function chosenParts(
  blocks: readonly Block[],
  { placed, host }: Placement,
  { asks, temperature }: Facts,
  tool: PartsTool,
): Promise<Chosen[]> {
  const chosen: Chosen[] = [];
  const ids = new Set(blocks.map(({ id }) => id));
  const needs = host?.peripherals ?? [];
  const buses = new Set(needs.map(({ name }) => name));
  // A bus that devices share leads to those that are on it.
  const isOpen = ({ name, for: users }: (typeof needs)[number]) =>
    name === "uart" || !users.some((id) => ids.has(id));
  const kept = new Set(
    needs.filter(isOpen).flatMap((need) => need.for.filter((id) => !ids.has(id))),
  );
  for (const block of blocks.filter((one) => one.part !== null)) {
    // oxlint-disable-next-line no-await-in-loop -- one at a time, as all of the searches
    const { part } = await tool.get({ id: block.part!.id });
    const ask =
      placed.find(({ id }) => id === block.id)?.ask ?? asks.find(({ id }) => id === block.id);
    const own = { block, ask: ask ?? null, temperature };
    if (part)
      chosen.push(block.id === host?.block ? { ...own, part, buses, kept } : { ...own, part });
  }
  return chosen;
}

/** The first of the candidates that leaves fewest blocks without a part. */
async function bestPlan(facts: Facts, tool: PartsTool) {
  let best: { plan: ReturnType<typeof railPlans>[number]; placement: Placement } | null = null;
  for (const plan of railPlans(facts)) {
    // oxlint-disable-next-line no-await-in-loop -- the next only where this one leaves something open
    const placement = await place(facts, plan, tool);
    if (!best || placement.unmatched < best.placement.unmatched) best = { plan, placement };
    if (placement.unmatched === 0) break;
  }
  return best!;
}

function sourcesOf({ supplies }: Facts, isUnknown: boolean): Architecture["sources"] {
  const known = supplies.map(({ source }) => source);
  if (!isUnknown || known.length > 0) return known;
  const voltage = { min: null, typ: null, max: null, unit: "V" as const };
  return [
    {
      id: "supply",
      kind: "external",
      part: null,
      voltage,
      basis: "no supply is stated",
      capacity: null,
      requirements: [],
    },
  ];
}

function tbdOf(
  { blocks, rails, sources }: Pick<Body, "blocks" | "rails" | "sources">,
  { open_questions }: Requirements,
): Body["tbd"] {
  return [
    ...blocks.flatMap(({ id, name, tbd }) =>
      tbd === null ? [] : [{ id: `part-${id}`, what: `Part: ${name}`, wanted: tbd }],
    ),
    ...rails.flatMap(({ id, name, maxCurrent }) =>
      maxCurrent?.complete
        ? []
        : [
            {
              id: `current-${id}`,
              what: `Current of rail ${name}`,
              wanted: maxCurrent
                ? `so far ${maxCurrent.value} A; ${maxCurrent.basis}`
                : "no part on it has a current in the catalogue",
            },
          ],
    ),
    ...sources.flatMap(({ id, voltage }) =>
      span(voltage)
        ? []
        : [{ id: `voltage-${id}`, what: `Voltage of ${id}`, wanted: "range in V" }],
    ),
    ...open_questions.map(({ text, source }, index) => ({
      id: `question-${index + 1}`,
      what: `Open question, ${source.file}:${source.line}`,
      wanted: text,
    })),
  ];
}
