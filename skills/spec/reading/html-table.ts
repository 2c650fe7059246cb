/** Reads the rows of an HTML table, as Markdown documents hold them, with the line of every cell. */
import { append, newDraft } from "./statement.ts";
import type { Cell } from "./table.ts";

const ROW = /<tr\b[^>]{0,200}>([\s\S]*?)(?=<\/tr>|<tr\b|<\/table>|$)/gi;
const CELL = /<t[hd]\b[^>]{0,200}>([\s\S]*?)(?=<\/t[hd]>|<t[hd]\b|<\/tr>|$)/gi;
const ENTITY: Readonly<Record<string, string>> = {
  lt: "<",
  gt: ">",
  amp: "&",
  nbsp: " ",
  plusmn: "±",
  deg: "°",
  micro: "\u00b5",
  times: "×",
  le: "≤",
  ge: "≥",
  minus: "-",
  ohm: "Ω",
  quot: '"',
};

/** `html` starts on line `firstLine` of its file. Empty when it holds no table. */
export function htmlRows(html: string, firstLine: number): Cell[][] {
  if (!/<table\b/i.test(html)) return [];
  const lineAt = lineCounter(html, firstLine);
  return [...html.matchAll(ROW)]
    .map((row) => {
      const from = row.index + row[0].length - row[1]!.length;
      return [...row[1]!.matchAll(CELL)].map((cell): Cell => {
        const inner = cell[1]!;
        const at = from + cell.index + cell[0].length - inner.length;
        const text = plainText(inner);
        const place = lineAt(at + (inner.length - inner.trimStart().length));
        const draft = newDraft();
        append(draft, text, place.line, place.column);
        return { text, draft, line: place.line };
      });
    })
    .filter((cells) => cells.length > 0);
}

const plainText = (html: string): string =>
  html
    .replace(/<[^<>]{0,400}>/g, " ")
    .replace(/&#(\d{1,6});/g, (_, code: string) =>
      String.fromCodePoint(Math.min(Number(code), 0x10ffff)),
    )
    .replace(/&(\w{1,8});/g, (whole, name: string) => ENTITY[name] ?? whole)
    .replace(/\s+/g, " ")
    .trim();

/** Places by offset, for offsets that only grow. */
function lineCounter(
  text: string,
  firstLine: number,
): (offset: number) => { line: number; column: number } {
  let at = 0;
  let line = firstLine;
  let start = 0;
  return (offset) => {
    for (; at < offset; at++) {
      if (text[at] === "\n") {
        line++;
        start = at + 1;
      }
    }
    return { line, column: offset - start + 1 };
  };
}
