/** Words of the report: lists of references that a person would read, and sizes of files. */

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
