/** Turns a document into statements: what each says, and on which line. */
import { readMarkdown } from "./markdown.ts";
import { readPlain } from "./plain.ts";
import type { SourceDocument, Statement } from "./statement.ts";

export { placeAt } from "./statement.ts";
export type { RowFacts, SourceDocument, Statement } from "./statement.ts";

/** Reads Markdown by its ending (`.md`, `.markdown`), everything else as plain or reStructured text. */
export function readDocument(document: SourceDocument): Statement[] {
  const text = document.text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const markdown = /\.(?:md|markdown|mdx)$/i.test(document.path) && isReadable(text);
  return markdown ? readMarkdown(text) : readPlain(text);
}

/**
 * The full Markdown parser needs time and memory that grow with the square of some inputs; what no
 * person writes is read line by line instead.
 */
function isReadable(text: string): boolean {
  if (text.length > MOST_CHARACTERS || TOO_DEEP.test(text)) return false;
  let prose = 0;
  for (const line of text.split("\n")) {
    prose = line.trim() === "" || MARKED.test(line) ? 0 : prose + 1;
    if (line.length > MOST_IN_LINE || prose > MOST_PROSE_LINES) return false;
  }
  return true;
}

const MOST_CHARACTERS = 200_000;
const MOST_IN_LINE = 20_000;
const MOST_PROSE_LINES = 600;
const TOO_DEEP = /^(?:[ \t>*+-]|\d{1,9}[.)]){100}/m;
const MARKED = /^\s*(?:[-*+|>#]|\d+[.)])/;
