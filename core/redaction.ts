/** Takes secrets out of texts by their value: the one function that everything leaving the gateway goes through. */

export interface Redaction {
  /** From here on the value is taken out; one of fewer than six characters would garble every text, and is not. */
  add(secret: string): void;
  /**
   * The same for a key of a provider, of which a part gives away too much as well: eight characters in a row, or
   * fewer beside a mask, as in `sk-…3f9a`. False when it is too short to be told from ordinary words.
   */
  addKey(key: string): boolean;
  /** The text without any of them, in whatever form they stand there. */
  text(text: string): string;
}

/** A value as JSON, with every text in it clean. */
export const redactedJson = (value: object, redact: (text: string) => string): string =>
  JSON.stringify(value, (_, one: unknown) => (typeof one === "string" ? redact(one) : one));

const HIDDEN = "[redacted]";
const SHORTEST = 6;
/** Characters of a key in a row that are enough to call them a part of it. */
const PART = 8;
const BLOCK = PART / 2;
/** Characters beside a mask that are. */
const BESIDE_MASK = 3;

/**
 * Whatever stands where a credential stands in a request's header, also one nobody registered: as text, as a member of
 * JSON, or as the second of a pair. A text that was JSON stays JSON, so only what stands between quotes is taken there.
 */
const HEADER =
  /(authorization|x-api-key|api-key)(\\*["']\s*:\s*\\*["']|\s*[:=]\s*|\\*["']\s*,\s*\\*["'](?=(?:bearer|basic)\s))(?:(?:bearer|basic)\s+)?[^\s"'\\,}\]]+/gi;
/** What providers put in the place of a key's middle before they show it. */
const MASK = /\*{2,}|•{2,}|x{6,}|\.{3,}|…/gi;
const IN_WORD = /[\w.+/=-]/;

export function createRedaction(): Redaction {
  const forms = new Set<string>();
  const keys = new Map<string, Key>();
  let longestFirst: string[] = [];

  function add(secret: string): void {
    // A provider's key is named again with each look at `/health`.
    if (secret.length < SHORTEST || forms.has(secret)) return;
    // A value may be shown as JSON, in a URL, or as Basic credentials.
    const json = JSON.stringify(secret).slice(1, -1);
    const base64 = Buffer.from(secret).toString("base64");
    for (const form of [secret, json, encodeURIComponent(secret), base64]) forms.add(form);
    // The longest first: one secret may be the beginning of another.
    longestFirst = [...forms].toSorted((a, b) => b.length - a.length);
  }

  return {
    add,
    addKey(key) {
      add(key);
      if (key.length < SHORTEST) return false;
      if (!keys.has(key)) keys.set(key, toKey(key));
      return true;
    },
    text(text) {
      let clean = longestFirst.reduce((rest, form) => rest.replaceAll(form, HIDDEN), text);
      for (const key of keys.values()) clean = withoutParts(withoutMasked(clean, key.key), key);
      return clean.replace(HEADER, `$1$2${HIDDEN}`);
    },
  };
}

interface Key {
  readonly key: string;
  /** All that is `PART` characters long in it. */
  readonly parts: ReadonlySet<string>;
  /** Matches before each of its blocks, wherever the one before it ends. */
  readonly blocks: RegExp;
}

function toKey(key: string): Key {
  const parts = new Set<string>();
  const blocks = new Set<string>();
  for (let at = 0; at + PART <= key.length; at += 1) parts.add(key.slice(at, at + PART));
  for (let at = 0; at + BLOCK <= key.length; at += BLOCK) blocks.add(key.slice(at, at + BLOCK));
  const any = [...blocks].map((block) => block.replace(/\W/g, String.raw`\$&`)).join("|");
  return { key, parts, blocks: new RegExp(`(?=${any})`, "g") };
}

/** A mask goes with the words at its sides when one of them is where the key begins or ends. */
function withoutMasked(text: string, key: string): string {
  let clean = "";
  let kept = 0;
  for (const { 0: mask, index } of text.matchAll(MASK)) {
    if (index < kept) continue;
    const after = index + mask.length;
    // A word longer than the key is none of its ends: to look no further keeps the time of any text in bounds.
    const [from, to] = [wordFrom(text, index, kept, key.length), wordTo(text, after, key.length)];
    const [head, tail] = [text.slice(from, index), text.slice(after, to)];
    if (!isEnd(head, key.startsWith(head)) && !endsAs(key, tail)) continue;
    clean += text.slice(kept, from) + HIDDEN;
    kept = to;
  }
  return clean + text.slice(kept);
}

const isEnd = (word: string, fits: boolean) => fits && word.length >= BESIDE_MASK;

/** The dot behind it may be the sentence's. */
const endsAs = (key: string, tail: string) =>
  [tail, tail.replace(/\.$/, "")].some((word) => isEnd(word, key.endsWith(word)));

function wordFrom(text: string, end: number, least: number, longest: number): number {
  let from = end;
  while (from > least && end - from <= longest && IN_WORD.test(text[from - 1]!)) from -= 1;
  return from;
}

function wordTo(text: string, start: number, longest: number): number {
  let to = start;
  while (to < text.length && to - start <= longest && IN_WORD.test(text[to]!)) to += 1;
  return to;
}

/**
 * Every run of `PART` or more characters that stands in the key, too, goes. Each such run holds a whole one of the
 * key's blocks of half that length, which are looked for first: a text has few of them.
 */
function withoutParts(text: string, { parts, blocks }: Key): string {
  if (parts.size === 0) return text;
  let clean = "";
  let kept = 0;
  for (const { index } of text.matchAll(blocks)) {
    let at = Math.max(kept, index - BLOCK);
    while (at <= index && !parts.has(text.slice(at, at + PART))) at += 1;
    if (at > index) continue;
    let end = at + PART;
    while (end < text.length && parts.has(text.slice(end - PART + 1, end + 1))) end += 1;
    clean += text.slice(kept, at) + HIDDEN;
    kept = end;
  }
  return clean + text.slice(kept);
}
