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
  /** Blocks that take current of which no rail is told. */
  readonly unplaced: readonly Block[];
  /** Plugs on a rail: what hangs on them is no part of the device. */
  readonly plugs: readonly Block[];
}

/** Kinds that give or pass current on; what they take themselves is their converter's own current. */
const NO_LOADS = new Set(["battery", "charger", "regulator"]);
/** Without current where nothing asks them for any: diodes, fuses, plugs. */
const PASSIVE = new Set(["protection", "connector"]);

/**
 * `isCounted` tells of a passive block whether a figure or usage.json gives it a current all the same.
 * Throws VALIDATION_ERROR where rails feed each other in a circle.
 */
export function networkOf(
  architecture: Architecture,
  isCounted: (block: Block) => boolean,
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

  const stages = rails.map((rail): Stage => {
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
  refuseCircles(stages);

  const converters = new Set(stages.flatMap(({ converter }) => (converter ? [converter.id] : [])));
  const present = blocks.filter(({ id, kind }) => !NO_LOADS.has(kind) && !converters.has(id));
  const takers = present.filter((block) => !PASSIVE.has(block.kind) || isCounted(block));
  const placed = takers.flatMap((block) =>
    railsOf(block, rails).map((rail) => ({ block, feed: { kind: "rail" as const, id: rail.id } })),
  );
  const direct = takers
    .filter((block) => !placed.some((one) => one.block === block))
    .flatMap((block) =>
      powerTree
        .filter(({ to, kind }) => to === block.id && (kind === "load" || PASSIVE.has(block.kind)))
        .flatMap(({ from }) => resolve(from, new Set([block.id])))
        .map((feed) => ({ block, feed })),
    );
  const loads = [...placed, ...direct];
  const known = new Set(loads.map(({ block }) => block));
  return {
    ...{ stages, sources, loads },
    unplaced: takers.filter((block) => !known.has(block)),
    plugs: present.filter(
      (block) =>
        block.kind === "connector" && !isCounted(block) && railsOf(block, rails).length > 0,
    ),
  };
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
