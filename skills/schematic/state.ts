/** Tells of each block how far it is drawn: the proof holds for what is drawn, which is less than the design. */
import type { Block } from "./asking/architecture.ts";
import type { AskedPart, Tbd } from "./asking/request.ts";
import { isUnused, leadsTo } from "./pins/lines.ts";
import { sharedWith } from "./pins/stm32.ts";
import type { PartSymbol, Pin } from "./symbol/index.ts";

/**
 * - `wired`: each pin of its parts is on a net or may stay free (see `mayStayFree`), and nothing of it is to be decided, by
 *   an error or a warning;
 * - `placed`: its parts are on the sheet, and pins or matters of it are open;
 * - `absent`: it is not on the sheet.
 */
export type BlockState = "wired" | "placed" | "absent";

export interface Sheet {
  readonly parts: readonly AskedPart[];
  /** Pins on no net. */
  readonly open: readonly { readonly ref: string; readonly pin: Pin }[];
  readonly symbols: ReadonlyMap<string, PartSymbol>;
  readonly tbd: readonly Tbd[];
}

export function stateOf({ id, kind }: Block, { parts, open, symbols, tbd }: Sheet): BlockState {
  const own = parts.filter(({ block }) => block === id);
  if (own.length === 0) return "absent";
  const isOwn = ({ item }: Tbd) =>
    item === id || own.some(({ ref }) => item === ref || item.startsWith(`${ref}.`));
  if (tbd.some((one) => one.severity !== "info" && isOwn(one))) return "placed";
  const isOpen = ({ ref, pin }: Sheet["open"][number]) => {
    const part = own.find((one) => one.ref === ref);
    return part !== undefined && !mayStayFree(pin, kind, symbols.get(part.symbol)!);
  };
  return open.some(isOpen) ? "placed" : "wired";
}

/**
 * A pin that the library calls not connected; a port of a controller that is neither reset nor boot; an output that leads to
 * nothing outside the part, such as an interrupt that nobody reads. An input, a supply, a passive pin never.
 */
function mayStayFree(pin: Pin, kind: string, symbol: PartSymbol): boolean {
  const { type } = pin;
  if (isUnused(pin)) return true;
  if (leadsTo(pin, kind, symbol.pins) !== null) return false;
  if (["output", "open_collector", "open_emitter"].includes(type)) return true;
  return kind === "mcu" && type === "bidirectional" && sharedWith(pin, symbol) === null;
}
