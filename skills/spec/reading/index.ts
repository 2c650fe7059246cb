/** Turns a document into statements: what each says, and on which line. */
import { readMarkdown } from "./markdown.ts";
import { readPlain } from "./plain.ts";
import type { SourceDocument, Statement } from "./statement.ts";

export { placeAt } from "./statement.ts";
export type { RowFacts, SourceDocument, Statement } from "./statement.ts";

/** From here on a Markdown file is read line by line: the full parser needs seconds for a megabyte. */
const MARKDOWN_LIMIT = 400_000;

/** Reads Markdown by its ending (`.md`, `.markdown`), everything else as plain or reStructured text. */
export function readDocument(document: SourceDocument): Statement[] {
  const text = document.text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n");
  const markdown = /\.(?:md|markdown|mdx)$/i.test(document.path) && text.length <= MARKDOWN_LIMIT;
  return markdown ? readMarkdown(text) : readPlain(text);
}
