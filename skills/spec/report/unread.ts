/** Lists the lines with numbers that no rule looked at, so that nobody takes their silence for an answer. */
import type { Analysis } from "../meaning/analyse.ts";
import { senseOf } from "../meaning/sections.ts";
import type { SourceDocument, Statement } from "../reading/index.ts";
import { placeAt } from "../reading/index.ts";
import type { Constraints } from "../schema.ts";

type Quoted = Constraints["unmapped"][number];

const SKIPPED: ReadonlySet<string> = new Set(["background", "design", "schedule", "risk", "test"]);

/** Statements and other lines under headings that set nothing, and table rows that were taken for a list of pins, parts or revisions. */
export function unreadOf(
  document: SourceDocument,
  analyses: readonly Analysis[],
  quote: (statement: Statement) => Quoted,
): Quoted[] {
  const seen = new Set<number>();
  const found: Quoted[] = [];
  for (const { statement, sense, constraints, open } of analyses) {
    for (const { line } of statement.pieces) seen.add(line);
    for (let line = placeAt(statement, 0).line; line <= statement.endLine; line++) seen.add(line);
    const skipped = SKIPPED.has(sense.kind) && constraints.length === 0 && !open;
    if (skipped && /\d/.test(statement.text)) found.push(quote(statement));
  }
  const lines = document.text.replace(/^\uFEFF/, "").split(/\r\n?|\n/);
  let section = "";
  lines.forEach((text, index) => {
    section = /^#{1,6}\s+(.+?)\s*#*$/.exec(text.slice(0, 300))?.[1] ?? section;
    // The row above a rule of dashes is the header.
    const header = isRule(lines[index + 1] ?? "");
    if (seen.has(index + 1) || header || !/\d/.test(text) || text.startsWith("#")) return;
    if (!/^\s*\|/.test(text) && !SKIPPED.has(senseOf(["", section]).kind)) return;
    const column = text.length - text.trimStart().length + 1;
    found.push({
      text: text
        .trim()
        .slice(0, 600)
        .replace(/^\|\s*|\s*\|$/g, ""),
      source: { file: document.path, line: index + 1, column, section },
    });
  });
  return found.toSorted((a, b) => a.source.line - b.source.line);
}

const isRule = (line: string): boolean => line.includes("-") && /^[\s:|-]+$/.test(line);
