/** Words and cells of the report: numbers with their noun or unit, text that is safe within Markdown and within limits. */

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

/** R2 before R10. */
export const byReference = (a: string, b: string): number => {
  const [left, right] = [a, b].map((ref) => ref.replaceAll(/\d+/g, (n) => n.padStart(6, "0")));
  return left! < right! ? -1 : left! > right! ? 1 : 0;
};

/** A list that a person would read to its end. */
export function someOf(names: readonly string[], most = 12): string {
  const shown = names.toSorted(byReference).slice(0, most).join(", ");
  const rest = names.length - most;
  return rest > 0 ? `${shown} and ${rest} more` : shown;
}

/** @example size(2048) // "2.0 KiB" */
export const size = (bytes: number): string =>
  bytes < 1024 * 1024
    ? `${(bytes / 1024).toFixed(1)} KiB`
    : `${(bytes / 1024 ** 2).toFixed(1)} MiB`;
