/** Finds the name that a misspelt one may have meant. */

/** The candidate with the fewest changed letters, at most one in four; null when none is near, or the word is short. */
export function nearest(word: string, candidates: readonly string[]): string | null {
  if (word.length < SHORTEST) return null;
  const near = candidates
    .map((candidate) => ({ candidate, far: distance(word, candidate) }))
    .filter(({ candidate, far }) => far <= Math.max(1, Math.floor(candidate.length / 4)))
    .toSorted((a, b) => a.far - b.far);
  return near[0]?.candidate ?? null;
}

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
