/** Words and cells of reports: numbers with their noun, text that is safe within Markdown and within limits. */

/** @example plural(1, "error") // "1 error" */
export const plural = (n: number, noun: string, many = `${noun}s`): string =>
  `${n} ${n === 1 ? noun : many}`;

/** Text of a design in one line of Markdown: what would be markup there stands for itself. */
export const cell = (text: string): string =>
  oneLine(text)
    .replace(/[\\|<>[\]*`~]/g, "\\$&")
    .replace(/(?<!\w)_|_(?!\w)/g, "\\_");

export const oneLine = (text: string): string =>
  text.replace(/[\p{Cc}\u2028\u2029]+/gu, " ").trim();

/** What a finding may hold at most, with room for a few words around it. Characters. */
const TEXT_LIMIT = 4000;

export const clip = (text: string, limit = TEXT_LIMIT): string =>
  text.length <= limit ? text : `${text.slice(0, limit - 1).replace(/[\uD800-\uDBFF]$/, "")}…`;

/** Micrometres are finer than any board or sheet. */
export const mm = (length: number): string => String(Math.round(length * 1000) / 1000);
