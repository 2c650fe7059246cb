/** Escapes text from documents for Markdown cells and for labels of Mermaid diagrams. */
import { markdownTable } from "markdown-table";

/** What a document says must not become a link, an image, HTML or a new column. */
export function escapeCell(text: string): string {
  return text
    .replaceAll(/[\r\n\t]+/g, " ")
    .replaceAll(/[\\`*_[\]<>|~#!]/g, (one) => `\\${one}`)
    .replaceAll("\\<", "&lt;")
    .replaceAll("\\>", "&gt;")
    .trim();
}

/** Between double quotes of a Mermaid node; its own entity codes begin with #. */
export function escapeLabel(text: string): string {
  return text
    .replaceAll(/[\r\n\t]+/g, " ")
    .replaceAll("#", "#35;")
    .replaceAll('"', "#quot;")
    .replaceAll(/[<>`|{}[\]()\\]/g, (one) => `#${one.codePointAt(0)};`)
    .trim();
}

/** A table whose cells are escaped; nothing for no rows. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return markdownTable(
    [[...head], ...rows.map((row) => row.map((cell) => escapeCell(cell) || "–"))],
    {
      alignDelimiters: false,
    },
  );
}
