/** Tables in Markdown whose cells may hold anything. */
import { markdownTable } from "markdown-table";
import { cell } from "./words.ts";

/** What is markup already, in place of text that must not become any. */
export interface Markdown {
  readonly markdown: string;
}

export type Align = "l" | "r" | "c";

export interface TableOptions {
  /** Of the columns, from the first; "r" for numbers. */
  readonly align?: readonly Align[];
  /** False: columns are not padded to their longest cell, so that long sentences can be read as text. */
  readonly isPadded?: boolean;
}

/** @example table(["Part", "Verdict"], [["R1 | R2", { markdown: "**fail**" }]]) */
export const table = (
  head: readonly string[],
  rows: readonly (readonly (string | Markdown)[])[],
  { align = [], isPadded = true }: TableOptions = {},
): string =>
  markdownTable(
    [head, ...rows].map((row) => row.map(written)),
    {
      align: [...align],
      alignDelimiters: isPadded,
    },
  );

/** A table whose cells are Markdown already. `right`: columns of numbers, from 0. */
export const tableOfMarkdown = (
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string =>
  table(
    head,
    rows.map((row) => row.map((markdown) => ({ markdown }))),
    { align: head.map((_, column) => (right.includes(column) ? "r" : "l")) },
  );

const written = (one: string | Markdown): string =>
  typeof one === "string" ? cell(one) : one.markdown;
