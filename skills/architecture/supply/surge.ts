/** The highest voltage that the supply reaches for a moment, by a requirement: a load dump, a surge, a transient. */
import type { Constraint } from "../input.ts";

export interface Surge {
  /** In V. */
  readonly value: number;
  readonly requirement: string;
}

const SURGE =
  /\bload[- ]dump\b|\btransients?\b|\bsurges?\b|\bpulses?\b|\bspikes?\b|\bover-?voltage\b/i;
const BORNE = /\b(?:surviv|withst|toler|endur|bear|immun|protect)\w*/i;
/** Of lines, not of the supply; and what is tested with kV is limited before it reaches a converter. */
const OTHER =
  /\besd\b|\belectrostatic\b|\boutputs?\b|\bsignals?\b|\bsensors?\b|\binputs? [a-z]*\d/i;
const MOST = 200;

/** Null: none is stated. Of several the highest. */
export function surgeOf(constraints: readonly Constraint[]): Surge | null {
  const found = constraints.flatMap(({ si, statement, id, priority }) => {
    const value = si?.unit === "V" ? (si.max ?? si.typ) : undefined;
    const isOne =
      value !== undefined &&
      value > 0 &&
      value <= MOST &&
      priority === "must" &&
      SURGE.test(statement) &&
      BORNE.test(statement) &&
      !OTHER.test(statement);
    return isOne ? [{ value, requirement: id }] : [];
  });
  return found.toSorted((a, b) => b.value - a.value)[0] ?? null;
}
