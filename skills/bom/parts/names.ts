/** Finds names of fields that are probably meant to be one. */
import type { Finding } from "metaforge";
import { findingId } from "./finding-id.ts";
import { isGeneral, meaningOf, plainName } from "./fields.ts";
import type { Component } from "./groups.ts";

/** Below that a letter more or less makes another word. */
const LONG = 5;

/** Names that mean the same, are written alike but for case and punctuation, or are one letter apart. */
export function nearDuplicates(components: readonly Component[], file: string): Finding[] {
  const uses = new Map<string, number>();
  for (const { fields } of components) {
    for (const name of Object.keys(fields)) uses.set(name, (uses.get(name) ?? 0) + 1);
  }
  const names = [...uses.keys()].toSorted();
  return names.flatMap((one, at) =>
    names.slice(at + 1).flatMap((other): Finding[] => {
      const why = likeness(one, other);
      if (why === null) return [];
      return [
        {
          id: findingId("field-names", one, other),
          severity: "info",
          title: `The fields "${one}" and "${other}" ${why}`,
          where: { file },
          evidence: `"${one}" on ${parts(uses.get(one)!)}, "${other}" on ${parts(uses.get(other)!)}.`,
          action: "Use one name.",
        },
      ];
    }),
  );
}

const parts = (n: number) => `${n} part${n === 1 ? "" : "s"}`;

function likeness(one: string, other: string): string | null {
  const [a, b] = [plainName(one), plainName(other)];
  if (a === b) return "differ only in case or punctuation";
  const meaning = meaningOf(one);
  const isPlain = !isGeneral(one) && !isGeneral(other);
  if (isPlain && meaning !== null && meaning === meaningOf(other)) return "mean the same";
  const isWord = (text: string) => text.length >= LONG && !/\d/.test(text);
  return isWord(a) && isWord(b) && isOneLetterApart(a, b) ? "are one letter apart" : null;
}

/** One letter more, less, other, or two neighbours exchanged. */
function isOneLetterApart(a: string, b: string): boolean {
  const [short, long] = a.length <= b.length ? [a, b] : [b, a];
  if (long.length - short.length > 1) return false;
  let at = 0;
  while (at < short.length && short[at] === long[at]) at += 1;
  const rest = (text: string, from: number) => text.slice(from);
  if (long.length > short.length) return rest(short, at) === rest(long, at + 1);
  const isOther = rest(short, at + 1) === rest(long, at + 1);
  const isSwapped =
    short[at] === long[at + 1] &&
    short[at + 1] === long[at] &&
    rest(short, at + 2) === rest(long, at + 2);
  return isOther || isSwapped;
}
