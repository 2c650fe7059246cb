/** Reads a symbol library: its symbols by name, and what those that extend another take from it. */
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { readSexpr, rootOf } from "../sexpr/index.ts";
import type { Node } from "../sexpr/index.ts";
import type { Library } from "./libraries.ts";

export interface LibraryContent {
  /** Name → its list. */
  readonly symbols: ReadonlyMap<string, Node>;
  /** Files that cannot be read, as "name: why". */
  readonly damaged: readonly string[];
}

export async function readLibrary({ files }: Library): Promise<LibraryContent> {
  const symbols = new Map<string, Node>();
  const damaged: string[] = [];
  for (const { path } of files) {
    // Decoded as a whole: Node would put a large text together out of many pieces.
    const bytes = await readFile(path).catch(() => null);
    const problem =
      bytes === null ? "it cannot be opened" : collect(bytes.toString("utf8"), symbols);
    if (problem !== null) damaged.push(`${basename(path)}: ${problem}`);
  }
  return { symbols, damaged };
}

/** Adds a file's symbols; what is wrong with the file, or null. */
function collect(text: string, symbols: Map<string, Node>): string | null {
  const reading = readSexpr(text);
  if (!reading.ok) return reading.fault.message;
  const root = rootOf(reading.tree);
  if (root?.name !== "kicad_symbol_lib") return "it is no symbol library of KiCad 6 or later";
  for (const symbol of root.childrenNamed("symbol")) {
    const name = symbol.string();
    if (name !== null) symbols.set(name, symbol);
  }
  return null;
}

/**
 * A symbol and those it extends, itself first; the last one has the drawing. Null when there is no such symbol, when
 * one that is extended is missing, or when they extend each other.
 */
export function lineageOf(symbols: ReadonlyMap<string, Node>, name: string): Node[] | null {
  const lineage: Node[] = [];
  for (let next: string | null = name; next !== null;) {
    const symbol = symbols.get(next);
    if (!symbol || lineage.includes(symbol)) return null;
    lineage.push(symbol);
    next = symbol.child("extends")?.string() ?? null;
  }
  return lineage;
}

/** Fields that every symbol has: an empty one says nothing, and the parent's holds. */
const ALWAYS_THERE = new Set([
  "Reference",
  "Value",
  "Footprint",
  "Datasheet",
  "Description",
  "ki_keywords",
  "ki_fp_filters",
]);

/** Whether a field of a symbol that extends another takes the place of the parent's, as KiCad decides it. */
export const overrides = (name: string, value: string): boolean =>
  value !== "" || !ALWAYS_THERE.has(name);

/** Field → value, the parents' where the symbol has none of its own. */
export function fieldsOf(lineage: readonly Node[]): Map<string, string> {
  const fields = new Map<string, string>();
  for (const symbol of lineage.toReversed()) {
    for (const property of symbol.childrenNamed("property")) {
      const [name, value] = [property.string(1), property.string(2)];
      if (name === null || value === null) continue;
      if (!fields.has(name) || overrides(name, value)) fields.set(name, value);
    }
  }
  return fields;
}

/** What of a symbol's drawing belongs to one unit: 0 is shared by all of them. */
export interface Part {
  readonly unit: number;
  /** 1 is the usual drawing, 2 the other one (De Morgan); 0 is shared by both. */
  readonly style: number;
  readonly node: Node;
}

/** The parts of a symbol that has a drawing of its own. */
export function partsOf(symbol: Node): Part[] {
  return symbol.childrenNamed("symbol").flatMap((node) => {
    const found = /_(\d+)_(\d+)$/.exec(node.string() ?? "");
    return found ? [{ unit: Number(found[1]), style: Number(found[2]), node }] : [];
  });
}

/** The pins of the usual drawing. */
export function pinsOf(symbol: Node): { readonly unit: number; readonly node: Node }[] {
  return partsOf(symbol).flatMap(({ unit, style, node }) =>
    style > 1 ? [] : node.childrenNamed("pin").map((pin) => ({ unit, node: pin })),
  );
}

export const isPower = (symbol: Node): boolean => symbol.child("power") !== null;
