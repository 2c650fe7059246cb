/** Finds the data sheets of the parts themselves: a symbol is often drawn for a family, and names another part's. */
import { isGatewayError } from "metaforge";
import type { ToolActions } from "metaforge";
import type { Architecture, Block } from "./architecture.ts";
import type { PartSymbol } from "../symbol/index.ts";

/** Part → address, of those parts that the catalogue or the approved list has one for. */
export type Datasheets = ReadonlyMap<string, string>;

/** `tool` gives the tool `parts`. Empty where it is not there: a sheet can do without. */
export async function datasheetsOf(
  { blocks }: Architecture,
  tool: () => Promise<ToolActions<"parts">>,
  signal: AbortSignal,
): Promise<Datasheets> {
  const found = new Map<string, string>();
  const ids = new Set(blocks.flatMap(({ part }) => (part?.symbol ? [part.id] : [])));
  try {
    const parts = await tool();
    for (const id of ids) {
      signal.throwIfAborted();
      // oxlint-disable-next-line no-await-in-loop -- one at a time: a cancelled run asks no further
      const { part } = await parts.get({ id });
      if (part?.datasheet) found.set(id, part.datasheet);
    }
  } catch (thrown) {
    if (!isGatewayError(thrown) || thrown.code !== "UNAVAILABLE") throw thrown;
  }
  return found;
}

/** That of the part; else the symbol's, where the symbol is drawn for this very part; else null. */
export function datasheetOf(
  part: NonNullable<Block["part"]>,
  symbol: PartSymbol,
  known: Datasheets,
): string | null {
  const own = known.get(part.id);
  if (own !== undefined) return own;
  return isDrawnFor(symbol.id, part.mpn ?? part.id) ? symbol.datasheet || null : null;
}

/** "STM32L432KCUx" is STM32L432KCU6: an x stands for any letter, and what follows is the packing. */
function isDrawnFor(id: string, mpn: string): boolean {
  const name = id
    .split(":")
    .at(-1)!
    .replaceAll(/[^A-Za-z0-9]/g, "");
  const plain = mpn.toUpperCase().replaceAll(/[^A-Z0-9]/g, "");
  if (plain.length < name.length) return false;
  return [...name].every((letter, at) => letter === "x" || letter.toUpperCase() === plain[at]);
}
