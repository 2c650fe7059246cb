/** Cuts a paragraph into sentences, and at lines that start a thought of their own. */
import type { Draft, Piece } from "./statement.ts";

/** A full stop that ends a sentence: not in "e.g.", "min. 30", "0.5", "v1.", "No. 5". */
const END =
  /(?<=[a-z0-9%)\]"”°]|[A-Z]{2}|\d\s?[A-Za-zµ]{0,4}[A-ZΩ])[.!?]\s+(?=[A-Z*"“(])|\n+|(?<=\S);\s+(?=[A-Za-z][^;]{12,}\d)/g;
const ABBREVIATION = /\b(?:e\.g|i\.e|vs|fig|no|st|dr|resp|incl|approx)$/i;

/** One draft per sentence; the pieces keep their places. */
export function splitSentences(draft: Draft): Draft[] {
  const cuts: number[] = [];
  for (const found of draft.text.matchAll(END)) {
    const at = found.index;
    if (found[0].startsWith(".") && ABBREVIATION.test(draft.text.slice(Math.max(0, at - 8), at))) {
      continue;
    }
    cuts.push(at + found[0].length);
  }
  for (const at of labelledLines(draft)) cuts.push(at);
  const starts = [0, ...cuts.filter((cut) => cut < draft.text.length)].toSorted((a, b) => a - b);
  const unique = starts.filter((at, index) => index === 0 || at !== starts[index - 1]);
  if (unique.length === 1) return [draft];
  let piece = 0;
  return unique.map((start, index) => {
    const end = unique[index + 1] ?? draft.text.length;
    while (piece + 1 < draft.pieces.length && draft.pieces[piece + 1]!.at <= start) piece++;
    const pieces: Piece[] = [];
    for (let i = piece; i < draft.pieces.length && draft.pieces[i]!.at < end; i++) {
      const { at, line, column } = draft.pieces[i]!;
      pieces.push(
        at >= start
          ? { at: at - start, line, column }
          : { at: 0, line, column: column + start - at },
      );
    }
    return {
      text: draft.text.slice(start, end).replace(/\n/g, " "),
      pieces,
      endLine: pieces.at(-1)?.line ?? draft.endLine,
      strongEnd: index === 0 ? Math.min(draft.strongEnd, end) : 0,
    };
  });
}

/** Offsets of source lines inside a paragraph that read "Label: value", one under the other, or begin with a number of a clause. */
function labelledLines(draft: Draft): number[] {
  const starts = draft.pieces.filter(
    (piece, index) => index > 0 && piece.line > draft.pieces[index - 1]!.line,
  );
  const labelled = starts.filter(({ at }) =>
    /^(?:[-*•]\s|[A-Z][\w /()-]{1,40}(?::\s|：)|\d{1,2}(?:\.\d{1,3}){1,4}\.?\s+[A-Z][a-z]*\s)/.test(
      draft.text.slice(at, at + 48),
    ),
  );
  const cuts = isStack(draft) ? starts : labelled;
  return cuts.map((piece) => piece.at);
}

/** Short lines one under the other that each begin anew: a list without marks, no wrapped prose. */
function isStack({ text, pieces }: Draft): boolean {
  const lines = pieces.filter((piece, index) => piece.line !== pieces[index - 1]?.line);
  return (
    lines.length > 1 &&
    lines.length <= MOST_STACKED &&
    lines.every(({ column }) => column === lines[0]!.column) &&
    lines.every(({ at }, index) => {
      const line = text.slice(at, lines[index + 1]?.at ?? text.length).trim();
      return line.length <= 48 && /^[A-Z0-9(][^.!?]*[^,;:\s-]$/.test(line) && !CONTINUES.test(line);
    })
  );
}

/** More lines are data. */
const MOST_STACKED = 40;

/** A line that the next one goes on from. */
const CONTINUES = /\b(?:and|or|of|the|an?|to|at|with|for|by|in|on|than|shall|must|be|is|are)$/i;
