/** Finds where parentheses or quotes of a KiCad file do not match, in one pass over its bytes and without a tree. */
import { BACKSLASH, CLOSE, HASH, LINE_FEED, OPEN, QUOTE, SPACE, isBlank } from "./characters.ts";
import { countLines } from "./lines.ts";

/**
 * KiCad 9 itself writes `(curved_edges no)filter_ratio 0.9)` for every teardrop without curved edges, and reads it.
 * Without this such a board would end at its first pad.
 */
export const UNOPENED_WORD = "filter_ratio";
const UNOPENED = Buffer.from(UNOPENED_WORD);

export interface Imbalance {
  /**
   * `string`: a quote without its end on the same line, which KiCad wants there. `open`: the text ends inside a list.
   * `close`: more than one closing parenthesis too many. `trailing`: text after the list that is the whole file; KiCad
   * does not read it, and does not say so.
   */
  readonly kind: "string" | "open" | "close" | "trailing";
  /** From 1; of `open`, where the innermost list begins that is not closed. */
  readonly line: number;
}

/**
 * The first place that does not match, or null. A single `)` too many at the end is borne, as KiCad does: there are
 * such files.
 */
export function findImbalance(bytes: Uint8Array): Imbalance | null {
  const length = bytes.length;
  let depth = 0;
  let seenRoot = false;
  let surplus = 0;
  let stringEnd = -2;
  for (let at = 0; at < length; at += 1) {
    const byte = bytes[at]!;
    // Most bytes are letters, digits and blanks: two comparisons let them pass.
    if (byte <= SPACE || (byte > CLOSE && depth > 0)) continue;
    if (byte === OPEN) {
      if (depth === 0 && seenRoot) return trailing(bytes, at);
      seenRoot = true;
      depth += 1;
    } else if (byte === CLOSE) {
      if (depth > 0) depth -= 1;
      else if (++surplus > 1) return { kind: "close", line: countLines(bytes, at) };
      if (bytes[at + 1] === UNOPENED[0] && isUnopened(bytes, at + 1)) depth += 1;
    } else if (byte === QUOTE && (stringEnd === at - 1 || beginsWord(bytes, at))) {
      if (depth === 0 && seenRoot) return trailing(bytes, at);
      stringEnd = endOfString(bytes, at);
      if (stringEnd < 0) return { kind: "string", line: countLines(bytes, at) };
      at = stringEnd;
    } else if (byte === HASH && beginsLine(bytes, at)) {
      const end = bytes.indexOf(LINE_FEED, at);
      if (end < 0) break;
      at = end;
    } else if (depth === 0 && seenRoot) {
      return trailing(bytes, at);
    }
  }
  return depth === 0 ? null : { kind: "open", line: countLines(bytes, lastOpen(bytes)) };
}

const trailing = (bytes: Uint8Array, at: number): Imbalance => ({
  kind: "trailing",
  line: countLines(bytes, at),
});

/** Whether a list begins here whose parenthesis KiCad has left out. */
function isUnopened(bytes: Uint8Array, at: number): boolean {
  return UNOPENED.every((byte, n) => bytes[at + n] === byte);
}

/** Where the string that begins at `at` ends, or -1. */
function endOfString(bytes: Uint8Array, at: number): number {
  for (let next = at + 1; next < bytes.length; next += 1) {
    const byte = bytes[next];
    if (byte === QUOTE) return next;
    if (byte === LINE_FEED) return -1;
    if (byte === BACKSLASH) next += 1;
  }
  return -1;
}

/** In the middle of a word a quote is a letter like others. */
function beginsWord(bytes: Uint8Array, at: number): boolean {
  const before = at === 0 ? SPACE : bytes[at - 1]!;
  return before <= SPACE || before === OPEN || before === CLOSE;
}

function beginsLine(bytes: Uint8Array, at: number): boolean {
  let before = at - 1;
  while (before >= 0 && isBlank(bytes[before]!)) before -= 1;
  return before < 0 || bytes[before] === LINE_FEED;
}

/** Only asked when the text ends too early, so that the usual case keeps no stack. */
function lastOpen(bytes: Uint8Array): number {
  const open: number[] = [];
  let stringEnd = -2;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at]!;
    if (byte === OPEN) open.push(at);
    else if (byte === CLOSE) {
      open.pop();
      if (isUnopened(bytes, at + 1)) open.push(at + 1);
    } else if (byte === QUOTE && (stringEnd === at - 1 || beginsWord(bytes, at))) {
      stringEnd = endOfString(bytes, at);
      at = stringEnd;
    } else if (byte === HASH && beginsLine(bytes, at)) {
      const end = bytes.indexOf(LINE_FEED, at);
      if (end < 0) break;
      at = end;
    }
  }
  return open.at(-1) ?? 0;
}
