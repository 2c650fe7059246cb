/** Reads plain text and reStructuredText line by line: underlined headings, lists by indentation, grid and pipe tables. */
import { csvTableRows } from "./csv-table.ts";
import type { Directive } from "./directives.ts";
import { directiveAt, endOfBlock, listTableRows } from "./directives.ts";
import { gridRows, simpleRows } from "./grid-table.ts";
import { pipeRows, startsPipeTable } from "./pipe-table.ts";
import { splitSentences } from "./sentences.ts";
import type { Statement } from "./statement.ts";
import { append, headingText, newDraft, toStatement } from "./statement.ts";
import type { Cell } from "./table.ts";
import { tableStatements } from "./table.ts";

interface Open {
  readonly indent: number;
  /** What children of this item are told they belong to. */
  readonly name: string;
}

interface Reader {
  readonly lines: readonly string[];
  readonly out: Statement[];
  /** Heading texts by level. */
  headings: string[];
  /** Of the headings; null when they have changed. */
  section: readonly string[] | null;
  /** Underline characters in order of first use: that order is the level in reStructuredText. */
  readonly styles: string[];
  stack: Open[];
}

/** Deeper nesting says nothing more about an item. */
const MOST_PARENTS = 6;
const UNDERLINE = /^([=\-~^"'#*+`:._])\1{2,}\s*$/;
const BULLET =
  /^(\s*)(?:[-*+•‣◦–]|\(?\d{1,2}[.)]|\d{1,2}(?:\.\d{1,2}){1,3}\.?(?=\s+(?!Volts?\b|Amps?\b|Hz\b|(?:V|A|W|C|F|K|N|J|G|T|[KMGT]B|V?DC|V?AC|VA|RMS|PSI|RPM|AWG|DPI|PPI|FPS|USD|EUR|GBP|MP)\b)[A-Z])|\(?[a-z][.)])\s+(?=\S)/;
const GRID = /^\s*\+(?:[-=]+\+)+\s*$/;
const SIMPLE = /^\s*={2,}(?:\s+={2,})+\s*$/;
const PIPE = /^\s*\|.*\|\s*$/;
const HASH = /^(#{1,6})\s+(\S.*)$/;
const NUMBERED = /^\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+[A-Z][^.:<>=]{2,60}$/;

/** "4. SUPPLY": a heading, whatever stands below it. */
const CAPITALS = /^\s*\d{1,2}(?:\.\d{1,2}){0,3}\.?\s+[A-Z][A-Z &/-]{3,60}$/;

export function readPlain(text: string): Statement[] {
  const reader: Reader = {
    lines: text.split("\n"),
    out: [],
    headings: [],
    section: null,
    styles: [],
    stack: [],
  };
  let at = 0;
  while (at < reader.lines.length) at = readAt(reader, at);
  return reader.out;
}

/** Reads what starts at a line and returns the line after it. */
function readAt(reader: Reader, at: number): number {
  const line = reader.lines[at]!;
  const next = reader.lines[at + 1] ?? "";
  if (line.trim() === "") return at + 1;
  if (GRID.test(line)) return readGrid(reader, at);
  if (SIMPLE.test(line)) return readSimple(reader, at);
  if (startsPipeTable(line, next)) return readPipes(reader, at);
  const hash = HASH.exec(line);
  if (hash) return setHeading(reader, hash[1]!.length, hash[2]!, at + 1);
  if (UNDERLINE.test(line)) {
    const closed = UNDERLINE.test(reader.lines[at + 2] ?? "");
    if (closed && next.trim() !== "")
      return setHeading(reader, level(reader, `^${line[0]}`), next, at + 3);
    return at + 1;
  }
  const under = UNDERLINE.exec(next);
  if (under && !BULLET.test(line) && next.trim().length >= Math.min(3, line.trim().length)) {
    return setHeading(reader, level(reader, under[1]!), line, at + 2);
  }
  const directive = directiveAt(reader.lines, at);
  if (directive) return readDirective(reader, at, directive);
  const before = reader.lines[at - 1] ?? "";
  const opens = next.trim() === "" || BULLET.test(next) || CAPITALS.test(line);
  if (before.trim() === "" && opens && isTitle(line)) {
    // Numbered headings nest by their number, below a title in capitals.
    const numbers = /^\s*(\d+(?:\.\d+)*)/.exec(line)?.[1]?.split(".").length ?? 0;
    return setHeading(reader, 4 + numbers, line, at + 1);
  }
  return readBlock(reader, at);
}

const isTitle = (line: string): boolean =>
  NUMBERED.test(line.trim()) ||
  (/^[A-Z][A-Z0-9 &/()-]{3,60}$/.test(line.trim()) && !/\d{2}/.test(line));

function level(reader: Reader, style: string): number {
  const known = reader.styles.indexOf(style);
  if (known >= 0) return known + 1;
  return reader.styles.push(style);
}

function setHeading(reader: Reader, depth: number, text: string, next: number): number {
  reader.headings = reader.headings.slice(0, depth - 1);
  while (reader.headings.length < depth - 1) reader.headings.push("");
  reader.headings.push(headingText(text));
  reader.section = null;
  reader.stack = [];
  return next;
}

/** An item or a paragraph with its wrapped lines. */
function readBlock(reader: Reader, at: number): number {
  const first = reader.lines[at]!;
  const bullet = BULLET.exec(first);
  const indent = bullet ? bullet[1]!.length : first.length - first.trimStart().length;
  const draft = newDraft();
  let line = at;
  for (; line < reader.lines.length; line++) {
    const raw = reader.lines[line]!;
    if (
      line > at &&
      (raw.trim() === "" ||
        BULLET.test(raw) ||
        GRID.test(raw) ||
        PIPE.test(raw) ||
        startsPipeTable(raw, reader.lines[line + 1] ?? "") ||
        UNDERLINE.test(raw) ||
        HASH.test(raw))
    )
      break;
    if (line > at && UNDERLINE.test(reader.lines[line + 1] ?? "") && !bullet) break;
    const skip = line === at && bullet ? bullet[0].length : raw.length - raw.trimStart().length;
    if (line > at) append(draft, " ", line, 1);
    append(draft, stripMarks(raw.slice(skip)), line + 1, skip + 1);
  }
  reader.stack = reader.stack.filter((open) =>
    bullet ? open.indent < indent : open.indent >= 0 && open.indent < indent,
  );
  const around = {
    section: sectionOf(reader),
    parents: reader.stack.slice(-MOST_PARENTS).map((open) => open.name),
    form: bullet ? ("item" as const) : ("sentence" as const),
  };
  let name: string | null = null;
  for (const part of splitSentences(draft)) {
    const statement = toStatement(part, around);
    if (!statement) continue;
    reader.out.push(statement);
    name ??= statement.label ?? statement.text.replace(/\s*:+$/, "");
  }
  // A short line before a list introduces it, as an item introduces the items below it.
  const introduces = bullet !== null || draft.text.trim().endsWith(":") || draft.text.length <= 60;
  if (name !== null && introduces) reader.stack.push({ indent: bullet ? indent : -1, name });
  return line;
}

/** Emphasis marks of Markdown and reStructuredText, blanked so that columns stay true. */
const stripMarks = (words: string): string =>
  words.replace(/\*\*|__|``|`/g, (marks) => " ".repeat(marks.length)).trimEnd();

function readGrid(reader: Reader, at: number): number {
  let end = at;
  while (end < reader.lines.length && /^\s*[+|]/.test(reader.lines[end]!)) end++;
  pushTable(reader, gridRows(reader.lines.slice(at, end), at + 1));
  return end;
}

/** A to-do is an open question; a list table is a table; other content is read as text. */
function readDirective(reader: Reader, at: number, directive: Directive): number {
  const { name, argument, next } = directive;
  if (name === "csv-table") {
    const end = endOfBlock(reader.lines, at);
    pushTable(reader, csvTableRows(reader.lines, at + 1, end));
    return end;
  }
  if (name === "list-table") {
    const end = endOfBlock(reader.lines, at);
    pushTable(reader, listTableRows(reader.lines, next, end));
    return end;
  }
  const lead = name === "todo" ? "TODO: " : EXPLAINS.test(name) ? "Note: " : "";
  const words = `${lead}${argument}`;
  if (/\s/.test(words)) {
    const draft = newDraft();
    append(draft, words, at + 1, reader.lines[at]!.length - argument.length + 1);
    const statement = toStatement(draft, {
      section: sectionOf(reader),
      parents: [],
      form: "sentence",
    });
    if (statement) reader.out.push(statement);
  }
  return next;
}

/** What these say explains, unless it binds. */
const EXPLAINS = /^(?:note|hint|tip|seealso)$/;

/** One array for all that stands under a heading. */
function sectionOf(reader: Reader): readonly string[] {
  reader.section ??= reader.headings.filter((h) => h !== "");
  return reader.section;
}

/** A simple table is ruled above its header, below it, and at its end. */
function readSimple(reader: Reader, at: number): number {
  let end = at + 1;
  for (let rules = 1; end < reader.lines.length && rules < 3; end++) {
    if (SIMPLE.test(reader.lines[end]!)) rules++;
    else if (
      reader.lines[end]!.trim() === "" &&
      rules === 2 &&
      !SIMPLE.test(reader.lines[end + 1] ?? "")
    )
      break;
  }
  pushTable(reader, simpleRows(reader.lines.slice(at, end), at + 1));
  return end;
}

function readPipes(reader: Reader, at: number): number {
  const { rows, end } = pipeRows(reader.lines, at);
  pushTable(reader, rows);
  return end;
}

function pushTable(reader: Reader, rows: readonly (readonly Cell[])[]): void {
  const section = sectionOf(reader);
  // Not spread: a table may have more rows than a call has room for arguments.
  for (const statement of tableStatements(rows, { section, parents: [] })) {
    reader.out.push(statement);
  }
}
