/** How wide text is on a terminal, and how to cut, fill and fold it: wide letters and combining marks counted right. */
import truncatedWidth from "fast-string-truncated-width";

/** Columns; the text is one line and safe already. */
export const widthOf = (text: string): number =>
  truncatedWidth(text, { limit: Number.POSITIVE_INFINITY }, { tabWidth: 1 }).width;

/** At most so many columns; an ellipsis says that something is missing. */
export function cut(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text;
  return `${fitting(text, Math.max(0, columns - 1))}…`;
}

export const fill = (text: string, columns: number): string =>
  text + " ".repeat(Math.max(0, columns - widthOf(text)));

/** Pieces of at most so many columns; at least one. */
export function fold(text: string, columns: number): string[] {
  const pieces: string[] = [];
  let rest = text;
  for (;;) {
    const piece = fitting(rest, columns);
    // The rest fits, or not even one letter of it does: better too wide than for ever.
    if (piece.length === rest.length || piece === "") break;
    pieces.push(piece);
    rest = rest.slice(piece.length);
  }
  return [...pieces, rest];
}

/** What stays together: a word, or a command between backticks that somebody may copy. */
const WORDS = /( *)((?:`[^`\n]*`|[^ \n])+)/g;

/** Lines of at most so many columns, broken between words; all but the first of a paragraph begin with `hang`. */
export function wrap(text: string, columns: number, hang: string): string[] {
  if (columns === Number.POSITIVE_INFINITY) return text.split("\n");
  return text.split("\n").flatMap((paragraph) => {
    const lines: string[] = [];
    let line = "";
    for (const [, gap = "", word = ""] of paragraph.matchAll(WORDS)) {
      if (line.trim() === "" || widthOf(line + gap + word) <= columns) line += gap + word;
      else {
        lines.push(line);
        line = hang + word;
      }
    }
    return [...lines, line];
  });
}

/** Tabs as the spaces that a terminal would show for them at this place. */
export function withoutTabs(text: string, size = 8): string {
  let column = 0;
  return text
    .split("\t")
    .map((part, n, all) => {
      if (n === all.length - 1) return part;
      column += widthOf(part);
      const spaces = size - (column % size);
      column += spaces;
      return part + " ".repeat(spaces);
    })
    .join("");
}

const GRAPHEMES = new Intl.Segmenter();

/** The beginning that fits: whole letters with their marks. The library's own cut is a column off beside wide ones. */
function fitting(text: string, columns: number): string {
  // oxlint-disable-next-line no-control-regex -- ASCII, of which each is a column wide
  if (/^[\u0000-\u007f]*$/.test(text.slice(0, columns + 1))) return text.slice(0, columns);
  // In a window, because looking at letters one by one begins with a copy of the whole text.
  for (let size = 4 * columns + 32; ; size *= 2) {
    let left = columns;
    for (const { segment, index } of GRAPHEMES.segment(text.slice(0, size))) {
      left -= widthOf(segment);
      if (left < 0) return text.slice(0, index);
    }
    if (size >= text.length) return text;
  }
}
