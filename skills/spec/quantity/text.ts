/** Makes typographic variants equal without moving a character: offsets stay those of the author's text. */

const SAME: Readonly<Record<string, string>> = {
  "−": "-",
  "‐": "-",
  "‑": "-",
  "‒": "–",
  "—": "–",
  "―": "–",
  "－": "-",
  "\u00a0": " ",
  "\u2007": " ",
  "\u202f": " ",
  "\u2009": " ",
  "\u2002": " ",
  "\u2003": " ",
  "\u3000": " ",
  "\t": " ",
  "\u03bc": "\u00b5",
  "\u2126": "Ω",
  "＜": "<",
  "＞": ">",
  "≦": "≤",
  "≧": "≥",
  "⩽": "≤",
  "⩾": "≥",
  "＝": "=",
  "＋": "+",
  "＄": "$",
  "￡": "£",
  "％": "%",
  "：": ":",
  "’": "'",
  "‘": "'",
  "∼": "~",
  "～": "~",
  "˜": "~",
  "✕": "×",
  "✖": "×",
  "⨯": "×",
  "⁄": "/",
  "∕": "/",
  "（": "(",
  "）": ")",
};
const VARIANT = new RegExp(
  `[${Object.keys(SAME)
    .join("")
    .replace(/[-\]\\]/g, "\\$&")}！-～]`,
  "g",
);

/** Full-width forms stand in ASCII's order. */
const WIDE = 0xfee0;

export function normalise(text: string): string {
  return text.replace(
    VARIANT,
    (sign) => SAME[sign] ?? String.fromCharCode(sign.charCodeAt(0) - WIDE),
  );
}
