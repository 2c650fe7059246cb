/** Units by their spelling and by their code, with all SI prefixes. */
import type { Dimension } from "./unit-rows.ts";
import { ROWS } from "./unit-rows.ts";

export type { Dimension } from "./unit-rows.ts";

export interface Unit {
  /** UCUM-like ASCII code, such as `mA`, `Cel`, `kOhm`, `1`. */
  readonly code: string;
  readonly dimension: Dimension;
  /** SI value = value × factor + offset, in `si`. */
  readonly factor: number;
  readonly offset: number;
  readonly si: string;
}

const PREFIX: Readonly<Record<string, readonly [code: string, factor: number, word: string]>> = {
  p: ["p", 1e-12, "pico"],
  n: ["n", 1e-9, "nano"],
  u: ["u", 1e-6, "micro"],
  m: ["m", 1e-3, "milli"],
  c: ["c", 1e-2, "centi"],
  h: ["h", 1e2, "hecto"],
  k: ["k", 1e3, "kilo"],
  K: ["k", 1e3, "kilo"],
  M: ["M", 1e6, "mega"],
  G: ["G", 1e9, "giga"],
  T: ["T", 1e12, "tera"],
};

/** Currency signs that stand before or after the number. */
export const CURRENCY: Readonly<Record<string, string>> = {
  $: "USD",
  "£": "GBP",
  "€": "EUR",
  "¥": "JPY",
  "₹": "INR",
  US$: "USD",
  USD: "USD",
  EUR: "EUR",
  GBP: "GBP",
  A$: "AUD",
  AU$: "AUD",
  C$: "CAD",
  CA$: "CAD",
};

/** Every spelling → unit. */
export const SPELLINGS: ReadonlyMap<string, Unit> = spellings();
/** The longest spelling, which bounds every look-up. */
export const LONGEST = Math.max(...[...SPELLINGS.keys()].map((key) => key.length));
/** Counts have the unit 1. */
export const COUNT: Unit = { code: "1", dimension: "count", factor: 1, offset: 0, si: "1" };

/** A unit that is written but not known: nothing is computed with it. */
export const UNKNOWN: Unit = { code: "", dimension: "other", factor: 1, offset: 0, si: "" };

/** A unit by its canonical code, for callers that already know it. */
export function unitByCode(code: string): Unit {
  return code === "1" ? COUNT : (CODES.get(code) ?? { ...COUNT, code, dimension: "other" });
}

const CODES: ReadonlyMap<string, Unit> = new Map(
  [...SPELLINGS.values()].map((unit) => [unit.code, unit]),
);

function spellings(): Map<string, Unit> {
  const map = new Map<string, Unit>();
  const add = (spelling: string, unit: Unit): void =>
    void (map.has(spelling) || map.set(spelling, unit));
  for (const [code, names, dimension, si, factor] of ROWS) {
    const offset = code === "degF" ? -160 / 9 : code === "K" ? -273.15 : 0;
    for (const name of names.split("|")) add(name, { code, dimension, factor, offset, si });
  }
  for (const [code, names, dimension, si, factor, prefixes = ""] of ROWS) {
    for (const letter of prefixes) {
      const [prefix, scale, word] = PREFIX[letter]!;
      const unit = { code: prefix + code, dimension, factor: factor * scale, offset: 0, si };
      for (const name of names.split("|")) {
        if (/^[a-z]{4,}$/.test(name)) add(word + name, unit);
        else {
          add(letter + name, unit);
          if (letter === "u") add(`\u00b5${name}`, unit);
        }
      }
    }
  }
  return map;
}
