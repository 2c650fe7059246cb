/** Makes foreign text harmless to a terminal: what would act on it, or hide in it, is shown as an escape. */

/** Controls, format characters, line separators, lone surrogates, and whatever is drawn as nothing. */
const UNSEEN = String.raw`\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}`;
const IN_LINE = new RegExp(`[${UNSEEN}]`, "gu");
const BIDIRECTIONAL = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/u;
/** The colours that `paint` makes; everything else that begins with ESC is foreign. */
// oxlint-disable-next-line no-control-regex -- it is what is looked for
const COLOUR = /(\u001b\[\d{1,3}(?:;\d{1,3})*m)/u;
/** An emoji's own request to be drawn in colour. */
const EMOJI_STYLE = /(?<=\p{Emoji})\ufe0f/u;

/** One line of text, such as a path or a message: also line ends and tabs become escapes. */
export function safeLine(text: string): string {
  return text.replace(IN_LINE, (char, at: number) =>
    isEmojiStyle(char, text, at) ? char : escaped(char),
  );
}

/** Text of several lines: `\n` and `\t` stay what they are. */
export function safeText(text: string): string {
  return text.replace(IN_LINE, (char, at: number) =>
    char === "\n" || char === "\t" || isEmojiStyle(char, text, at) ? char : escaped(char),
  );
}

/** The same for text that `paint` has coloured: the last net before anything is written. */
export function safeColoured(text: string): string {
  return text
    .split(COLOUR)
    .map((part, n) => (n % 2 === 1 ? part : safeText(part)))
    .join("");
}

/**
 * JSON that says the same, with JSON's own escapes for whatever a terminal acts on or hides: on one line, or on a line
 * for each value, set in by `indent` spaces.
 */
export const safeJson = (value: unknown, indent?: number): string =>
  JSON.stringify(value, null, indent).replace(IN_LINE, (char) =>
    // The only line ends left are those between values.
    char === "\n" ? char : char.split("").map(inJson).join(""),
  );

const inJson = (unit: string) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;

/** True when the text holds characters that show it in another order than it is read by programs. */
export const isBidirectional = (text: string): boolean => BIDIRECTIONAL.test(text);

function isEmojiStyle(char: string, text: string, at: number): boolean {
  return char === "\ufe0f" && EMOJI_STYLE.test(text.slice(Math.max(0, at - 2), at + 1));
}

const SHORT: Record<string, string> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escaped(char: string): string {
  const short = SHORT[char];
  if (short !== undefined) return short;
  const code = char.codePointAt(0)!;
  const hex = code.toString(16);
  if (code < 0x100) return `\\x${hex.padStart(2, "0")}`;
  return code < 0x1_0000 ? `\\u${hex.padStart(4, "0")}` : `\\u{${hex}}`;
}
