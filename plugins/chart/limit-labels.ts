/** Says where the word of each limit stands, so that none lies on another. */
import type { Range } from "./axis.ts";
import type { Axis, LinesInput } from "./contract.ts";
import { FONT_SIZE } from "./look.ts";
import { quantity } from "./si.ts";
import { plain, widthOf } from "./words.ts";

type Limit = NonNullable<LinesInput["limits"]>[number];

export interface LimitLabel {
  readonly text: string;
  /** Pixels; `line` is where the limit itself lies. */
  readonly x: number;
  readonly y: number;
  readonly line: number;
  readonly align: "right";
  readonly dx: number;
  readonly dy: number;
  /** False for a limit off the picture, which has a word and no line. */
  readonly inside: boolean;
}

const EDGE = 6;

export function placeLimits(
  limits: readonly Limit[],
  axis: Axis,
  range: Range,
  { width, height }: { readonly width: number; readonly height: number },
): LimitLabel[] {
  const placed: { x: number; y: number; width: number }[] = [];
  return limits.map((limit) => {
    const place = placeOf(limit.y, axis, range);
    const inside = place >= 0 && place <= 1;
    const line = height * (1 - Math.min(1, Math.max(0, place)));
    // The word stands on the forbidden side, where no curve should be.
    const wanted = line + (limit.side === "max" ? -9 : 9);
    const y = Math.min(height - EDGE, Math.max(EDGE, wanted));
    const off = inside ? "" : place > 1 ? ", above the picture" : ", below the picture";
    const value = quantity(limit.y, axis.unit);
    const text = `${limit.side} ${value}: ${plain(limit.name, 40)}${off}`;
    const own = widthOf(text, FONT_SIZE);
    let x = width - EDGE;
    for (const other of placed) {
      const overlaps = Math.abs(other.y - y) < FONT_SIZE + 2 && x > other.x - other.width;
      if (overlaps) x = other.x - other.width - 2 * EDGE;
    }
    placed.push({ x, y, width: own });
    return { text, x, y, line, align: "right", dx: 0, dy: 0, inside };
  });
}

/** From 0 at the bottom to 1 at the top; a limit that a log axis cannot show lies below. */
function placeOf(y: number, { scale }: Axis, { low, high }: Range): number {
  if (scale !== "log") return (y - low) / (high - low);
  return y > 0 ? Math.log(y / low) / Math.log(high / low) : -1;
}
