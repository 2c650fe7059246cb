/** Reads KiCad's S-expressions into a tree: one pass, no recursion, whatever the text holds. */
import { UNOPENED_WORD } from "./balance.ts";
import { BACKSLASH, CLOSE, HASH, LINE_FEED, OPEN, QUOTE, SPACE, isBlank } from "./characters.ts";
import { lineAt } from "./lines.ts";
import type { Tree } from "./tree.ts";

/** KiCad's files have about eight: with a little less the columns need not become longer, which costs twice the memory. */
const CHARACTERS_A_NODE = 7;

export interface Fault {
  /** A text without its closing quote on the same line; a list that is not closed; a `)` too many after the first. */
  readonly kind: "string" | "open" | "close";
  /** From 1: of `open` where the innermost list begins. */
  readonly line: number;
  readonly message: string;
}

export type Reading =
  | { readonly ok: true; readonly tree: Tree }
  | { readonly ok: false; readonly fault: Fault };

/**
 * The tree of a text. One `)` too many is passed over, and the parenthesis that KiCad 9 leaves out is taken as there.
 * Lines whose first character is `#` are comments.
 * @example const reading = readSexpr(text); if (reading.ok) rootOf(reading.tree)?.child("title_block");
 */
export function readSexpr(text: string): Reading {
  const { length } = text;
  const columns = createColumns(64 + Math.ceil(length / CHARACTERS_A_NODE));
  let { start, end, next } = columns;
  let count = 0;
  // The innermost list that is open. While one is, its `next` holds the one around it: no stack is needed.
  let open = -1;
  let surplus = 0;
  let at = 0;
  while (at < length) {
    const code = text.charCodeAt(at);
    if (code <= SPACE) {
      at += 1;
      continue;
    }
    if (count + 2 > start.length) ({ start, end, next } = columns.grow());
    if (code === OPEN) {
      start[count] = at;
      next[count] = open;
      open = count;
      count += 1;
      at += 1;
    } else if (code === CLOSE) {
      at += 1;
      if (open >= 0) {
        const list = open;
        open = next[list]!;
        end[list] = ~at;
        next[list] = count;
      } else if (++surplus > 1) return faultAt("close", text, at - 1);
      if (text.charCodeAt(at) === UNOPENED && text.startsWith(UNOPENED_WORD, at)) {
        start[count] = at;
        next[count] = open;
        open = count;
        count += 1;
      }
    } else {
      let stop = at + 1;
      if (code === QUOTE) {
        stop = endOfString(text, stop);
        if (stop < 0) return faultAt("string", text, at);
      } else if (code === HASH && beginsLine(text, at)) {
        at = text.indexOf("\n", at);
        if (at < 0) break;
        continue;
      } else {
        while (stop < length) {
          const inner = text.charCodeAt(stop);
          if (inner <= SPACE || inner === OPEN || inner === CLOSE) break;
          stop += 1;
        }
      }
      start[count] = at;
      end[count] = stop;
      count += 1;
      next[count - 1] = count;
      at = stop;
    }
  }
  if (open >= 0) return faultAt("open", text, start[open]!);
  return { ok: true, tree: { text, count, start, end, next } };
}

const UNOPENED = UNOPENED_WORD.charCodeAt(0);

/** The place after the closing quote, or -1. */
function endOfString(text: string, from: number): number {
  for (let at = from; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) return at + 1;
    if (code === LINE_FEED) return -1;
    if (code === BACKSLASH) at += 1;
  }
  return -1;
}

function beginsLine(text: string, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && isBlank(text.charCodeAt(before))) before -= 1;
  return before < 0 || text.charCodeAt(before) === LINE_FEED;
}

const MESSAGES: Record<Fault["kind"], (line: number) => string> = {
  string: (line) => `the text that begins in line ${line} has no closing quote`,
  open: (line) => `the list that begins in line ${line} is not closed`,
  close: (line) => `there is more than one parenthesis too many, in line ${line}`,
};

function faultAt(kind: Fault["kind"], text: string, at: number): Reading {
  const line = lineAt(text, at);
  return { ok: false, fault: { kind, line, message: MESSAGES[kind](line) } };
}

/** Columns that become longer when asked. */
function createColumns(size: number) {
  let start = new Int32Array(size);
  let end = new Int32Array(size);
  let next = new Int32Array(size);
  return {
    start,
    end,
    next,
    grow() {
      start = longer(start);
      end = longer(end);
      next = longer(next);
      return { start, end, next };
    },
  };
}

function longer(column: Int32Array): Int32Array<ArrayBuffer> {
  const result = new Int32Array(column.length * 2);
  result.set(column);
  return result;
}
