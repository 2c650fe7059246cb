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
