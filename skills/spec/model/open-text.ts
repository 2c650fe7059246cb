/** Leaves of a document only what was not understood, every line in its place: no model can quote anything else. */
import type { GroundingSource } from "metaforge";
import type { SourceDocument } from "../reading/index.ts";
import type { Constraints } from "../schema.ts";

type Quoted = Constraints["unmapped"][number];

export interface OpenText {
  readonly sources: readonly GroundingSource[];
  /** The statement that was not understood and has a part in this line of the document, or undefined. */
  statementAt(file: string, line: number): Quoted | undefined;
}

/** Lines over which a statement may be wrapped. */
const WRAPPED = 40;

/** Documents without an open statement are left out; statements beyond `most` characters in all are, too. */
export function openText(
  documents: readonly SourceDocument[],
  unmapped: readonly Quoted[],
  most: number,
): OpenText {
  const open = new Map<string, Map<number, Quoted>>();
  const sources: GroundingSource[] = [];
  let left = most;
  for (const { path, text } of documents) {
    const lines = text.split(/\r\n?|\n/);
    const wanted = new Map<number, Quoted>();
    for (const statement of unmapped) {
      if (statement.source.file !== path) continue;
      const stretch = linesOf(lines, statement.source.line, statement.text);
      left -= stretch.reduce((sum, line) => sum + lines[line - 1]!.length + 1, 0);
      if (left < 0) break;
      for (const line of stretch) wanted.set(line, statement);
    }
    if (wanted.size === 0) continue;
    open.set(path, wanted);
    sources.push({ name: path, text: blanked(lines, headingsAbove(lines, wanted), wanted) });
  }
  return { sources, statementAt: (file, line) => open.get(file)?.get(line) };
}

/** The line a statement starts at and those on which its words go on. */
function linesOf(lines: readonly string[], first: number, words: string): number[] {
  const all = squeezed(words);
  const found = [first];
  for (let line = first + 1; line <= Math.min(lines.length, first + WRAPPED); line++) {
    const part = squeezed(lines[line - 1]!);
    if (part === "" || !all.includes(part)) break;
    found.push(line);
  }
  return found;
}

const squeezed = (words: string): string => words.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");

/** Only the nearest heading above each stretch: it says what the words are about. */
function headingsAbove(lines: readonly string[], wanted: ReadonlyMap<number, Quoted>): Set<number> {
  const kept = new Set<number>();
  let heading = 0;
  lines.forEach((text, index) => {
    if (/^#{1,6}\s/.test(text) && text.length < 200) heading = index + 1;
    if (heading > 0 && wanted.has(index + 1)) kept.add(heading);
  });
  return kept;
}

/** Lines keep their numbers. */
const blanked = (
  lines: readonly string[],
  headings: ReadonlySet<number>,
  wanted: ReadonlyMap<number, Quoted>,
): string =>
  lines
    .map((text, index) => (wanted.has(index + 1) || headings.has(index + 1) ? text : ""))
    .join("\n");
