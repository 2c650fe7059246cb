/** Figures of a sentence that no requirement read from it: no row speaks for them, so none may count as shown. */
import type { Constraint } from "./input.ts";

/** A number with the unit of a rate, a time, a current, a voltage, a power, a level or a distance. */
const FIGURE =
  /(?<![\w.,])\d+(?:[.,]\d+)?\s?(?:[kMG]?(?:bit|B)\/s|[kMG]?bps|[kM]?Sa?\/s|[kMG]?SPS|[mµμu]?s|min(?:utes?)?|h(?:ours?)?|d(?:ays?)?|[mµμun]?A|m?Ah|[mkµμu]?V|[mkµμu]?W|[kMG]?Hz|dBm?|km|m|PPI|dpi|%|°C)(?![\w/])/g;

/** As they are written, for a row that has no figure of its own: "one frame every 10 ms" → ["10 ms"]. */
export function lostFigures(one: Constraint, all: readonly Constraint[]): string[] {
  // By its words, not by its line: a sentence that is wrapped has its figures on the next.
  const rows = all.filter(
    ({ statement, source }) => statement === one.statement && source.file === one.source.file,
  );
  const read = new Set(
    rows.flatMap(({ min, typ, max }) =>
      [min, typ, max].flatMap((value) => (value === null ? [] : Math.abs(value))),
    ),
  );
  const words = rows
    .flatMap(({ values, condition, parameter }) => [...(values ?? []), condition ?? "", parameter])
    .join(" ");
  return [...one.statement.matchAll(FIGURE)]
    .map(([text]) => text)
    .filter((text) => {
      const digits = /[\d.,]+/.exec(text)![0];
      return !read.has(numberOf(digits)) && !isIn(words, digits);
    });
}

/** "1,5" has a decimal comma, "1,000" one of thousands, as `spec` reads them. */
const numberOf = (digits: string): number =>
  Number(digits.replace(",", /^[1-9]\d{0,2},\d{3}$/.test(digits) ? "" : "."));

/** As a number of its own: 5 is not in "25 °C". */
const isIn = (words: string, digits: string): boolean =>
  words.split(/[^\d.,]+/).some((one) => one.replace(/[.,]+$/, "") === digits);
