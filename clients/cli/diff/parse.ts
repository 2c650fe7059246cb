/** Reads a unified diff in git's form: files, hunks, and the counts of lines. */

export interface Hunk {
  /** As in `@@ -1,3 +1,4 @@`. */
  readonly ranges: string;
  readonly oldStart: number;
  readonly newStart: number;
  /** Each begins with ` `, `+`, `-` or `\`. */
  readonly lines: readonly string[];
}

export interface FileDiff {
  readonly path: string;
  /** All lines before the first hunk. */
  readonly head: readonly string[];
  readonly hunks: readonly Hunk[];
  readonly added: number;
  readonly removed: number;
  readonly isNew: boolean;
  readonly isBinary: boolean;
}

interface Open {
  path: string;
  head: string[];
  hunks: (Hunk & { lines: string[] })[];
}

const RANGES = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/;

/** Hunks are taken by their counts: a line of a file that looks like a header stays a line of that file. */
export function parseDiff(text: string): FileDiff[] {
  const files: Open[] = [];
  let left = { old: 0, new: 0 };
  for (const line of withoutLastEnd(text).split("\n")) {
    const file = files.at(-1);
    const hunk = file?.hunks.at(-1);
    if (hunk && (left.old > 0 || left.new > 0 || line.startsWith("\\"))) {
      hunk.lines.push(line);
      if (line[0] !== "+" && line[0] !== "\\") left.old -= 1;
      if (line[0] !== "-" && line[0] !== "\\") left.new -= 1;
      continue;
    }
    const ranges = RANGES.exec(line);
    if (ranges && file) {
      const [, oldStart, old = "1", newStart, fresh = "1"] = ranges;
      left = { old: Number(old), new: Number(fresh) };
      file.hunks.push({
        ranges: line,
        oldStart: Number(oldStart),
        newStart: Number(newStart),
        lines: [],
      });
    } else if (line.startsWith("diff --git ")) {
      files.push({ path: pathIn(line), head: [line], hunks: [] });
    } else file?.head.push(line);
  }
  return files.map(counted);
}

/** `diff --git a/PATH b/PATH`, both the same. */
function pathIn(line: string): string {
  const names = line.slice("diff --git ".length);
  return names.slice((names.length + 1) / 2 + "b/".length);
}

function counted({ path, head, hunks }: Open): FileDiff {
  const count = (sign: string) =>
    hunks.reduce((sum, { lines }) => sum + lines.filter((line) => line[0] === sign).length, 0);
  return {
    ...{ path, head, hunks },
    added: count("+"),
    removed: count("-"),
    isNew: head.some((line) => line.startsWith("new file mode ")),
    isBinary: head.some((line) => line.startsWith("Binary files ")),
  };
}

const withoutLastEnd = (text: string) => (text.endsWith("\n") ? text.slice(0, -1) : text);
