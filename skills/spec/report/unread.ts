/** Lists the lines that no rule looked at, so that nobody takes their silence for an answer. */
import type { Analysis } from "../meaning/analyse.ts";
import type { SourceDocument, Statement } from "../reading/index.ts";
import { headingText } from "../reading/statement.ts";
import { placeAt } from "../reading/index.ts";
import type { Constraints } from "../schema.ts";
import { introduces, introductionsOf } from "./unmapped.ts";

type Quoted = Constraints["unmapped"][number];

/**
 * Statements under headings that set nothing, table rows that were taken for a list of pins, parts or revisions, and
 * what is no statement to the reader, such as code. Together with what is told elsewhere no line of a document is lost
 * but headings and what only draws a table. `told` are the analyses that another list quotes.
 */
export function unreadOf(
  document: SourceDocument,
  analyses: readonly Analysis[],
  told: ReadonlySet<Analysis>,
  quote: (statement: Statement) => Quoted,
): Quoted[] {
  const seen = new Set<number>();
  const see = (statement: Statement): void => linesOf(statement).forEach((line) => seen.add(line));
  const introduced = introductionsOf(analyses);
  const rest: Statement[] = [];
  for (const analysis of analyses) {
    const { statement } = analysis;
    if (told.has(analysis) || introduces(statement, introduced)) see(statement);
    else rest.push(statement);
  }
  const found: Quoted[] = [];
  for (const statement of rest) {
    if (linesOf(statement).every((line) => seen.has(line)) && !/\d/.test(statement.text)) continue;
    see(statement);
    found.push(quote(statement));
  }
  found.push(...otherLines(document, analyses, seen));
  return found.toSorted((a, b) => a.source.line - b.source.line);
}

function linesOf(statement: Statement): number[] {
  const { line } = placeAt(statement, 0);
  const through = Array.from(
    { length: Math.max(0, statement.endLine - line) },
    (_, at) => line + at,
  );
  return [...through, statement.endLine, ...statement.pieces.map((piece) => piece.line)];
}

/** Lines that belong to no statement. */
function otherLines(
  document: SourceDocument,
  analyses: readonly Analysis[],
  seen: ReadonlySet<number>,
): Quoted[] {
  const headings = new Set(
    analyses.flatMap(({ statement }) => [...statement.section, ...statement.parents]),
  );
  const lines = document.text.replace(/^\uFEFF/, "").split(/\r\n?|\n/);
  const found: Quoted[] = [];
  let section = "";
  lines.forEach((text, index) => {
    section = HEADING.exec(text.slice(0, 300))?.[1] ?? section;
    if (seen.has(index + 1) || !isText(text) || HEADING.test(text.slice(0, 300))) return;
    if (isTitle(lines, index) || headings.has(headingText(text.replace(TAGS, "")))) return;
    found.push({
      text: text
        .trim()
        .slice(0, 600)
        .replace(/^\|\s*|\s*\|$/g, ""),
      source: {
        file: document.path,
        line: index + 1,
        column: text.length - text.trimStart().length + 1,
        section,
      },
    });
  });
  return found;
}

const HEADING = /^#{1,6}\s+(.+?)\s*#*$/;
const TAGS = /<[^<>]*>|<!--|-->/g;

/** Not a rule, a fence of code, or a tag that draws a table. */
const isText = (text: string): boolean =>
  /[\p{L}\p{N}?]/u.test(text.slice(0, 2000).replace(TAGS, "")) && !/^\s*(?:```|~~~)/.test(text);

/** The words above an underline, and the header of a table; a bold line is a heading, too. */
function isTitle(lines: readonly string[], at: number): boolean {
  if (/^\s*\*\*[^*]+\*\*:?\s*$/.test(lines[at]!.slice(0, 300).replace(TAGS, ""))) return true;
  const [below, above] = [lines[at + 1] ?? "", lines[at - 1] ?? ""];
  // The line above a fence of code, or the last of a front matter, is no title.
  if (!isRule(below) || /^\s*```/.test(below) || at < endOfFrontMatter(lines)) return false;
  if (/^\s*[-*+]\s/.test(lines[at]!)) return false;
  // Each row of a grid has a rule below it; the header is the first, or the one above a double rule.
  if (!below.trimStart().startsWith("+")) return true;
  return below.includes("=") || (isRule(above) && (lines[at - 2] ?? "").trim() === "");
}

const isRule = (line: string): boolean =>
  /^\s*[-=~^"'`#*+:|.][-=~^"'`#*+:|.\s]*$/.test(line) && /[-=~^"'`#*+:.]{2}/.test(line);

const endOfFrontMatter = (lines: readonly string[]): number =>
  lines[0] === "---" ? lines.indexOf("---", 1) : 0;
