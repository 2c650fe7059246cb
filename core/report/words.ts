/** Words of reports: numbers with their noun, and foreign text that is safe within Markdown and within limits. */

/** @example amount(1, "error") // "1 error" */
export const amount = (n: number, noun: string, many = `${noun}s`): string =>
  `${n} ${n === 1 ? noun : many}`;

/** Foreign text in one line of Markdown: it makes no table, no markup and no link, but stands for itself. */
export const cell = (text: string): string =>
  oneLine(text)
    .replaceAll(/\s+/g, " ")
    .replaceAll(/[\\`*[\]<>|~]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\$&");

export const oneLine = (text: string): string =>
  text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();

/** Longer text tells less, and a run may hand over only so much. Characters. */
const TEXT_LIMIT = 4000;

export const clip = (text: string, limit = TEXT_LIMIT): string =>
  text.length <= limit ? text : `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;

const UNSEEN =
  // oxlint-disable-next-line no-control-regex -- these are what is looked for
  /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+/g;

/** Without controls and marks that turn the writing direction. */
export const visible = (text: string): string => text.toWellFormed().replace(UNSEEN, " ");

/** Those that HTML in Markdown would see in spite of a backslash. */
const ENTITIES: Readonly<Record<string, string>> = { "<": "&lt;", ">": "&gt;", "&": "&amp;" };

/** A foreign sentence in one line of Markdown, cut to `longest` characters; it may stand at a line's beginning, too. */
export function words(text: string, longest = 400): string {
  const short = visible(text.slice(0, longest * 4)).trim();
  const cut = short.length > longest ? `${short.slice(0, longest - 1)}…` : short;
  return cut.replace(
    /[\\`*[\]<>|#~&]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu,
    (sign) => ENTITIES[sign] ?? `\\${sign}`,
  );
}
