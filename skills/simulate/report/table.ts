/** Markdown tables of foreign words: nothing in a cell becomes markup, a link or a picture. */
import { table as written } from "metaforge/report";
import type { Align } from "metaforge/report";

const LONGEST = 200;
const UNSEEN =
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/g;

/** Without controls and marks that turn the writing direction. */
export const visible = (text: string): string => text.toWellFormed().replace(UNSEEN, " ");

/** One line of plain text, in a cell or a sentence. */
export function words(text: string, longest = LONGEST): string {
  const short = text
    .slice(0, longest * 4)
    .toWellFormed()
    .replace(UNSEEN, " ")
    .trim();
  const cut = short.length > longest ? `${short.slice(0, longest - 1)}…` : short;
  return cut.replace(/[\\`*_[\]<>|#~&!]/g, (sign) => ESCAPES[sign] ?? `\\${sign}`);
}

/** Those that HTML in Markdown would see in spite of a backslash. */
const ESCAPES: Readonly<Record<string, string>> = { "<": "&lt;", ">": "&gt;", "&": "&amp;" };

/** `right`: columns of numbers, from 0. Cells are Markdown already. */
export function table(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string {
  const align = head.map((_, column): Align => (right.includes(column) ? "r" : "l"));
  const cells = rows.map((row) => row.map((markdown) => ({ markdown })));
  return written(head, cells, { align });
}
