/** The form of the tables that say what pins can be, where KiCad's symbol says nothing of it. */

export interface PinTable {
  /** The symbols that it holds for. */
  readonly symbols: RegExp;
  /** Document and section. */
  readonly source: string;
  /** A pin, by one of its names in upper case → what it can be, such as "I2C0_SDA". */
  readonly functions: Readonly<Record<string, readonly string[]>>;
  /** Pins that are free for any purpose, such as a select line; others are kept for the reason in `kept`. */
  readonly free: readonly string[];
  readonly kept: string;
}

/** The same functions for many pins: chips whose signals can be put on any of them. */
export const anyOf = (
  pins: readonly string[],
  functions: readonly string[],
): Record<string, readonly string[]> => Object.fromEntries(pins.map((pin) => [pin, functions]));

/** "P0", 4, 7 → P04 … P07 with two digits, else plain numbers. */
export function range(prefix: string, first: number, last: number, digits = 1): string[] {
  return Array.from(
    { length: last - first + 1 },
    (_, at) => `${prefix}${String(first + at).padStart(digits, "0")}`,
  );
}
