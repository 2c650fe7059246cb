/** reStructuredText directives: which hold requirements, which hold something else, and list tables. */
import { append, newDraft } from "./statement.ts";
import type { Cell } from "./table.ts";

export interface Directive {
  readonly name: string;
  /** Words behind the `::`. */
  readonly argument: string;
  /** The line after the directive with its options; its content, if any, starts here. */
  readonly next: number;
}

const DIRECTIVE = /^(\s*)\.\.\s+([\w-]+(?::[\w-]+)?)::\s*(.*)$/;
const OPTION = /^\s+:[\w -]+:/;

/** Directives whose indented content is no text of the document. */
const OPAQUE =
  /^(?:image|figure|raw|code|code-block|sourcecode|math|toctree|contents|include|literalinclude|graphviz|uml|mermaid|plantuml|glossary|only|meta|highlight|bibliography|index|tabularcolumns|rubric|sectnum|replace|default-role|role|unicode|date)$/;

/** The directive that starts at a line; comments and targets read as a directive without a name. */
export function directiveAt(lines: readonly string[], at: number): Directive | null {
  const line = lines[at]!;
  if (!/^\s*\.\.(?:\s|$)/.test(line)) return null;
  const found = DIRECTIVE.exec(line);
  let next = at + 1;
  while (next < lines.length && OPTION.test(lines[next]!)) next++;
  if (!found) return { name: "", argument: "", next: endOfBlock(lines, at) };
  const [, , name, argument] = found as unknown as [string, string, string, string];
  if (OPAQUE.test(name)) return { name: "", argument: "", next: endOfBlock(lines, at) };
  return { name, argument: argument.trim(), next };
}

/** The first line after the block that is indented below a line. */
export function endOfBlock(lines: readonly string[], at: number): number {
  const indent = indentOf(lines[at]!);
  let end = at + 1;
  while (end < lines.length && (lines[end]!.trim() === "" || indentOf(lines[end]!) > indent)) end++;
  return end;
}

/** Rows of a `list-table`: `* -` opens a row, `-` a cell. */
export function listTableRows(lines: readonly string[], from: number, end: number): Cell[][] {
  const rows: Cell[][] = [];
  for (let at = from; at < end; at++) {
    const found = /^(\s*)(\*\s+)?-(\s+|$)(.*)$/.exec(lines[at]!);
    if (found) {
      const words = found[4]!;
      const column = lines[at]!.length - words.length + 1;
      const draft = newDraft();
      append(draft, words.trim(), at + 1, column);
      const cell: Cell = { text: words.trim(), draft, line: at + 1 };
      if (found[2] !== undefined) rows.push([cell]);
      else rows.at(-1)?.push(cell);
    } else if (lines[at]!.trim() !== "") {
      const row = rows.at(-1);
      const last = row?.at(-1);
      if (!row || !last) continue;
      const words = lines[at]!.trim();
      append(last.draft, " ", at + 1, 1);
      append(last.draft, words, at + 1, indentOf(lines[at]!) + 1);
      row[row.length - 1] = { ...last, text: last.draft.text };
    }
  }
  return rows;
}

const indentOf = (line: string): number => line.length - line.trimStart().length;
