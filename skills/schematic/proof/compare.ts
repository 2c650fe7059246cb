/** Compares the nets that KiCad finds on a sheet with those that were asked for, pin by pin. */
import type { ToolActions } from "metaforge";
import { byName } from "../asking/request.ts";
import type { AskedNet, AskedPart } from "../asking/request.ts";
import { placeOf } from "../sheet/item.ts";
import type { PartSymbol } from "../symbol/index.ts";

export type Netlist = NonNullable<Awaited<ReturnType<ToolActions<"kicad">["netlist"]>>["data"]>;

/** `missing`: asked for and not found; `extra`: found and not asked for. Pins as "U1.3". */
export interface Difference {
  readonly net: string;
  readonly missing: readonly string[];
  readonly extra: readonly string[];
}

export interface Comparison {
  /** What KiCad found, without pins that are on no net. */
  readonly found: readonly { readonly name: string; readonly pins: readonly string[] }[];
  readonly differences: readonly Difference[];
  /** References: parts asked for and not found, or the other way; parts that are not as asked for. */
  readonly parts: {
    readonly missing: readonly string[];
    readonly extra: readonly string[];
    /** Such as "R1: value '1k', not '10k'". */
    readonly changed: readonly string[];
  };
}

export interface Asked {
  readonly parts: readonly AskedPart[];
  readonly nets: readonly AskedNet[];
  readonly symbols: ReadonlyMap<string, PartSymbol>;
}

export function compare(asked: Asked, { nets, components }: Netlist): Comparison {
  const wanted = new Map(
    asked.nets.map(({ name, pins }) => [name, pins.map(({ ref, pin }) => `${ref}.${pin}`)]),
  );
  const all = nets.map(({ name, nodes }) => ({
    name,
    pins: [...new Set(nodes.map(({ ref, pin }) => `${ref}.${pin}`))].toSorted(byName),
  }));
  // KiCad names a pin without a net so, and pins that touch in the symbol; other pins together are a net.
  const isNone = ({ name, pins }: (typeof all)[number]) =>
    !wanted.has(name) && name.startsWith("unconnected-(") && isOnePlace(pins, asked);
  const found = all.filter((net) => !isNone(net)).toSorted((a, b) => byName(a.name, b.name));
  const pinsOf = new Map(found.map(({ name, pins }) => [name, pins]));
  const names = [...new Set([...wanted.keys(), ...pinsOf.keys()])].toSorted(byName);
  const differences = names.flatMap((net) => {
    const [want, have] = [wanted.get(net) ?? [], pinsOf.get(net) ?? []];
    const missing = want.filter((pin) => !have.includes(pin));
    const extra = have.filter((pin) => !want.includes(pin));
    return missing.length + extra.length > 0 ? [{ net, missing, extra }] : [];
  });
  const refs = asked.parts.map(({ ref }) => ref);
  const drawn = components.map(({ ref }) => ref);
  return {
    found,
    differences,
    parts: {
      missing: refs.filter((ref) => !drawn.includes(ref)),
      extra: drawn.filter((ref) => !refs.includes(ref)),
      changed: asked.parts.flatMap((part) => changesOf(part, components)),
    },
  };
}

function changesOf(part: AskedPart, components: Netlist["components"]): string[] {
  const found = components.find(({ ref }) => ref === part.ref);
  if (!found) return [];
  const members = [
    ["value", found.value, part.value],
    ["symbol", `${found.library}:${found.part}`, part.symbol],
    ["footprint", found.footprint, part.footprint ?? ""],
  ] as const;
  return members.flatMap(([what, is, wanted]) =>
    is === wanted ? [] : [`${part.ref}: ${what} '${is}', not '${wanted}'`],
  );
}

function isOnePlace([first, ...others]: readonly string[], { parts, symbols }: Asked): boolean {
  if (first === undefined || others.length === 0) return true;
  const placesOf = (pin: string): string[] => {
    const dot = pin.indexOf(".");
    const part = parts.find(({ ref }) => ref === pin.slice(0, dot));
    const pins = part ? symbols.get(part.symbol)!.pins : [];
    return pins
      .filter(({ number }) => number === pin.slice(dot + 1))
      .map((one) => `${part!.ref} ${one.unit} ${placeOf(one)}`);
  };
  return placesOf(first).some((place) => others.every((pin) => placesOf(pin).includes(place)));
}
