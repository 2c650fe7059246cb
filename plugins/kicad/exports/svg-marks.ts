/** Draws marks on a picture: what kind is told by shape and colour, which one by its label, why on hovering. */
import type { Mark } from "../contract-data.ts";
import type { Box } from "./box.ts";
import { short } from "./box.ts";

type Severity = Mark["severity"];

/** Told apart without colour, and dark enough for white letters (contrast of 4.5 to 1 and more). */
export const LOOKS = {
  error: { colour: "#c4122e", shape: circle },
  warning: { colour: "#8f5d00", shape: triangle },
  info: { colour: "#0b5cad", shape: square },
} as const satisfies Record<Severity, unknown>;

/** The size of a mark in a picture of that size, in mm: half of a letter's height. */
export const markUnit = ({ left, top, right, bottom }: Box): number =>
  Math.max(right - left, bottom - top) / 100;

/** `<g class="marks">` with one group for each mark, in order; empty text for none. Marks beyond `within` move to its rim. */
export function drawMarks(marks: readonly Mark[], within: Box): string {
  if (marks.length === 0) return "";
  const unit = markUnit(within);
  const spots = marks.map((mark) => ({
    mark,
    x: Math.min(Math.max(mark.xMm, within.left + unit), within.right - unit),
    y: Math.min(Math.max(mark.yMm, within.top + unit), within.bottom - unit),
  }));
  const taken: Box[] = spots.map(({ x, y }) => around(x, y, unit * 1.1, unit * 1.1));
  const drawn = spots.map(({ mark, x, y }) => {
    const badge = freePlace(mark.label, x, y, unit, within, taken);
    taken.push(badge);
    return one(mark, x, y, unit, badge);
  });
  return `<g class="marks" font-family="sans-serif">\n${drawn.join("")}</g>\n`;
}

function one({ severity, label, title }: Mark, x: number, y: number, unit: number, badge: Box) {
  const { colour, shape } = LOOKS[severity];
  const [centreX, centreY] = [(badge.left + badge.right) / 2, (badge.top + badge.bottom) / 2];
  const outline = shape(x, y, unit);
  const lines = [
    `<title>${escaped(title)}</title>`,
    `<path d="M${short(x)} ${short(y)}L${short(centreX)} ${short(centreY)}" stroke="${colour}" stroke-width="${short(unit / 8)}"/>`,
    // Seen on every ground: a wide white line below the coloured one. Hollow, so that it hides nothing.
    `<path d="${outline}" fill="#fff" fill-opacity="0.2" stroke="#fff" stroke-width="${short(unit * 0.6)}"/>`,
    `<path d="${outline}" fill="none" stroke="${colour}" stroke-width="${short(unit * 0.3)}"/>`,
  ];
  if (label !== "") {
    lines.push(
      `<rect x="${short(badge.left)}" y="${short(badge.top)}" width="${short(badge.right - badge.left)}" height="${short(badge.bottom - badge.top)}" rx="${short(unit / 3)}" fill="${colour}" stroke="#fff" stroke-width="${short(unit / 6)}"/>`,
      `<text x="${short(centreX)}" y="${short(centreY + unit * 0.62)}" font-size="${short(unit * 1.7)}" text-anchor="middle" fill="#fff">${escaped(label)}</text>`,
    );
  }
  return `<g class="mark ${severity}">${lines.join("")}</g>\n`;
}

const DIRECTIONS = [
  [1, -1],
  [1, 1],
  [-1, -1],
  [-1, 1],
  [1, 0],
  [-1, 0],
  [0, -1],
  [0, 1],
] as const;
const FARTHEST = 12;

/** Where a label covers no mark and no other label, as near as can be; on the mark when there is no such place. */
function freePlace(
  label: string,
  x: number,
  y: number,
  unit: number,
  within: Box,
  taken: readonly Box[],
): Box {
  // Letters are 0.6 of their size wide; a little more, for fonts that are wider.
  const halfWidth = unit * (0.4 + 0.55 * Math.max(1, [...label].length));
  const halfHeight = unit;
  for (let far = 1; far <= FARTHEST; far++) {
    for (const [right, down] of DIRECTIONS) {
      const reach = unit * (0.4 + far);
      const place = around(
        x + right * (reach + halfWidth),
        y + down * (reach + halfHeight),
        halfWidth,
        halfHeight,
      );
      if (inside(place, within) && !taken.some((other) => overlap(place, other))) return place;
    }
  }
  return around(x, y, halfWidth, halfHeight);
}

const around = (x: number, y: number, halfWidth: number, halfHeight: number): Box => ({
  left: x - halfWidth,
  top: y - halfHeight,
  right: x + halfWidth,
  bottom: y + halfHeight,
});
const inside = (a: Box, b: Box) =>
  a.left >= b.left && a.right <= b.right && a.top >= b.top && a.bottom <= b.bottom;
const overlap = (a: Box, b: Box) =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

function circle(x: number, y: number, r: number): string {
  return `M${short(x - r)} ${short(y)}a${short(r)} ${short(r)} 0 1 0 ${short(2 * r)} 0a${short(r)} ${short(r)} 0 1 0 ${short(-2 * r)} 0z`;
}

function triangle(x: number, y: number, r: number): string {
  return `M${short(x)} ${short(y - 1.2 * r)}L${short(x + 1.2 * r)} ${short(y + 0.9 * r)}H${short(x - 1.2 * r)}z`;
}

function square(x: number, y: number, r: number): string {
  return `M${short(x - r)} ${short(y - r)}h${short(2 * r)}v${short(2 * r)}h${short(-2 * r)}z`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
};

/** Text of a design as text of a picture: no tags, and none of the characters that XML has no form for. */
export const escaped = (text: string): string =>
  text
    .replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, "\u{FFFD}")
    .replace(/[&<>"]/g, (character) => ENTITIES[character]!);
