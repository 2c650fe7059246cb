/** Says where the words of limits and points stand, so that none lies on another. */
import { isDrawn, placeOf } from "./axis.ts";
import type { Range } from "./axis.ts";
import type { Axis, LinesInput } from "./contract.ts";
import { FONT_SIZE } from "./look.ts";
import { quantity } from "./si.ts";
import { plain, widthOf } from "./words.ts";

type Limit = NonNullable<LinesInput["limits"]>[number];

/** Pixels. */
export interface Frame {
  readonly width: number;
  readonly height: number;
}

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

export interface PointLabel {
  readonly text: string;
  /** In the axes' units. */
  readonly x: number;
  readonly y: number;
  readonly align: "left" | "right";
  readonly dx: number;
  readonly dy: number;
}

/** A word's place in pixels: from `right - width` to `right`, in the middle of the line `y`. */
interface Word {
  readonly right: number;
  readonly width: number;
  readonly y: number;
}

const EDGE = 6;
const LINE = FONT_SIZE + 2;

export function placeLimits(
  limits: readonly Limit[],
  axis: Axis,
  range: Range,
  { width, height }: Frame,
): LimitLabel[] {
  const placed: Word[] = [];
  const placeAt = placeOf(range, axis);
  return limits.map((limit) => {
    const place = placeAt(limit.y);
    const inside = place >= 0 && place <= 1;
    const line = height * (1 - Math.min(1, Math.max(0, place)));
    // The word stands on the forbidden side, where no curve should be.
    const wanted = line + (limit.side === "max" ? -9 : 9);
    const y = Math.min(height - EDGE, Math.max(EDGE, wanted));
    const text = limitText(limit, axis, place);
    const own = widthOf(text, FONT_SIZE);
    let right = width - EDGE;
    for (const other of placed) {
      if (overlap({ right, width: own, y }, other)) right = other.right - other.width - 2 * EDGE;
    }
    placed.push({ right, width: own, y });
    return { text, x: right, y, line, align: "right", dx: 0, dy: 0, inside };
  });
}

function limitText({ name, side, y }: Limit, { unit }: Axis, place: number): string {
  const off = place > 1 ? ", above the picture" : place < 0 ? ", below the picture" : "";
  return `${side} ${quantity(y, unit)}: ${plain(name, 40)}${off}`;
}

/** Right of the mark and a little above, else higher or lower until there is room. */
export function placePoints(
  { x, y, points = [] }: LinesInput,
  [across, up]: readonly [Range, Range],
  { width, height }: Frame,
  limits: readonly LimitLabel[],
): PointLabel[] {
  const toX = placeOf(across, x);
  const toY = placeOf(up, y);
  const placed: Word[] = limits.map((one) => ({
    ...{ right: one.x, y: one.y, width: widthOf(one.text, FONT_SIZE) },
  }));
  const drawn = points.filter((point) => isDrawn(point.x, x) && isDrawn(point.y, y));
  return drawn.map((point) => {
    const where = `${quantity(point.x, x.unit)}, ${quantity(point.y, y.unit)}`;
    const text = `${plain(point.name, 40)} (${where})`;
    const [px, py] = [toX(point.x) * width, (1 - toY(point.y)) * height];
    const own = widthOf(text, FONT_SIZE);
    const align = px > width * 0.6 ? "right" : "left";
    const right = align === "right" ? px - 9 : px + 9 + own;
    const wordAt = (dy: number) => ({ right, width: own, y: py + dy });
    const isFree = (dy: number) =>
      py + dy > 0 && py + dy < height && !placed.some((other) => overlap(wordAt(dy), other));
    const dy = STEPS.find(isFree) ?? STEPS[0]!;
    placed.push(wordAt(dy));
    return { text, x: point.x, y: point.y, align, dx: align === "right" ? -9 : 9, dy };
  });
}

const STEPS = [-10, 12, -24, 26, -38, 40, -52, 54];

const overlap = (one: Word, other: Word): boolean =>
  Math.abs(one.y - other.y) < LINE &&
  one.right > other.right - other.width &&
  other.right > one.right - one.width;
