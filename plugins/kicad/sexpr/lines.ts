/** Lines of a text by place: asked only for what is reported, so that reading does not count them. */
import { LINE_FEED } from "./characters.ts";

/** The line, from 1, of the byte at `at`. */
export function countLines(bytes: Uint8Array, at: number): number {
  let line = 1;
  for (let next = bytes.indexOf(LINE_FEED); next >= 0 && next < at; line += 1) {
    next = bytes.indexOf(LINE_FEED, next + 1);
  }
  return line;
}

/** The line, from 1, of the character at `at`. */
export function lineAt(text: string, at: number): number {
  let line = 1;
  for (let next = text.indexOf("\n"); next >= 0 && next < at; line += 1) {
    next = text.indexOf("\n", next + 1);
  }
  return line;
}
