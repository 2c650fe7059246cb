/** Draws a sheet: which unit carries which labels, where power flags go, and the two files that hold it. */
import { byName } from "../asking/request.ts";
import type { AskedNet, AskedPart } from "../asking/request.ts";
import type { PartSymbol } from "../symbol/index.ts";
import { toItem } from "./item.ts";
import type { Item } from "./item.ts";
import { layOut } from "./layout.ts";
import type { Group } from "./layout.ts";
import { writeProject, writeSheet } from "./write.ts";

export const FLAG = "power:PWR_FLAG";

export interface Drawing {
  readonly stem: string;
  readonly title: string;
  readonly parts: readonly AskedPart[];
  readonly nets: readonly AskedNet[];
  /** Nets that get a power flag. */
  readonly flags: readonly string[];
  /** Id → symbol, the flag's too. */
  readonly symbols: ReadonlyMap<string, PartSymbol>;
}

/** `<stem>.kicad_sch` and `<stem>.kicad_pro`. The same drawing gives the same bytes. */
export function draw(drawing: Drawing): Record<string, string> {
  const { stem, title, parts, symbols, flags } = drawing;
  const groups = [...groupsOf(drawing), ...flagGroup(flags, symbols)];
  const used = [
    ...new Set([...parts.map(({ symbol }) => symbol), ...(flags.length > 0 ? [FLAG] : [])]),
  ];
  const facts = { stem, title, parts: new Map(parts.map((part) => [part.ref, part])) };
  const drawn = used.toSorted(byName).map((id) => symbols.get(id)!);
  return {
    [`${stem}.kicad_sch`]: writeSheet(layOut(groups), drawn, facts),
    [`${stem}.kicad_pro`]: writeProject(stem),
  };
}

function groupsOf({ parts, nets, symbols }: Drawing): Group[] {
  const netOf = new Map(
    nets.flatMap(({ name, pins }) => pins.map(({ ref, pin }) => [`${ref}.${pin}`, name] as const)),
  );
  const itemsOf = ({ ref, value, symbol: id }: AskedPart): Item[] => {
    const symbol = symbols.get(id)!;
    const units = Array.from({ length: symbol.units }, (_, at) => at + 1);
    return units.map((unit) =>
      toItem({ ref, value, unit, symbol }, (pin) => netOf.get(`${ref}.${pin}`) ?? null),
    );
  };
  const hosts = hostsOf(parts, nets, symbols);
  return parts
    .filter(({ ref }) => !hosts.has(ref))
    .map((part) => ({
      title: titleOf(part, parts),
      column: part.place,
      main: itemsOf(part),
      beside: parts.filter(({ ref }) => hosts.get(ref) === part.ref).flatMap(itemsOf),
    }));
}

/** By its block; of several copies each has its reference behind it. */
function titleOf({ ref, block, because, symbol }: AskedPart, parts: readonly AskedPart[]): string {
  if (block === null) return ref;
  const copies = parts.filter((one) => one.block === block && one.symbol === symbol);
  return copies.length > 1 ? `${because} (${ref})` : because;
}

/** What is drawn beside what: as asked, or small parts with the smallest part that they share a net with. */
function hostsOf(
  parts: readonly AskedPart[],
  nets: readonly AskedNet[],
  symbols: ReadonlyMap<string, PartSymbol>,
): Map<string, string> {
  const small = new Set(
    parts
      .filter(({ symbol }) => /^Device:(?!Battery)/.test(symbol))
      .filter(({ symbol }) => symbols.get(symbol)!.pins.length <= 2)
      .map(({ ref }) => ref),
  );
  const sizeOf = new Map(parts.map(({ ref, symbol }) => [ref, symbols.get(symbol)!.pins.length]));
  const hosts = new Map<string, string>();
  for (const { ref, beside } of parts) {
    const shared = nets
      .filter(({ pins }) => pins.some((pin) => pin.ref === ref))
      // The net with the fewest pins tells most: ground tells nothing.
      .toSorted((a, b) => a.pins.length - b.pins.length)
      .flatMap(({ pins }) => pins.map((pin) => pin.ref).filter((other) => !small.has(other)))
      .slice(0, 12);
    const nearest = shared.toSorted((a, b) => sizeOf.get(a)! - sizeOf.get(b)!)[0];
    const host = beside ?? (small.has(ref) ? nearest : undefined);
    if (host !== undefined && host !== ref) hosts.set(ref, host);
  }
  // Nothing is drawn beside what is drawn beside something itself.
  return new Map([...hosts].map(([ref, host]) => [ref, hosts.get(host) ?? host]));
}

function flagGroup(flags: readonly string[], symbols: ReadonlyMap<string, PartSymbol>): Group[] {
  if (flags.length === 0) return [];
  const symbol = symbols.get(FLAG)!;
  const beside = flags.map((net, at) => {
    const of = {
      ref: `#FLG${String(at + 1).padStart(2, "0")}`,
      value: "PWR_FLAG",
      unit: 1,
      symbol,
    };
    // The flag stands on its pin, so the label hangs below it.
    return toItem(of, () => net);
  });
  return [{ title: "Power flags", column: "left", main: [], beside }];
}
