/** Cuts a deck into its logical lines as ngspice does: comments gone, `+` lines joined, numbers of lines kept. */

export interface DeckLine {
  /** Workspace path of the file the line is from; null: the text that was handed over. */
  readonly file: string | null;
  /** Of its first physical line, from 1. */
  readonly line: number;
  /** Without comments, tabs and continuation marks; never empty, never with a line break. */
  readonly text: string;
}

/** A line break in any form that an editor may show as one; a lone CR must not hide a line from us. */
const BREAK = /\r\n|[\n\r\u0085\u2028\u2029]/;

/**
 * All logical lines, comment lines only when they begin with `*#` or `*ng_`, which are orders to ngspice.
 * A `+` joins with a blank between, so it can never build one word out of two halves.
 */
export function toLines(text: string, file: string | null): DeckLine[] {
  const lines: DeckLine[] = [];
  let open = false;
  // In a block of commands `;` parts two of them, and what stands behind it has to be judged.
  let isBlock = false;
  for (const [index, physical] of text
    .replace(/^\uFEFF/, "")
    .split(BREAK)
    .entries()) {
    // Other white space than blanks and tabs stays in the text, where the check of letters finds it.
    const raw = physical.replace(/[\t ]+/g, " ").trimStart();
    if (isComment(raw)) {
      if (isOrder(raw)) lines.push({ file, line: index + 1, text: raw.trimEnd() });
      continue;
    }
    const goesOn = /\\\\ *$/.test(raw);
    const whole = goesOn ? raw.replace(/\\\\ *$/, "") : raw;
    if (/^\.(?:control|endc)/i.test(whole)) isBlock = !/^\.endc/i.test(whole);
    const bare = (isBlock ? whole : withoutComment(whole)).trim();
    const joined = open || bare.startsWith("+");
    const last = lines.at(-1);
    const content = bare.startsWith("+") ? bare.slice(1).trim() : bare;
    if (joined && last)
      lines[lines.length - 1] = { ...last, text: `${last.text} ${content}`.trim() };
    else if (content !== "") lines.push({ file, line: index + 1, text: content });
    open = goesOn && lines.length > 0;
  }
  return lines;
}

const isComment = (line: string) => line.startsWith("*") || line.startsWith("#");
const isOrder = (line: string) => /^\*(?:#|ng_)/i.test(line);

/**
 * Ends of lines that ngspice takes for a comment: from `;` on, and from `$` or `//` on behind a blank.
 * (`//` it cuts within a word, too; such a line is refused later because what is left is another circuit.)
 */
function withoutComment(line: string): string {
  const end = /;|(?<=^|[ ,])(?:\$(?= |$)|\/\/)/.exec(line)?.index;
  return end === undefined ? line : line.slice(0, end);
}

/** The dot command of a line in lower case, without its dot; "" when it is none. `.if(a)` is `if`. */
export const commandOf = (text: string): string => /^\.(\w*)/.exec(text)?.[1]!.toLowerCase() ?? "";
