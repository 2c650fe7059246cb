/** Ids that depend on what a requirement is about, never on its limits or its place. */
import { hash } from "node:crypto";

/** Six hex digits that are the same for the same words. */
export const digestOf = (words: string): string => hash("sha256", words).slice(0, 6);

export interface IdSource {
  readonly section: string;
  readonly subject: string | null;
  readonly parameter: string;
  /** The statement with every figure and name that it sets cut out. */
  readonly skeleton: string;
}

/**
 * One id per source, in order. Equal sources are told apart by their order, so a repeated line
 * changes no id above it.
 */
export function stableIds(sources: readonly IdSource[], prefix: string): string[] {
  const seen = new Map<string, number>();
  const taken = new Set<string>();
  // Headings and names stand in many sources.
  const known = new Map<string, string>();
  const repeated = (words: string): string => {
    const short = known.get(words) ?? plain(words);
    known.set(words, short);
    return short;
  };
  return sources.map(({ section, subject, parameter, skeleton }) => {
    const about = [section, subject ?? "", parameter].map(repeated).join("|");
    const key = `${about}|${plain(skeleton)}`;
    const nth = (seen.get(key) ?? 0) + 1;
    seen.set(key, nth);
    for (let salt = 0; ; salt++) {
      const words = `${key}|${nth}${salt === 0 ? "" : `|${salt}`}`;
      const id = `${prefix}-${digestOf(words)}`;
      if (taken.has(id)) continue;
      taken.add(id);
      return id;
    }
  });
}

/** Case, spacing, punctuation and numbers make no difference. */
const plain = (words: string): string =>
  words
    .toLowerCase()
    .replace(/[^\p{L}#_]+/gu, " ")
    .trim();
