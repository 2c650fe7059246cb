/** Which lines a protection against static discharge is for, and how many volts those lines carry in use. */
import type { Constraint } from "../input.ts";
import type { Ask } from "./read.ts";

export interface Guarded {
  /** The ask whose lines they are. */
  readonly id: string;
  readonly name: string;
  /** The most that a line carries in use, in V; null: not stated. */
  readonly volts: number | null;
  /** Where that is from. */
  readonly basis: string;
  /** They are too fast for a part of high capacitance. */
  readonly fast: boolean;
}

type Line = Omit<Guarded, "id" | "name"> & { readonly words: RegExp };

/** What the standard of a bus lets its lines carry. */
const LINES: Readonly<Record<string, Line>> = {
  "can-transceiver": {
    volts: 7,
    basis: "common mode of ISO 11898-2, up to 7 V",
    fast: false,
    words: /\bCAN\b|\bcan[- ]?(?:bus|fd)\b/,
  },
  "rs485-transceiver": {
    volts: 12,
    basis: "common mode of TIA-485, up to 12 V",
    fast: false,
    words: /\brs-?485|\bmodbus\b/i,
  },
  "rs232-transceiver": {
    volts: 15,
    basis: "drivers of TIA-232, up to 15 V",
    fast: false,
    words: /\brs-?232/i,
  },
  "usb-connector": {
    volts: 3.6,
    basis: "data lines of USB 2.0, up to 3.6 V",
    fast: true,
    words: /\busb\b/i,
  },
};
/** Their lines carry what the document says of them. */
const STATED: Readonly<Record<string, RegExp>> = {
  "digital-inputs": /\bdigital inputs?\b/i,
  "analog-inputs": /\banalog(?:ue)? inputs?\b/i,
};
/** A test pulse or a barrier is no voltage of use. */
const MOST = 100;

/** One ask a kind of line: what is quick on USB does not bear a vehicle's bus. Others stay as they are. */
export function withGuarded(asks: readonly Ask[], named: ReadonlyMap<string, unknown>): Ask[] {
  return asks.flatMap((ask) => {
    if (ask.rule.id !== "esd") return [ask];
    const isNamed = named.has(ask.id);
    const all = guardedBy(ask, asks, isNamed);
    if (all.length < 2 || isNamed) return [{ ...ask, guards: all }];
    return all.map((one) => ({
      ...ask,
      id: `${ask.id}-${one.id}`,
      name: `${ask.name}, ${one.name}`,
      guards: [one],
    }));
  });
}

/** Those that its lines name; where they name none, all that the product has, but not of a part that the document chose. */
function guardedBy(ask: Ask, asks: readonly Ask[], isNamed: boolean): Guarded[] {
  const there = asks.flatMap((one): (Guarded & { readonly words: RegExp })[] => {
    const { id, name } = one;
    const line = LINES[one.rule.id];
    if (line) return [{ id, name, ...line }];
    const words = STATED[one.rule.id];
    return words ? [{ id, name, words, fast: false, ...statedVolts(one) }] : [];
  });
  const says = ({ words }: { readonly words: RegExp }) =>
    ask.because.some(({ statement }) => words.test(statement));
  const said = there.filter(says);
  const meant = said.length > 0 || isNamed ? said : there;
  return meant.map(({ id, name, volts, basis, fast }) => ({ id, name, volts, basis, fast }));
}

function statedVolts({ because, about, name }: Ask): Pick<Guarded, "volts" | "basis"> {
  const volts = [...because, ...about].flatMap((one) => voltsOf(one) ?? []);
  if (volts.length === 0) return { volts: null, basis: `no voltage of ${name} is stated` };
  return { volts: Math.max(...volts), basis: `${name} as stated` };
}

function voltsOf({ si }: Constraint): number | null {
  const volts = si?.unit === "V" ? (si.max ?? si.typ ?? si.min) : undefined;
  return volts !== undefined && volts < MOST ? volts : null;
}
