/** Which net stands at each place of the power tree: sources, what protects, rails. */
import type { Architecture, Block, Rail } from "../asking/architecture.ts";
import { NET_NAME } from "../asking/request.ts";

export const GND = "GND";

/** What a block is fed from; `rail` is null for a source or what protects it. */
export interface Feed {
  readonly net: string;
  readonly rail: Rail | null;
}

export interface Rails {
  /** Rail → net. */
  readonly netOf: ReadonlyMap<string, string>;
  /** Null when the architecture does not say. */
  feedOf(block: Block): Feed | null;
  /** The net after a source, a rail or a block that protects; null for anything else. */
  nodeOf(id: string): string | null;
  /** The net that a converter makes: its rail's, or one of its own where a part stands between the two. */
  madeBy(converter: string, rail: string): string | null;
  /** What goes into a block by the power tree: ids of sources, rails, blocks. */
  into(id: string): readonly string[];
}

/** `isPassed`: whether a protecting block only hangs on the net or cuts another one, so that the net goes on behind it. */
export function railsOf(architecture: Architecture, isPassed: (id: string) => boolean): Rails {
  const { rails, sources, powerTree, blocks } = architecture;
  const netOf = new Map<string, string>();
  for (const rail of rails) {
    const name = netNameOf(rail);
    netOf.set(rail.id, [...netOf.values(), GND].includes(name) ? clean(rail.id) : name);
  }
  const into = (id: string) =>
    powerTree.filter(({ to, kind }) => to === id && kind !== "source").map(({ from }) => from);
  const protects = (id: string) =>
    powerTree.some((edge) => edge.to === id && edge.kind === "protection");
  const nodeOf = (id: string, seen: readonly string[] = []): string | null => {
    if (netOf.has(id)) return netOf.get(id)!;
    if (sources.some((source) => source.id === id)) return clean(id);
    if (!blocks.some((block) => block.id === id) || !protects(id) || seen.includes(id)) return null;
    const [before] = into(id);
    return isPassed(id) && before !== undefined
      ? nodeOf(before, [...seen, id])
      : `${clean(id)}_OUT`;
  };
  const feedOf = (block: Block): Feed | null => {
    const made = rails.filter(({ from }) => from === block.id);
    const isMade = ({ id }: Rail) => made.some((one) => one.id === id);
    const fed =
      rails.find((rail) => rail.loads.includes(block.id) && !isMade(rail)) ??
      rails.find(({ id }) => id === block.rail);
    if (fed) return { net: netOf.get(fed.id)!, rail: fed };
    const before = into(block.id);
    if (before.length === 1) {
      const net = nodeOf(before[0]!);
      if (net !== null) return { net, rail: rails.find(({ id }) => id === before[0]) ?? null };
    }
    // Two ways in, or one that is no place: which it is, is not said.
    if (before.length > 0) return null;
    const source = made.map((rail) => rail.source).find(Boolean);
    const over = rails.find((rail) => source && (rail.id === source || rail.from === source));
    if (over) return { net: netOf.get(over.id)!, rail: over };
    return sources.some(({ id }) => id === source) ? { net: clean(source!), rail: null } : null;
  };
  const leads = (from: string, to: string) =>
    powerTree.some((edge) => edge.from === from && edge.to === to);
  const madeBy = (converter: string, rail: string): string | null => {
    const between = powerTree.filter(
      ({ from, to }) =>
        from === converter &&
        blocks.some(({ id }) => id === to) &&
        leads(to, rail) &&
        !isPassed(to),
    );
    return between.length > 0 && !leads(converter, rail) ? `${clean(converter)}_OUT` : nodeOf(rail);
  };
  return { netOf, feedOf, nodeOf, madeBy, into };
}

/** As the architecture calls it when it calls it like a net, else by its voltage: +3V3. */
function netNameOf({ id, name, voltage }: Rail): string {
  if (NET_NAME.test(name) && name === name.toUpperCase()) return name;
  const volts = voltage?.typ ?? null;
  if (volts === null || volts <= 0) return clean(id);
  return `+${volts % 1 === 0 ? `${volts}V` : String(volts).replace(".", "V")}`;
}

const clean = (id: string) =>
  id
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, "_")
    .slice(0, 50);
