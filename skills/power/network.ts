/** Who feeds whom: rails, the converter behind each, and the loads on them, up to the sources. */
import { fail } from "metaforge";
import type { Architecture, Block, Rail, Source } from "./input/architecture.ts";
import type { Topology } from "./formulas.ts";

/** What something takes its current from. */
export interface Feed {
  readonly kind: "rail" | "source";
  readonly id: string;
}

export interface Stage {
  readonly rail: Rail;
  /** The regulator before the rail; null: the rail is the source itself, behind a fuse or a switch. */
  readonly converter: Block | null;
  /** Null: not known. */
  readonly topology: Topology | null;
  readonly efficiency: number | null;
  /** One for each that could feed it alone; none: not known. */
  readonly feeds: readonly Feed[];
}

export interface Network {
  readonly stages: readonly Stage[];
  readonly sources: readonly Source[];
  readonly loads: readonly { readonly block: Block; readonly feed: Feed }[];
  /** Blocks that may take current of which no rail is told: they may hang on any. */
  readonly unplaced: readonly Block[];
  /** Connectors and buttons that are taken to draw nothing. */
  readonly idle: readonly Block[];
}

/** Kinds that give or pass current on; what they take themselves is their converter's own current. */
const NO_LOADS = new Set(["battery", "charger", "regulator"]);
/** Without current of their own, as diodes, fuses and plugs are, unless something says otherwise. */
const PASSIVE = new Set(["protection", "connector"]);
const isPassive = ({ id, name, kind, tbd }: Block): boolean =>
  PASSIVE.has(kind) ||
  (kind === "other" && /push button|\bbuttons?\b/i.test(`${id} ${name} ${tbd}`));

/** What is plugged in there is fed by the device: the words of a plug that gives supply on. */
const feedsOutside = ({ id, name, kind, rail, tbd }: Block, rails: readonly Rail[]): boolean =>
  kind === "connector" &&
  (Boolean(rail) ||
    rails.some(({ loads }) => loads.includes(id)) ||
    /\bsuppl(?:y|ies)\b|\bpowers?\b|\bpower output\b|\bUSB-A\b/i.test(`${name} ${tbd ?? ""}`));

/**
 * `isCounted` tells of a passive block whether a figure or usage.json gives it a current all the same; `told` is where
 * usage.json puts blocks, before architecture.json. Throws VALIDATION_ERROR where rails feed each other in a circle.
 */
export function networkOf(
  architecture: Architecture,
  isCounted: (block: Block) => boolean,
  told: Readonly<Record<string, string>> = {},
): Network {
  const { blocks, rails, sources, powerTree } = architecture;
  const isConverter = (block: Block) => block.kind === "regulator" || block.kind === "charger";

  // Each block is passed once, so that a tangle of edges takes no longer than there are edges.
  const resolve = (id: string, seen = new Set<string>()): Feed[] => {
    if (seen.has(id)) return [];
    if (sources.some((one) => one.id === id)) return [{ kind: "source", id }];
    if (rails.some((one) => one.id === id)) return [{ kind: "rail", id }];
    const block = blocks.find((one) => one.id === id);
    if (!block) return [];
    const own = sources.filter((one) => isSource(block, one));
    if (own.length > 0) return own.map((one) => ({ kind: "source", id: one.id }));
    const behind = rails.filter((one) => one.from === id && seen.size > 0);
    if (behind.length > 0 && isConverter(block)) {
      return behind.map((one) => ({ kind: "rail", id: one.id }));
    }
    return unique(
      powerTree.filter(({ to }) => to === id).flatMap(({ from }) => resolve(from, seen.add(id))),
    );
  };

  const main = rails.map((rail): Stage => {
    const from = blocks.find(({ id }) => id === rail.from) ?? null;
    const converter = from && isConverter(from) ? from : null;
    const edges = powerTree.filter(({ to, from: start }) =>
      converter ? to === converter.id || start === converter.id : to === rail.id,
    );
    const first = rail.source ?? rail.from;
    const named =
      first && first !== rail.id ? resolve(first, new Set(converter ? [rail.id] : [])) : [];
    const feeds = (named.length > 0 || !converter ? named : resolve(converter.id)).filter(
      (feed) => feed.id !== rail.id,
    );
    return {
      rail,
      converter,
      topology: converter
        ? (edges.find(({ topology }) => topology)?.topology ??
          (converter.kind === "charger" ? "direct" : null))
        : "direct",
      efficiency: edges.find(({ efficiency }) => efficiency)?.efficiency?.value ?? null,
      feeds,
    };
  });
  // What reaches a rail beside its converter, such as USB through a switch, feeds it as it is.
  const beside = main.flatMap(({ rail, feeds, converter }): Stage[] => {
    if (!converter) return [];
    const others = powerTree
      .filter(({ from, to }) => to === rail.id && from !== converter.id)
      .flatMap(({ from }) => resolve(from, new Set([rail.id])))
      .filter((feed) => feed.id !== rail.id && !feeds.some(({ id }) => id === feed.id));
    const stage = { rail, converter: null, topology: "direct" as const, efficiency: null };
    return others.length === 0 ? [] : [{ ...stage, feeds: unique(others) }];
  });
  const stages = [...main, ...beside];
  refuseCircles(stages);

  const converters = new Set(stages.flatMap(({ converter }) => (converter ? [converter.id] : [])));
  const present = blocks.filter(({ id, kind }) => !NO_LOADS.has(kind) && !converters.has(id));
  const takers = present.filter(
    (block) => !isPassive(block) || isCounted(block) || feedsOutside(block, rails),
  );
  const loads = takers.flatMap((block) => placesOf(block).map((feed) => ({ block, feed })));
  const known = new Set(loads.map(({ block }) => block));
  return {
    ...{ stages, sources, loads },
    unplaced: takers.filter((block) => !known.has(block)),
    idle: present.filter((block) => !takers.includes(block) && block.kind !== "protection"),
  };

  function placesOf(block: Block): Feed[] {
    const place = told[block.id];
    if (place !== undefined) return resolve(place);
    const on = railsOf(block, rails).map(({ id }) => ({ kind: "rail" as const, id }));
    if (on.length > 0) return on;
    return powerTree
      .filter(({ to, kind }) => to === block.id && (kind === "load" || isPassive(block)))
      .flatMap(({ from }) => resolve(from, new Set([block.id])));
  }
}

/** One place, even if both sides say so. */
function railsOf(block: Block, rails: readonly Rail[]): Rail[] {
  const listed = rails.filter(({ loads }) => loads.includes(block.id));
  if (listed.length > 0) return listed;
  return rails.filter(({ id }) => id === block.rail);
}

const isSource = (block: Block, source: Source) =>
  (block.kind === "battery" && source.kind === "battery" && sameOrUnnamed(block, source)) ||
  (block.kind === "connector" && source.kind !== "battery" && sameOrUnnamed(block, source, false));

function sameOrUnnamed({ part }: Block, source: Source, unnamed = true): boolean {
  return source.part ? part?.id === source.part : unnamed;
}

function unique(feeds: readonly Feed[]): Feed[] {
  return [...new Map(feeds.map((feed) => [`${feed.kind}:${feed.id}`, feed])).values()];
}

function refuseCircles(stages: readonly Stage[]): void {
  const done = new Set<string>();
  const visit = (id: string, trail: readonly string[]): void => {
    if (trail.includes(id)) {
      const circle = [...trail.slice(trail.indexOf(id)), id].join(" → ");
      const problem = `architecture.json: these rails feed each other: ${circle}`;
      throw fail("VALIDATION_ERROR", { problem, field: "architecture.json:rails" });
    }
    if (done.has(id)) return;
    for (const { feeds } of stages.filter(({ rail }) => rail.id === id)) {
      for (const feed of feeds) if (feed.kind === "rail") visit(feed.id, [...trail, id]);
    }
    done.add(id);
  };
  for (const { rail } of stages) visit(rail.id, []);
}
