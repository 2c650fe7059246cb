/** Markdown of foreign words: nothing in a cell or sentence becomes markup, a link or a picture. */
import { markdownTable } from "markdown-table";

const LONGEST = 400;
const UNSEEN =
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/g;
/** Those that HTML in Markdown would see in spite of a backslash. */
const ESCAPES: Readonly<Record<string, string>> = { "<": "&lt;", ">": "&gt;", "&": "&amp;" };

/** One line of plain text. */
export function words(text: string, longest = LONGEST): string {
  const short = text
    .slice(0, longest * 4)
    .toWellFormed()
    .replace(UNSEEN, " ")
    .trim();
  const cut = short.length > longest ? `${short.slice(0, longest - 1)}…` : short;
  return cut.replace(
    /[\\`*[\]<>|#~&]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu,
    (sign) => ESCAPES[sign] ?? `\\${sign}`,
  );
}

/** `right`: columns of numbers, from 0. Cells are Markdown already. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string {
  const align = head.map((_, column) => (right.includes(column) ? "r" : "l"));
  return markdownTable([[...head], ...rows.map((row) => [...row])], { align });
}
