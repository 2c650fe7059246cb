/** The nodes that the elements of a circuit's top level name, for people who ask what can be measured. */
import { fromAscii } from "./letters.ts";
import { ELEMENTS } from "./lists.ts";
import type { DeckLine } from "./lines.ts";

/** Sorted, in lower case as ngspice names them, ground left out. `lines` are those outside of subcircuits. */
export function nodesOf(lines: readonly DeckLine[]): string[] {
  const nodes = new Set<string>();
  for (const { text } of lines) {
    if (text.startsWith(".")) continue;
    for (const node of namedIn(text.toLowerCase().split(" "))) nodes.add(node);
  }
  for (const ground of ["0", "gnd"]) nodes.delete(ground);
  return [...nodes].map(fromAscii).toSorted();
}

function namedIn(words: readonly string[]): readonly string[] {
  const letter = words[0]![0]!;
  if (letter !== "x") return words.slice(1, 1 + (ELEMENTS[letter] ?? 0));
  const end = words.findIndex((word) => word.includes("=") || word === "params:");
  // The last word in front of the parameters is the subcircuit's name; `k = v` has its own name there.
  const before = end < 0 ? words : words.slice(0, words[end] === "=" ? end - 1 : end);
  return before.slice(1, -1);
}
