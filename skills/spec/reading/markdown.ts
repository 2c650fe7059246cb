/** Reads Markdown (CommonMark with GFM tables) into statements with true lines and columns. */
import type {
  Blockquote,
  List,
  ListItem,
  Paragraph,
  PhrasingContent,
  RootContent,
  Table,
} from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import { htmlRows } from "./html-table.ts";
import { splitSentences } from "./sentences.ts";
import type { Draft, Statement } from "./statement.ts";
import { append, headingText, newDraft, toStatement } from "./statement.ts";
import type { Cell } from "./table.ts";
import { tableStatements } from "./table.ts";

interface Walk {
  readonly out: Statement[];
  /** Headings by level, index 0 for level 1; level 7 is a bold line that stands for a heading. */
  readonly headings: (string | undefined)[];
  /** Of the headings; null when they have changed. */
  section: readonly string[] | null;
}

/** Statements of a Markdown text with LF line ends, in document order. */
export function readMarkdown(text: string): Statement[] {
  const body = withoutFrontMatter(text);
  const tree = fromMarkdown(joinedTables(body), {
    extensions: [gfm()],
    mdastExtensions: [gfmFromMarkdown()],
  });
  const walk: Walk = { out: [], headings: [], section: null };
  readBlocks(tree.children, walk, []);
  return walk.out;
}

/** A blank line ends an HTML block in Markdown; inside a table it is filled, so that the table stays whole. */
const joinedTables = (text: string): string =>
  text.includes("<table")
    ? text.replace(/^<table\b[\s\S]*?<\/table>/gim, (table) =>
        table.replace(/^[ \t]*$/gm, (blank) => (blank === "" ? "<!-- -->" : blank + "<!-- -->")),
      )
    : text;

function readBlocks(blocks: readonly RootContent[], walk: Walk, parents: readonly string[]): void {
  let lead: string | null = null;
  for (const block of blocks) {
    const ledBy = lead;
    lead = null;
    if (block.type === "heading") setHeading(walk, block.depth, headingText(plain(block.children)));
    else if (block.type === "paragraph") lead = readParagraph(block, walk, parents);
    else if (block.type === "list") readList(block, walk, ledBy ? [...parents, ledBy] : parents);
    else if (block.type === "table") readTable(block, walk, parents);
    else if (block.type === "html") {
      const rows = htmlRows(block.value, block.position?.start.line ?? 1);
      walk.out.push(...tableStatements(rows, { section: sectionOf(walk), parents }));
    } else if (block.type === "blockquote") readQuote(block, walk, parents);
  }
}

/** "- >4 ADCs" is a quotation to Markdown and a limit to its author. */
function readQuote(quote: Blockquote, walk: Walk, parents: readonly string[]): void {
  const first = quote.children[0];
  const words = first?.type === "paragraph" ? first.children[0] : undefined;
  const glued =
    words?.type === "text" &&
    words.position?.start.column === (quote.position?.start.column ?? 0) + 1;
  if (glued && /^[=\d.$£€±~]/.test(words.value)) {
    words.value = `>${words.value}`;
    words.position!.start.column--;
  }
  readBlocks(quote.children, walk, parents);
}

function setHeading(walk: Walk, depth: number, text: string): void {
  walk.headings.length = depth - 1;
  walk.headings[depth - 1] = text;
  walk.section = null;
}

/** One array for all that stands under a heading. */
function sectionOf(walk: Walk): readonly string[] {
  walk.section ??= walk.headings.filter((h) => h !== undefined);
  return walk.section;
}

/** Returns the paragraph's words when it introduces the list after it ("The ports are:"). */
function readParagraph(node: Paragraph, walk: Walk, parents: readonly string[]): string | null {
  const draft = toDraft(node.children);
  const bold = draft.strongEnd > 0 && draft.text.slice(draft.strongEnd).trim().length <= 1;
  if (bold && parents.length === 0 && !draft.text.includes("?")) {
    setHeading(walk, 7, headingText(draft.text));
    return null;
  }
  const around = { section: sectionOf(walk), parents, form: "sentence" as const };
  for (const part of splitSentences(draft)) {
    const statement = toStatement(part, around);
    if (statement) walk.out.push(statement);
  }
  const words = draft.text.trim();
  const introduces = words.endsWith(":") || (words.length <= 60 && !/[.!?]$/.test(words));
  return introduces ? words.replace(/:$/, "") : null;
}

function readList(list: List, walk: Walk, parents: readonly string[]): void {
  for (const item of list.children) readItem(item, walk, parents);
}

function readItem(item: ListItem, walk: Walk, parents: readonly string[]): void {
  const [first, ...rest] = item.children;
  if (first?.type !== "paragraph") return readBlocks(item.children, walk, parents);
  const draft = toDraft(first.children);
  const around = { section: sectionOf(walk), parents, form: "item" as const };
  let own: string | null = null;
  for (const part of splitSentences(draft)) {
    const statement = toStatement(part, around);
    if (!statement) continue;
    walk.out.push(statement);
    own ??= statement.label ?? statement.text.replace(/\s*[:：]$/, "");
  }
  readBlocks(rest, walk, own === null ? parents : [...parents, own]);
}

function readTable(table: Table, walk: Walk, parents: readonly string[]): void {
  const rows = table.children.map((row) =>
    row.children.map((cell): Cell => {
      const draft = toDraft(cell.children);
      const line = cell.position?.start.line ?? row.position?.start.line ?? 1;
      return { text: draft.text.trim(), draft, line };
    }),
  );
  walk.out.push(...tableStatements(rows, { section: sectionOf(walk), parents }));
}

// ---- inline text ------------------------------------------------------------

function toDraft(nodes: readonly PhrasingContent[]): Draft {
  const draft = newDraft();
  let before = "";
  for (const node of nodes) {
    const opens = draft.text.trim() === "" || /^`[^`]*`:?\s*$/.test(before);
    addInline(draft, node);
    if (node.type === "strong" && opens) draft.strongEnd = draft.text.length;
    before = draft.text;
  }
  return draft;
}

function addInline(draft: Draft, node: PhrasingContent): void {
  const start = node.position?.start;
  if (node.type === "text" || node.type === "inlineCode") {
    const mark = node.type === "inlineCode" ? 1 : 0;
    addLines(draft, node.value, start?.line ?? 1, (start?.column ?? 1) + mark);
  } else if (node.type === "break") {
    append(draft, "\n", start?.line ?? 1, start?.column ?? 1);
  } else if (node.type === "html") {
    // `<br>` ends a line of thought; other tags are decoration.
    if (/^<br\b/i.test(node.value)) append(draft, "\n", start?.line ?? 1, start?.column ?? 1);
  } else if ("children" in node) {
    for (const child of node.children) addInline(draft, child);
  }
}

function addLines(draft: Draft, value: string, line: number, column: number): void {
  value.split("\n").forEach((words, index) => {
    const indent = index === 0 ? 0 : words.length - words.trimStart().length;
    if (index > 0) append(draft, " ", line + index - 1, 1);
    append(draft, words.slice(indent), line + index, index === 0 ? column : 1 + indent);
  });
}

const plain = (nodes: readonly PhrasingContent[]): string => toDraft(nodes).text;

/** A YAML front matter is not Markdown; blank lines in its place keep the line numbers true. */
function withoutFrontMatter(text: string): string {
  if (!text.startsWith("---\n")) return text;
  const end = text.indexOf("\n---\n", 3);
  if (end < 0) return text;
  return text.slice(0, end + 5).replace(/[^\n]/g, "") + text.slice(end + 5);
}
