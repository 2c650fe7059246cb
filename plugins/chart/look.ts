/** How pictures look: colours that people with any colour vision tell apart, dashes beside them, and a ground of their own. */
import type { Spec } from "./render.ts";

/** Okabe and Ito's palette (jfly.uni-koeln.de/color), without its yellow, which is too pale for a line on white. */
export const COLOURS = [
  "#0072b2",
  "#d55e00",
  "#009e73",
  "#cc79a7",
  "#56b4e9",
  "#e69f00",
  "#000000",
] as const;

/** The second mark of a series, for prints in grey. */
export const DASHES = [[], [7, 3], [2, 2], [9, 3, 2, 3], [12, 4]] as const;

export const INK = "#1b1f24";
export const FAINT = "#d8dde3";
export const PAPER = "#ffffff";
export const WARNING = "#b3261e";
export const FONT_SIZE = 12;
const FONT = "Helvetica, Arial, sans-serif";

export const colourOf = (index: number): string => COLOURS[index % COLOURS.length]!;
export const dashOf = (index: number): readonly number[] => DASHES[index % DASHES.length]!;

/** What all pictures begin with. A ground of its own keeps a picture readable on a dark page, too. */
export const sheet = (title: string, width: number, height: number): Spec => ({
  width,
  height,
  padding: 12,
  background: PAPER,
  description: title,
  title: { text: title, anchor: "start", fontSize: 15, offset: 12, limit: Math.max(width, 300) },
  config: {
    font: FONT,
    text: { font: FONT, fontSize: FONT_SIZE, fill: INK },
    title: { color: INK, font: FONT },
    axis: {
      labelColor: INK,
      titleColor: INK,
      tickColor: INK,
      domainColor: INK,
      gridColor: FAINT,
      labelFont: FONT,
      titleFont: FONT,
      labelFontSize: FONT_SIZE,
      titleFontSize: FONT_SIZE,
      titlePadding: 8,
    },
    legend: {
      labelColor: INK,
      labelFont: FONT,
      labelFontSize: FONT_SIZE,
      labelLimit: 320,
      symbolSize: 300,
    },
  },
});

/** A word in the middle of a picture that has nothing to show. */
export const nothing = (width: number, height: number): Spec => ({
  type: "text",
  encode: {
    enter: {
      x: { value: width / 2 },
      y: { value: height / 2 },
      align: { value: "center" },
      text: { value: "no data" },
      fontStyle: { value: "italic" },
    },
  },
});

/** A number as a constant of a mark, or a text. */
export const constants = (values: Readonly<Record<string, unknown>>): Spec =>
  Object.fromEntries(Object.entries(values).map(([key, value]) => [key, { value }]));
