/** What a change looks like: line counts and a unified diff in git's form. */
import { isUtf8 } from "node:buffer";
import { setImmediate as turn } from "node:timers/promises";
import type { StructuredPatchHunk } from "diff";
import type { StagedContent } from "./model.ts";

export interface LineCounts {
  readonly added: number;
  readonly removed: number;
}

/** Beyond any of these the changed middle is shown as replaced: an exact answer could take minutes. */
export interface DiffLimits {
  readonly bytes: number;
  readonly lines: number;
  readonly edits: number;
  /** Milliseconds for one pair of files, which nothing else can use meanwhile. */
  readonly pairMs: number;
  /** Milliseconds for all pairs of a set together. */
  readonly setMs: number;
}

export const DIFF_LIMITS: DiffLimits = {
  bytes: 4 * 1024 * 1024,
  lines: 50_000,
  edits: 1_000,
  pairMs: 80,
  setMs: 1_000,
};

/** How long the pairs of one set have taken so far. */
export interface Spent {
  ms: number;
}

/**
 * Lines added and removed ("+50 -0"), the same as the diff shows unless time ran out for one of the two.
 * Binary files count none. A new file and equal bytes are counted without the diff library.
 * Files of one set are given one `spent`; the caller gives others a turn between two files.
 */
export async function countLines(
  base: Uint8Array | null,
  next: Uint8Array,
  limits: DiffLimits = DIFF_LIMITS,
  spent: Spent = { ms: 0 },
): Promise<LineCounts> {
  const before = base ?? EMPTY;
  if (!isText(before) || !isText(next)) return { added: 0, removed: 0 };
  const { added, removed } = await compare(before, next, limits, spent);
  return { added, removed };
}

/** The diff of all files, one after another, as `git diff` would print and `git apply` would take it. */
export async function unifiedDiff(
  files: readonly StagedContent[],
  limits: DiffLimits = DIFF_LIMITS,
): Promise<string> {
  const parts: string[] = [];
  const spent: Spent = { ms: 0 };
  for (const file of files) {
    if (parts.length > 0) await turn();
    parts.push(await fileDiff(file, limits, spent));
  }
  return parts.join("");
}

const EMPTY = new Uint8Array(0);
const NEWLINE = 10;
/** Bytes of one file's change beyond which others get their turn while it is shown. */
const LARGE = 1024 * 1024;
const TOO_DIFFERENT =
  "# too different to compare line by line; the changed part is shown as replaced\n";
const TOO_MUCH =
  "# too much changed in all files to compare this one line by line; the changed part is shown as replaced\n";

interface Change extends LineCounts {
  /** The hunks as text. */
  body(): string | Promise<string>;
  readonly note?: string;
}

async function fileDiff(file: StagedContent, limits: DiffLimits, spent: Spent): Promise<string> {
  const { path, mode, base, content } = file;
  const from = base ? `a/${path}` : "/dev/null";
  const kind = base ? "" : `new file mode 100${mode & 0o111 ? "755" : "644"}\n`;
  const head = `diff --git a/${path} b/${path}\n${kind}`;
  const before = base ?? EMPTY;
  if (!isText(before) || !isText(content)) {
    return `${head}Binary files ${from} and b/${path} differ\n`;
  }
  const change = await compare(before, content, limits, spent);
  if (before.length + content.length > LARGE) await turn();
  const body = await change.body();
  if (body === "") return base ? "" : head;
  const names = `--- ${from}${tab(base ? path : "")}\n+++ b/${path}${tab(path)}\n`;
  return head + (change.note ?? "") + names + body;
}

/** git ends a name that has a space in it with a tab, so that `patch` sees where it ends. */
function tab(path: string): string {
  return path.includes(" ") ? "\t" : "";
}

async function compare(
  before: Uint8Array,
  after: Uint8Array,
  limits: DiffLimits,
  spent: Spent,
): Promise<Change> {
  if (Buffer.compare(before, after) === 0) return { added: 0, removed: 0, body: () => "" };
  if (before.length === 0 || after.length === 0) return replaced(before, after);
  const small = before.length + after.length <= limits.bytes;
  if (small && linesIn(before) + linesIn(after) <= limits.lines) {
    if (spent.ms >= limits.setMs) return { ...replaced(before, after), note: TOO_MUCH };
    const { structuredPatch } = await import("diff");
    const options = { context: 3, maxEditLength: limits.edits, timeout: limits.pairMs };
    const began = performance.now();
    const patch = structuredPatch("", "", text(before), text(after), "", "", options);
    spent.ms += performance.now() - began;
    if (patch) return exact(patch.hunks);
  }
  return { ...replaced(before, after), note: TOO_DIFFERENT };
}

function exact(hunks: StructuredPatchHunk[]): Change {
  const lines = hunks.flatMap((hunk) => hunk.lines);
  return {
    added: lines.filter((line) => line.startsWith("+")).length,
    removed: lines.filter((line) => line.startsWith("-")).length,
    body: () => hunks.map((hunk) => `${rangesOf(hunk)}${hunk.lines.join("\n")}\n`).join(""),
  };
}

/** One hunk: all between the lines that both begin with and the lines that both end with is exchanged. */
function replaced(before: Uint8Array, after: Uint8Array): Change {
  const shorter = Math.min(before.length, after.length);
  let head = 0;
  while (head < shorter && before[head] === after[head]) head++;
  head = lineStart(before, head);
  let tail = 0;
  while (tail < shorter - head && before.at(-1 - tail) === after.at(-1 - tail)) tail++;
  tail = wholeLines(before, after, tail);
  const old = before.subarray(head, before.length - tail);
  const now = after.subarray(head, after.length - tail);
  return {
    added: linesIn(now),
    removed: linesIn(old),
    body: async () => {
      const above = before.subarray(back(before, head, 3), head);
      const below = after.subarray(after.length - tail, onward(after, after.length - tail, 3));
      const around = linesIn(above) + linesIn(below);
      const start = linesIn(before.subarray(0, head - above.length)) + 1;
      const oldLines = around + linesIn(old);
      const newLines = around + linesIn(now);
      const ranges = rangesOf({ oldStart: start, oldLines, newStart: start, newLines });
      const removed = marked("-", old);
      // Of ten million bytes each half takes a while by itself.
      if (old.length + now.length > LARGE) await turn();
      return ranges + marked(" ", above) + removed + marked("+", now) + marked(" ", below);
    },
  };
}

/** An empty range is named by the line before it. */
function rangesOf(hunk: Omit<StructuredPatchHunk, "lines">): string {
  const oldStart = hunk.oldLines === 0 ? hunk.oldStart - 1 : hunk.oldStart;
  const newStart = hunk.newLines === 0 ? hunk.newStart - 1 : hunk.newStart;
  return `@@ -${oldStart},${hunk.oldLines} +${newStart},${hunk.newLines} @@\n`;
}

function marked(sign: string, bytes: Uint8Array): string {
  if (bytes.length === 0) return "";
  const ended = bytes.at(-1) === NEWLINE;
  const lines = linesIn(bytes);
  // Byte by byte into its place: replacing in a string of so many lines takes several times as long.
  const room = Buffer.allocUnsafe(bytes.length + lines + (ended ? 0 : 1));
  const mark = sign.charCodeAt(0);
  let to = 0;
  let starts = true;
  for (let at = 0; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (starts) room[to++] = mark;
    room[to++] = byte;
    starts = byte === NEWLINE;
  }
  if (ended) return room.toString("utf8");
  room[to] = NEWLINE;
  return `${room.toString("utf8")}\\ No newline at end of file\n`;
}

/** How much of the common end is whole lines on both sides. */
function wholeLines(before: Uint8Array, after: Uint8Array, tail: number): number {
  const [old, now] = [before.length - tail, after.length - tail];
  if (lineStart(before, old) === old && lineStart(after, now) === now) return tail;
  const cut = before.indexOf(NEWLINE, old);
  return cut < 0 ? 0 : before.length - cut - 1;
}

/** Where the line begins that `at` is in. */
function lineStart(bytes: Uint8Array, at: number): number {
  return at === 0 ? 0 : bytes.lastIndexOf(NEWLINE, at - 1) + 1;
}

function back(bytes: Uint8Array, at: number, lines: number): number {
  let start = at;
  for (let left = lines; left > 0 && start > 0; left--) start = lineStart(bytes, start - 1);
  return start;
}

function onward(bytes: Uint8Array, at: number, lines: number): number {
  let end = at;
  for (let left = lines; left > 0 && end < bytes.length; left--) {
    const next = bytes.indexOf(NEWLINE, end);
    end = next < 0 ? bytes.length : next + 1;
  }
  return end;
}

function linesIn(bytes: Uint8Array): number {
  let lines = 0;
  // Plainly byte by byte: a search for each line end costs more in a file of short lines.
  for (let at = 0; at < bytes.length; at++) if (bytes[at] === NEWLINE) lines++;
  return bytes.length > 0 && bytes.at(-1) !== NEWLINE ? lines + 1 : lines;
}

function isText(bytes: Uint8Array): boolean {
  return !bytes.includes(0) && isUtf8(bytes);
}

function text(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("utf8");
}
