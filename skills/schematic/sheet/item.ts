/** One thing with a place on a sheet: a unit of a part, or a power flag, with what hangs at its pins. */
import { pinsOfUnit } from "../symbol/index.ts";
import type { Box, PartSymbol, Pin } from "../symbol/index.ts";

export interface Item {
  readonly ref: string;
  readonly unit: number;
  readonly symbol: PartSymbol;
  readonly value: string;
  readonly ends: readonly End[];
  /** Around all that is drawn, from the item's own place. */
  readonly extent: Box;
  /** Two pins above each other: its texts stand at its right. */
  readonly isUpright: boolean;
}

/** What is put at a place where pins end: a label, or the mark that nothing is wanted there. */
export interface End {
  readonly x: number;
  readonly y: number;
  readonly angle: number;
  readonly net: string | null;
}

const CHARACTER = 1.3;
const HEADING = 5.08;

/** `netOf` gives a pin's net by its number, null when it has none. */
export function toItem(
  of: { ref: string; value: string; unit: number; symbol: PartSymbol },
  netOf: (pin: string) => string | null,
): Item {
  const { ref, value, unit, symbol } = of;
  const ends = endsOf(pinsOfUnit(symbol, unit), netOf);
  const isUpright = symbol.pins.length === 2 && symbol.pins.every(({ x }) => x === 0);
  const boxes = [symbol.body, ...ends.map(boxOf)];
  const around = {
    left: Math.min(...boxes.map(({ left }) => left)),
    right: Math.max(...boxes.map(({ right }) => right)),
    top: Math.min(...boxes.map(({ top }) => top)),
    bottom: Math.max(...boxes.map(({ bottom }) => bottom)),
  };
  const words = headingOf({ ref, value, unit, symbol }).length * CHARACTER;
  const beside = 3.81 + Math.max(ref.length, value.length) * CHARACTER;
  const extent = symbol.isPower
    ? around
    : isUpright
      ? { ...around, right: Math.max(around.right, beside) }
      : {
          ...around,
          top: around.top - HEADING,
          right: Math.max(around.right, around.left + words),
        };
  return { ref, unit, symbol, value, ends, extent, isUpright };
}

export const headingOf = (of: { ref: string; value: string; unit: number; symbol: PartSymbol }) =>
  `${of.ref}${of.symbol.units > 1 ? unitLetter(of.unit) : ""}   ${of.value}`;

const unitLetter = (unit: number) => String.fromCodePoint(64 + unit);

/** Pins on one place are one end. A pin of the type no_connect needs no mark. */
function endsOf(pins: readonly Pin[], netOf: (pin: string) => string | null): End[] {
  const ends = new Map<string, End>();
  for (const pin of pins) {
    const net = netOf(pin.number);
    if (net === null && pin.type === "no_connect") continue;
    const { x, y, angle } = pin;
    const place = placeOf(pin);
    if (net !== null || !ends.has(place)) ends.set(place, { x, y, angle, net });
  }
  return [...ends.values()];
}

export const placeOf = ({ x, y }: { x: number; y: number }): string =>
  `${x.toFixed(3)} ${y.toFixed(3)}`;

function boxOf({ x, y, angle, net }: End): Box {
  const long = net === null ? 1.27 : net.length * CHARACTER + 3.81;
  const half = 1.27;
  const box = { left: x - half, right: x + half, top: y - half, bottom: y + half };
  if (angle === 0) return { ...box, left: x - long };
  if (angle === 180) return { ...box, right: x + long };
  return angle === 270 ? { ...box, top: y - long } : { ...box, bottom: y + long };
}
