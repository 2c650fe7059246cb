/** What a change looks like: line counts and a unified diff in git's form. */
import { isUtf8 } from "node:buffer";
import type { StagedContent } from "./model.ts";

export interface LineCounts {
  readonly added: number;
  readonly removed: number;
}

/**
 * Lines added and removed ("+50 -0"), the same as the diff shows. Binary files count none.
 * A new file and equal bytes are counted without the diff library.
 */
export async function countLines(base: Uint8Array | null, next: Uint8Array): Promise<LineCounts> {
  const from = base ?? EMPTY;
  if (!isText(from) || !isText(next)) return { added: 0, removed: 0 };
  if (from.length === 0) return { added: linesIn(next), removed: 0 };
  if (next.length === 0) return { added: 0, removed: linesIn(from) };
  if (Buffer.compare(from, next) === 0) return { added: 0, removed: 0 };
  const { hunks } = await changes(text(from), text(next));
  const lines = hunks.flatMap((hunk) => hunk.lines);
  return {
    added: lines.filter((line) => line.startsWith("+")).length,
    removed: lines.filter((line) => line.startsWith("-")).length,
  };
}

/** The diff of all files, one after another, as `git diff` would print and `git apply` would take it. */
export async function unifiedDiff(files: readonly StagedContent[]): Promise<string> {
  const parts: string[] = [];
  for (const file of files) parts.push(await fileDiff(file));
  return parts.join("");
}

type Hunk = {
  oldStart: number;
  oldLines: number;
  newStart: number;
  newLines: number;
  lines: string[];
};

/** Beyond either, the changed middle is shown as replaced: an exact answer could take minutes. */
const MOST_LINES = 100_000;
const MOST_EDITS = 1_000;

const EMPTY = new Uint8Array(0);
const NO_NEWLINE = "\\ No newline at end of file";

async function fileDiff({ path, mode, base, content }: StagedContent): Promise<string> {
  const title = `diff --git a/${path} b/${path}\n`;
  const kind = base ? "" : `new file mode 100${mode & 0o111 ? "755" : "644"}\n`;
  const from = base ? `a/${path}` : "/dev/null";
  const head = title + kind;
  if (!isText(base ?? EMPTY) || !isText(content)) {
    return `${head}Binary files ${from} and b/${path} differ\n`;
  }
  const names = `--- ${from}${tab(base ? path : "")}\n+++ b/${path}${tab(path)}\n`;
  if (!base?.length) return content.length === 0 ? head : head + names + whole("+", content);
  if (content.length === 0) return head + names + whole("-", base);
  const { hunks, note } = await changes(text(base), text(content));
  if (hunks.length === 0) return "";
  return head + (note ? `${note}\n` : "") + names + hunks.map(hunkText).join("");
}

/** git ends a name that has a space in it with a tab, so that `patch` sees where it ends. */
function tab(path: string): string {
  return path.includes(" ") ? "\t" : "";
}

/** One hunk in which every line is new, or every line is gone. */
function whole(sign: "+" | "-", bytes: Uint8Array): string {
  const range = `1,${linesIn(bytes)}`;
  const at = sign === "+" ? `-0,0 +${range}` : `-${range} +0,0`;
  const lines = text(bytes);
  const ended = lines.endsWith("\n");
  const body = (ended ? lines.slice(0, -1) : lines).replaceAll("\n", `\n${sign}`);
  return `@@ ${at} @@\n${sign}${body}\n${ended ? "" : `${NO_NEWLINE}\n`}`;
}

function hunkText(hunk: Hunk): string {
  const { oldStart, oldLines, newStart, newLines, lines } = hunk;
  return `@@ -${oldStart},${oldLines} +${newStart},${newLines} @@\n${lines.join("\n")}\n`;
}

async function changes(from: string, to: string): Promise<{ hunks: Hunk[]; note?: string }> {
  const before = splitLines(from);
  const after = splitLines(to);
  if (before.length + after.length <= MOST_LINES) {
    const { structuredPatch } = await import("diff");
    const options = { context: 3, maxEditLength: MOST_EDITS };
    const patch = structuredPatch("", "", from, to, "", "", options);
    if (patch) return { hunks: patch.hunks };
  }
  return {
    hunks: [replacedMiddle(before, after)],
    note: "# too different to compare line by line; the changed part is shown as replaced",
  };
}

/** The lines between the common beginning and the common end, as one hunk with three lines around. */
function replacedMiddle(before: string[], after: string[]): Hunk {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  const start = Math.max(head - 3, 0);
  const keep = Math.max(tail - 3, 0);
  const lines = [
    ...marked(" ", before.slice(start, head)),
    ...marked("-", before.slice(head, before.length - tail)),
    ...marked("+", after.slice(head, after.length - tail)),
    ...marked(" ", after.slice(after.length - tail, after.length - keep)),
  ];
  const oldLines = before.length - keep - start;
  const newLines = after.length - keep - start;
  return {
    oldStart: oldLines ? start + 1 : start,
    oldLines,
    newStart: newLines ? start + 1 : start,
    newLines,
    lines,
  };
}

function marked(sign: string, lines: string[]): string[] {
  return lines.flatMap((line) =>
    line.endsWith("\n") ? [sign + line.slice(0, -1)] : [sign + line, NO_NEWLINE],
  );
}

/** Lines with their line ends; only the last may lack one. */
function splitLines(all: string): string[] {
  return all.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function linesIn(bytes: Uint8Array): number {
  let lines = 0;
  for (let at = bytes.indexOf(10); at >= 0; at = bytes.indexOf(10, at + 1)) lines++;
  return bytes.length > 0 && bytes.at(-1) !== 10 ? lines + 1 : lines;
}

function isText(bytes: Uint8Array): boolean {
  return !bytes.includes(0) && isUtf8(bytes);
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}
