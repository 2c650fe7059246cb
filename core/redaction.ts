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

const HIDDEN = "[redacted]";
const SHORTEST = 6;
/** Characters of a key in a row that are enough to call them a part of it. */
const PART = 8;
/** Characters beside a mask that are. */
const BESIDE_MASK = 3;

/**
 * Whatever stands where a credential stands in a request's header, also one nobody registered: as text, as a member of
 * JSON, or as the second of a pair. A text that was JSON stays JSON, so only what stands between quotes is taken there.
 */
const HEADER =
  /(authorization|x-api-key|api-key)(\\*["']\s*:\s*\\*["']|\s*[:=]\s*|\\*["']\s*,\s*\\*["'](?=(?:bearer|basic)\s))(?:(?:bearer|basic)\s+)?[^\s"'\\,}\]]+/gi;
/** A word with a mask in it: what providers make of a key before they show it. */
const MASKED = /[\w.+/=-]*(?:\*{2,}|•{2,}|x{6,}|\.{3}|…)[\w+/=*•….-]*/g;

export function createRedaction(): Redaction {
  const forms = new Set<string>();
  const keys = new Set<string>();
  let longestFirst: string[] = [];

  function add(secret: string): void {
    if (secret.length < SHORTEST) return;
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
      keys.add(key);
      return true;
    },
    text(text) {
      let clean = longestFirst.reduce((rest, form) => rest.replaceAll(form, HIDDEN), text);
      for (const key of keys) clean = withoutParts(withoutMasked(clean, key), key);
      return clean.replace(HEADER, `$1$2${HIDDEN}`);
    },
  };
}

function withoutMasked(text: string, key: string): string {
  return text.replace(MASKED, (word) => {
    const [head = "", ...rest] = word.split(/[*•…]+|x{6,}|\.{3,}/);
    const tail = rest.at(-1) ?? "";
    const shows =
      (head.length >= BESIDE_MASK && key.startsWith(head)) ||
      (tail.length >= BESIDE_MASK && key.endsWith(tail));
    return shows ? HIDDEN : word;
  });
}

/** Every run of `PART` or more characters that stands in the key, too, goes; looks at each place of the text once. */
function withoutParts(text: string, key: string): string {
  if (key.length < PART) return text;
  const parts = new Set<string>();
  for (let at = 0; at + PART <= key.length; at += 1) parts.add(key.slice(at, at + PART));
  let clean = "";
  let kept = 0;
  for (let at = 0; at + PART <= text.length; at += 1) {
    if (!parts.has(text.slice(at, at + PART))) continue;
    let end = at + PART;
    while (end < text.length && parts.has(text.slice(end - PART + 1, end + 1))) end += 1;
    clean += text.slice(kept, at) + HIDDEN;
    kept = end;
    at = end - 1;
  }
  return clean + text.slice(kept);
}
