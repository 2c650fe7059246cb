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

/**
 * The first node of a noise output that no element names, else null: ngspice makes a node of it that nothing is at,
 * and its noise is 0. `nodes` are those of nodesOf. Nodes within subcircuits, and those of elements whose nodes are
 * not told apart here, are left to ngspice.
 */
export function missingNode(output: string, { nodes, lines }: CircuitNodes): string | null {
  if (lines.some(({ text }) => ELEMENTS[text[0]!.toLowerCase()] === 0 && !/^[kx]/i.test(text))) {
    return null;
  }
  const named = output.toLowerCase().slice(2, -1).split(",");
  const known = new Set([...nodes, "0", "gnd"]);
  return named.find((node) => !known.has(node) && !node.includes(".")) ?? null;
}

export interface CircuitNodes {
  readonly nodes: readonly string[];
  readonly lines: readonly DeckLine[];
}

function namedIn(words: readonly string[]): readonly string[] {
  const letter = words[0]![0]!;
  if (letter !== "x") return words.slice(1, 1 + (ELEMENTS[letter] ?? 0));
  const end = words.findIndex((word) => word.includes("=") || word === "params:");
  // The last word in front of the parameters is the subcircuit's name; `k = v` has its own name there.
  const before = end < 0 ? words : words.slice(0, words[end] === "=" ? end - 1 : end);
  return before.slice(1, -1);
}
