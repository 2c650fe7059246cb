/** Symbols that are installed with KiCad, as parts of which nothing but the text is known, and their pins. */
import { messageOf } from "metaforge";
import type { ToolActions, ToolContext } from "metaforge";
import type { Part } from "./contract.ts";

type Kicad = ToolActions<"kicad">;
type Data<Action extends "searchSymbols" | "getSymbol"> = NonNullable<
  Awaited<ReturnType<Kicad[Action]>>["data"]
>;
type Summary = Data<"searchSymbols">["symbols"][number];
export type SymbolPin = Data<"getSymbol">["pinList"][number];

interface Answer<T> {
  readonly data: T | null;
  readonly problems: readonly { readonly message: string }[];
}

export interface Symbols {
  readonly parts: readonly Part[];
  readonly total: number;
  readonly problems: readonly string[];
}

export async function findSymbols(
  context: ToolContext,
  query: string,
  limit: number,
): Promise<Symbols> {
  const { data, problems } = await asked(context, (kicad) => kicad.searchSymbols({ query, limit }));
  const parts = (data?.symbols ?? []).filter(({ isPower }) => !isPower).map(toPart);
  return { parts, total: data?.total ?? 0, problems };
}

/** Null when there is no such symbol, or no KiCad to ask. */
export async function symbolPart(context: ToolContext, id: string): Promise<Part | null> {
  const { data } = await asked(context, (kicad) => kicad.getSymbol({ id }));
  return data && toPart(data);
}

/** Null when it cannot be known. */
export async function pinsOf(
  context: ToolContext,
  id: string,
): Promise<readonly SymbolPin[] | null> {
  const { data } = await asked(context, (kicad) => kicad.getSymbol({ id }));
  return data?.pinList ?? null;
}

/** That KiCad is not there, or has no answer, is no failure: it is said, and the rest goes on. */
async function asked<T>(
  context: ToolContext,
  ask: (kicad: Kicad) => Promise<Answer<T>>,
): Promise<{ data: T | null; problems: readonly string[] }> {
  try {
    const kicad = await context.tool("kicad");
    const { data, problems } = await ask(kicad);
    return { data, problems: problems.map(({ message }) => message) };
  } catch (thrown) {
    context.signal.throwIfAborted();
    return { data: null, problems: [`KiCad's symbols were not looked at: ${messageOf(thrown)}`] };
  }
}

const PREFIX = "kicad/";

/** "kicad/Library:Name" → "Library:Name", else null. */
export const symbolOf = (id: string): string | null =>
  id.startsWith(PREFIX) ? id.slice(PREFIX.length) : null;

function toPart({ id, description, datasheet, footprint, pins }: Summary): Part {
  const url = /^https?:\/\/\S+$/.test(datasheet) ? datasheet : null;
  return {
    ...{ id: PREFIX + id, origin: "kicad", manufacturer: "", mpn: id.slice(id.indexOf(":") + 1) },
    ...{ family: null, description, symbol: id, footprint: footprint || null, datasheet: url },
    package: { name: footprint.slice(footprint.indexOf(":") + 1), pins },
    ...{ figures: {}, interfaces: [], peripherals: {}, attributes: {}, prices: [] },
    lifecycle: { status: "unknown", date: null, source: null },
  };
}
