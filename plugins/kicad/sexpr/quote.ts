/** Texts in quotes, as KiCad writes and reads them. */

const ESCAPES: Readonly<Record<string, string>> = {
  "\n": "\\n",
  "\r": "\\r",
  "\\": "\\\\",
  '"': '\\"',
};

const NAMED: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

/** A text as a word in quotes. KiCad reads a line at a time, so a line break must not stay one. */
export function quote(text: string): string {
  return `"${text.replace(/[\n\r\\"]/g, (character) => ESCAPES[character]!)}"`;
}

/** What a word in quotes says: the escapes of KiCad's reader, hexadecimal and octal ones included. */
export function unquote(word: string): string {
  const inner = word.slice(1, -1);
  if (!inner.includes("\\")) return inner;
  return inner.replace(
    /\\(?:x([\da-f]{1,2})|([0-7]{1,3})|([\s\S]))/gi,
    (_, hex?: string, octal?: string, one?: string) => {
      if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
      if (octal !== undefined) return String.fromCharCode(Number.parseInt(octal, 8));
      return NAMED[one!] ?? one!;
    },
  );
}
