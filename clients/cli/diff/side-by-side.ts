/** Puts the old lines of a hunk beside the new ones: equal lines level, changed runs paired, long lines folded. */
import { safeLine } from "../terminal/safe.ts";
import { fill, fold, withoutTabs } from "../terminal/width.ts";
import type { Hunk } from "./parse.ts";

interface Half {
  /** Safe, with its line number, filled to the half's width. */
  readonly text: string;
  readonly changed: boolean;
}

export interface Pair {
  readonly left: Half;
  readonly right: Half;
}

interface Line {
  readonly number: number;
  readonly text: string;
  readonly changed: boolean;
}

/** Columns between the halves. */
const GUTTER = 3;

export function* pairs(hunk: Hunk, columns: number): Generator<Pair> {
  const width = Math.max(20, Math.floor((columns - GUTTER) / 2));
  const last = Math.max(hunk.oldStart, hunk.newStart) + hunk.lines.length;
  const digits = String(last).length;
  for (const [left, right] of rows(hunk)) {
    const old = folded(left, width, digits);
    const fresh = folded(right, width, digits);
    for (let n = 0; n < Math.max(old.length, fresh.length); n += 1) {
      yield {
        left: { text: fill(old[n] ?? "", width), changed: left?.changed ?? false },
        right: { text: fresh[n] ?? "", changed: right?.changed ?? false },
      };
    }
  }
}

function folded(line: Line | undefined, width: number, digits: number): string[] {
  if (!line) return [];
  // Tabs are counted from where the text begins, as in an editor.
  const text = safeLine(withoutTabs(line.text));
  return fold(text, width - digits - 1).map((piece, n) => {
    const number = n === 0 ? String(line.number) : "";
    return `${number.padStart(digits)} ${piece}`;
  });
}

function* rows({
  lines,
  oldStart,
  newStart,
}: Hunk): Generator<[Line | undefined, Line | undefined]> {
  let [old, fresh] = [oldStart, newStart];
  let removed: Line[] = [];
  let added: Line[] = [];
  function* changed(): Generator<[Line | undefined, Line | undefined]> {
    for (let n = 0; n < Math.max(removed.length, added.length); n += 1) {
      yield [removed[n], added[n]];
    }
    [removed, added] = [[], []];
  }
  for (const line of lines) {
    const text = line.slice(1);
    if (line[0] === "-") removed.push({ number: old++, text, changed: true });
    else if (line[0] === "+") added.push({ number: fresh++, text, changed: true });
    else if (line[0] === " ") {
      yield* changed();
      yield [
        { number: old++, text, changed: false },
        { number: fresh++, text, changed: false },
      ];
    }
  }
  yield* changed();
}
