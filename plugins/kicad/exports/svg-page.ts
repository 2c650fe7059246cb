/** Puts a drawing, its marks and a line that says what they are on a page of its own. */
import type { Mark } from "../contract-data.ts";
import type { Box } from "./box.ts";
import { heightOf, short, widthOf } from "./box.ts";
import { drawMarks, escaped, LOOKS, markUnit } from "./svg-marks.ts";

export interface PageInput {
  /** Also read to people who do not see it. */
  readonly title: string;
  /** What is seen, in mm; marks use the same coordinates. */
  readonly box: Box;
  readonly background: string;
  /** Elements of the drawing. */
  readonly markup: string;
  readonly marks: readonly Mark[];
}

/** A whole SVG file. With marks there is a strip above the drawing, with the title and how many there are of each kind. */
export function svgPage({ title, box, background, markup, marks }: PageInput): string {
  const strip = marks.length === 0 ? 0 : markUnit(box) * 3.6;
  const view = [box.left, box.top - strip, widthOf(box), heightOf(box) + strip].map(short);
  const [left, top, width, height] = view;
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${width}mm" height="${height}mm" viewBox="${view.join(" ")}" stroke-linecap="round" stroke-linejoin="round" role="img">
<title>${escaped(title)}</title>
<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="${background}"/>
${markup}${caption(title, marks, box, strip)}${drawMarks(marks, box)}</svg>
`;
}

const NAMES = { error: "error", warning: "warning", info: "note" } as const;

function caption(title: string, marks: readonly Mark[], box: Box, strip: number): string {
  if (marks.length === 0) return "";
  const unit = markUnit(box);
  const y = box.top - strip / 2;
  const text = (x: number, words: string, more = "") =>
    `<text x="${short(x)}" y="${short(y + unit * 0.65)}" font-size="${short(unit * 1.8)}" fill="#1f2328"${more}>${escaped(words)}</text>`;
  // From the right, so that a long title has what is left.
  let x = box.right - unit;
  const kinds = (["info", "warning", "error"] as const).flatMap((severity) => {
    const count = marks.filter((mark) => mark.severity === severity).length;
    if (count === 0) return [];
    const words = `${count} ${NAMES[severity]}${count === 1 ? "" : "s"}`;
    const { colour, shape } = LOOKS[severity];
    const label = text(x, words, ' text-anchor="end"');
    x -= unit * (words.length * 0.92 + 1.2);
    const sign = `<path d="${shape(x, y, unit * 0.8)}" fill="none" stroke="${colour}" stroke-width="${short(unit * 0.3)}"/>`;
    x -= unit * 2.4;
    return [sign, label];
  });
  return `<g class="caption" font-family="sans-serif">
<rect x="${short(box.left)}" y="${short(box.top - strip)}" width="${short(widthOf(box))}" height="${short(strip)}" fill="#fff"/>
${text(box.left + unit, title)}${kinds.join("")}</g>
`;
}
