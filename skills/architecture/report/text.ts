/** Escapes text from documents for Markdown cells and for labels of Mermaid diagrams. */
import { table as reportTable, words } from "metaforge/report";

/** What a document says must not become a link, an image, HTML or a new column. */
export const escapeCell = (text: string): string => words(text, LONGEST);

/** Characters of a cell; a reason with all its demands stays whole. */
const LONGEST = 2000;

/** Between double quotes of a Mermaid node; its own entity codes begin with #. */
export function escapeLabel(text: string): string {
  return text
    .replaceAll(/[\r\n\t]+/g, " ")
    .replaceAll("#", "#35;")
    .replaceAll('"', "#quot;")
    .replaceAll(/[<>`|{}[\]()\\]/g, (one) => `#${one.codePointAt(0)};`)
    .trim();
}

/** A table whose cells are escaped. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map((one) => ({ markdown: escapeCell(one) || "–" })));
  return reportTable(head, cells, { isPadded: false });
}
