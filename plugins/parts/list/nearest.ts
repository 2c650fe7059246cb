/** Finds the name that a misspelt one may have meant. */

/** The candidate with the fewest changed letters, at most one in four; null when none is near. Short ones are near to none. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  const near = candidates
    .filter(
      (candidate) =>
        Math.min(word.length, candidate.length) >= SHORTEST &&
        // So many are added at least: the rest, of a cell as long as a file, need not be compared.
        Math.abs(word.length - candidate.length) <= allowed(candidate),
    )
    .map((candidate) => ({ candidate, far: distance(word, candidate) }))
    .filter(({ candidate, far }) => far <= allowed(candidate))
    .toSorted((a, b) => a.far - b.far);
  return near[0]?.candidate ?? null;
}

const allowed = ({ length }: string) => Math.floor(length / 4);

/** Of four letters too many words are one letter from each other: "case" and "core". */
const SHORTEST = 5;

/** Changed, added, left out and swapped letters (optimal string alignment). */
function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, n) => n);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        row[j] = Math.min(row[j]!, before[j - 2]! + 1);
      }
    }
    [before, last] = [last, row];
  }
  return last[b.length]!;
}
