/** What a measure is given, what it gives back, and how its rounds alternate. */
import type { Load } from "./load/process.ts";
import type { Figure } from "./table.ts";

export interface Context {
  readonly load: Load;
  readonly rounds: number;
  /** Length of one cell: one side in one round. */
  readonly seconds: number;
  readonly quick: boolean;
  /** A requirements document in place of the one that comes along. */
  readonly prd?: string | undefined;
  /** A line of progress on stderr. */
  note(text: string): void;
}

export interface Measure {
  readonly name: string;
  run(context: Context): Promise<Figure[]>;
}

/**
 * Measures each side once a round, in turn, and every second round in the opposite order, so that neither a
 * drifting host nor the place in the order favours one. Returns side → values by round.
 */
export async function alternate<S extends string, T>(
  rounds: number,
  sides: readonly S[],
  measure: (side: S, round: number) => Promise<T>,
): Promise<Record<S, T[]>> {
  const values = Object.fromEntries(sides.map((side) => [side, []])) as unknown as Record<S, T[]>;
  for (let round = 0; round < rounds; round += 1) {
    for (const side of round % 2 === 0 ? sides : sides.toReversed()) {
      // oxlint-disable-next-line no-await-in-loop -- at the same time they would measure each other
      values[side].push(await measure(side, round));
    }
  }
  return values;
}

/** Wrong answers make a figure worthless, so they end the measurement. */
export function allGood<T extends { errors: number; firstError: string | null }>(
  side: string,
  result: T,
): T {
  if (result.errors > 0) {
    throw new Error(`${side}: ${result.errors} bad answers, the first: ${result.firstError}`);
  }
  return result;
}
