/** What is no requirements document any more: refused with the reason, before it fills the memory of the run. */
import { fail } from "metaforge";
import type { SourceDocument } from "./reading/index.ts";

export const LIMITS = {
  /** Characters of all documents together; a book has a million. */
  characters: 4_000_000,
  /** Of all documents together. */
  lines: 100_000,
  /** Sentences, items and rows of one document. */
  statements: 150_000,
  /** Of all documents together; more belong into a data file. */
  constraints: 20_000,
  /** Of constraints.json: what a run may propose as one file. */
  bytes: 10 * 1024 * 1024,
} as const;

/** Throws VALIDATION_ERROR with `field: "input.files"`. */
export function refuseLarge(documents: readonly SourceDocument[]): void {
  const characters = documents.reduce((sum, { text }) => sum + text.length, 0);
  refuseMany(documents, characters, "characters");
  const lines = documents.reduce((sum, { text }) => sum + linesIn(text), 0);
  refuseMany(documents, lines, "lines");
}

/** Throws VALIDATION_ERROR when there are more than may be. */
export function refuseMany(
  documents: readonly SourceDocument[],
  found: number,
  what: keyof typeof LIMITS,
): void {
  if (found > LIMITS[what]) throw tooMuch(documents, found, what);
}

function linesIn(text: string): number {
  let lines = 1;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) lines += 1;
  return lines;
}

function tooMuch(documents: readonly SourceDocument[], found: number, what: keyof typeof LIMITS) {
  const names = documents.map(({ path }) => path).join(", ");
  const problem = `${names.slice(0, 200)}: ${number(found)} ${what}, where a requirements document has at most ${number(LIMITS[what])}; name the part with the requirements, or split it`;
  return fail("VALIDATION_ERROR", { problem, field: "input.files", limit: LIMITS[what] });
}

const number = (value: number): string => value.toLocaleString("en-US");
