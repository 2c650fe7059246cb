/** Turns words into snake_case names. */
import { LABEL_NOISE, NOISE, PHRASES, REPLACE } from "./name-words.ts";

/** Words of a sentence: without brackets, articles, limits and the author's numbering. */
export function slug(words: string): string {
  return wordsOf(words)
    .filter((word) => !NOISE.has(word) && !/^\d+x?$/.test(word) && !ADVERB.test(word))
    .slice(0, 6)
    .join("_");
}

/** "easily", "automatically": how, never what. */
const ADVERB = /^(?!(?:family|daily)$)[a-z]+(?:[^d]ily|ally|ably|ibly)$/;

/** A label: its words are all the author's choice, so only bounds and a leading article go. */
export function labelSlug(label: string): string {
  const kept = wordsOf(label.replace(/^(?:an|the)\s+/i, "")).filter(
    (word) => !LABEL_NOISE.has(word),
  );
  return kept.slice(0, 7).join("_");
}

/** Accents and full-width forms make no other name. */
const toLatin = (words: string): string =>
  /[^\0-\x7f]/.test(words) ? words.normalize("NFKD").replace(/\p{M}+/gu, "") : words;

/** Most words hold none of the phrases: one look instead of many. */
const ANY_PHRASE = new RegExp(PHRASES.map(([phrase]) => phrase.source).join("|"), "i");

function wordsOf(words: string): string[] {
  let text = toLatin(words).replace(/\([^)]*\)?|\[[^\]]*\]?/g, " ");
  if (ANY_PHRASE.test(text)) {
    for (const [phrase, name] of PHRASES) text = text.replace(phrase, name);
  }
  return text
    .replace(/²/g, "2")
    .toLowerCase()
    .replace(/'s\b/g, "")
    .replace(/[.+]/g, "")
    .replace(/[^a-z0-9]+/g, " ")
    .trim()
    .split(" ")
    .map((word) => REPLACE[word] ?? word)
    .filter((word) => word !== "");
}
