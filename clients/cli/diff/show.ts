/** A diff for a person's eyes: as it is, side by side, or only counted; coloured, and nothing hidden in it. */
import type { Output, Style } from "../terminal/output.ts";
import { isBidirectional, safeText } from "../terminal/safe.ts";
import { fill, widthOf } from "../terminal/width.ts";
import type { FileDiff } from "./parse.ts";
import { pairs } from "./side-by-side.ts";

export type Form = "unified" | "side-by-side" | "stat";

/** Columns from which two halves are wide enough to read. */
export const WIDE = 140;

/** The lines to show; pass them through the output that was given, or a pager. */
export function* diffLines(to: Output, files: readonly FileDiff[], form: Form): Generator<string> {
  if (form === "stat") return yield* stat(to, files);
  for (const [n, file] of files.entries()) {
    if (n > 0) yield "";
    // Beside a new file stands nothing, and it would have half the room.
    yield* form === "unified" || file.isNew ? unified(to, file) : sideBySide(to, file);
  }
}

const NOTES = /\.(?:md|markdown|txt|rst|adoc)$/i;

/** What was written for people comes first: who has read it knows what to look for in the rest. */
export const readingOrder = (files: readonly FileDiff[]): FileDiff[] =>
  files.toSorted((a, b) => Number(NOTES.test(b.path)) - Number(NOTES.test(a.path)));

const SIGNS: Record<string, Style> = { "+": "green", "-": "red", "\\": "gray" };

function* unified(to: Output, file: FileDiff): Generator<string> {
  for (const line of file.head) yield to.paint("bold", line.replace(/\t$/, ""));
  yield* warning(to, file);
  for (const { ranges, lines } of file.hunks) {
    yield to.paint("cyan", ranges);
    for (const line of lines) yield painted(to, SIGNS[line[0]!], line);
  }
}

function* sideBySide(to: Output, file: FileDiff): Generator<string> {
  const columns = Number.isFinite(to.columns) ? to.columns : WIDE;
  const counts = file.isBinary ? "binary" : `+${file.added} -${file.removed}`;
  yield `${to.paint("bold", file.path)}  ${counts}`;
  yield* warning(to, file);
  for (const line of file.head) if (line.startsWith("# ")) yield to.paint("gray", line);
  for (const hunk of file.hunks) {
    yield to.paint("cyan", hunk.ranges);
    for (const { left, right } of pairs(hunk, columns)) {
      const old = painted(to, left.changed ? "red" : undefined, left.text);
      const fresh = painted(to, right.changed ? "green" : undefined, right.text);
      yield `${old} │ ${fresh}`.trimEnd();
    }
  }
}

function* stat(to: Output, files: readonly FileDiff[]): Generator<string> {
  const width = Math.max(0, ...files.map(({ path }) => widthOf(safeText(path))));
  for (const { path, added, removed, isBinary } of files) {
    const name = fill(safeText(path), width);
    const counts = `${to.paint("green", `+${added}`)} ${to.paint("red", `-${removed}`)}`;
    yield `${name} | ${isBinary ? "binary" : counts}`;
  }
  const sum = (of: "added" | "removed") => files.reduce((total, file) => total + file[of], 0);
  const count = `${files.length} ${files.length === 1 ? "file" : "files"}`;
  yield `${count}, +${sum("added")} -${sum("removed")}`;
}

/** Text that a reader sees in another order than a program does can hide what an approval writes. */
function* warning(to: Output, { path, hunks }: FileDiff): Generator<string> {
  if (!isBidirectional(path) && !hunks.some(({ lines }) => lines.some(isBidirectional))) return;
  yield to.paint(["bold", "yellow"], `! ${path} contains bidirectional control characters`);
}

/** Tabs stay tabs, so that columns stand as the file has them; `paint` would show them as escapes. */
function painted(to: Output, style: Style | undefined, text: string): string {
  if (style === undefined) return safeText(text);
  return text
    .split("\t")
    .map((part) => (part === "" ? "" : to.paint(style, part)))
    .join("\t");
}
