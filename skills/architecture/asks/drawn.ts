/** Which block it is that a line says to draw a current or a power: "the modem draws 220 mA" is said of the cellular modem. */
import type { Constraint } from "../input.ts";
import type { Ask } from "./read.ts";

const DRAWS = /_draws$/;

/** It tells what a part takes: a fact that a budget adds up, and no limit. */
export const isDrawn = ({ parameter, si }: Constraint): boolean =>
  DRAWS.test(parameter) && (si?.unit === "A" || si?.unit === "W");

/**
 * Each ask with what is said to be drawn by it. What fits two blocks, such as a plain "sensor" of three, is given to none:
 * a wrong block is worse than an open current.
 */
export function withDrawn(asks: readonly Ask[], constraints: readonly Constraint[]): Ask[] {
  const facts = constraints.filter(isDrawn);
  if (facts.length === 0) return [...asks];
  const owners = facts.map((one) => ownerOf(one, asks));
  return asks.map((ask) => {
    const draws = facts.filter((_, at) => owners[at] === ask);
    if (draws.length === 0) return ask;
    const about = [...new Set([...ask.about, ...draws])].filter(
      (one) => !ask.because.includes(one),
    );
    return { ...ask, about, draws };
  });
}

function ownerOf({ parameter }: Constraint, asks: readonly Ask[]): Ask | null {
  const said = parameter.replace(DRAWS, "").replaceAll("_", " ");
  const parts = wordsOf(said);
  const ways: readonly ((ask: Ask) => boolean)[] = [
    ({ rule }) => rule.parameter?.test(parameter.replace(DRAWS, "")) === true,
    ({ rule }) => rule.words?.test(said) === true,
    ({ id, name }) => {
      const own = [...wordsOf(name), ...wordsOf(id)];
      return parts.every((word) => own.includes(word));
    },
    ({ rule }) => parts.length === 1 && parts[0] === rule.kind,
  ];
  for (const way of ways) {
    const found = asks.filter(way);
    if (found.length === 1) return found[0]!;
    if (found.length > 1) return null;
  }
  return null;
}

/** Without the s of a plural. */
const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "" && word !== "the")
    .map((word) => word.replace(/(?<=[a-z]{2}[a-rt-z])s$/, ""));
