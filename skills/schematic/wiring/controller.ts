/** Finds free pins of a controller for the signals of a bus, by what its library or a table of its data sheet says that they can be. */
import { byName } from "../asking/request.ts";
import { functionsOf, isFreeBy, tableOf } from "../pins/controllers.ts";
import { sharedWith } from "../pins/stm32.ts";
import type { PartSymbol, Pin } from "../symbol/index.ts";
import type { Book, Instance } from "./book.ts";
import { RESERVED } from "./bus-names.ts";
import type { PinTable } from "../pins/table.ts";

export interface Pick {
  readonly pin: Pin;
  /** The name that made it fit. */
  readonly as: string;
  /** Where it is said that the pin can be that. */
  readonly source: string;
}

/** What of a controller is in use: "U1 I2C1"; one of its interfaces serves one bus. */
export type Taken = Set<string>;

/** Signal → pin, all of one instance such as I2C1; null when no instance has free pins for all. */
export function pickPins(
  { ref, symbol }: Instance,
  signals: Readonly<Record<string, RegExp>>,
  book: Book,
  taken: Taken,
): ReadonlyMap<string, Pick> | null {
  const table = tableOf(symbol);
  const free = freePins(symbol, (pin) => book.netOf(ref, pin.number) === null);
  const candidates = new Map<string, Map<string, Pick[]>>();
  for (const [signal, wanted] of Object.entries(signals)) {
    for (const pin of free) {
      for (const [as, source] of sayings(pin, symbol.id, table)) {
        const found = wanted.exec(as.replace(/ \(.*\)$/, ""));
        if (!found) continue;
        const instance = found.slice(1).find(Boolean) ?? "";
        const bus = candidates.get(instance) ?? new Map<string, Pick[]>();
        bus.set(signal, [...(bus.get(signal) ?? []), { pin, as, source }]);
        candidates.set(instance, bus);
      }
    }
  }
  const names = Object.keys(signals);
  const order = (a: string, b: string) =>
    Number(a.startsWith("LP")) - Number(b.startsWith("LP")) || byName(a, b);
  for (const bus of [...candidates.keys()].toSorted(order)) {
    if (bus !== "" && taken.has(`${ref} ${bus}`)) continue;
    const picked = assign(names, candidates.get(bus)!);
    if (!picked) continue;
    taken.add(`${ref} ${bus}`);
    return picked;
  }
  return null;
}

/** Name → source, of one pin. */
function sayings(pin: Pin, id: string, table: PinTable | null): (readonly [string, string])[] {
  const library = `alternate functions of ${id}`;
  return [
    ...pin.names.map((name) => [name, `pin names of ${id}`] as const),
    ...pin.alternates.map((name) => [name, library] as const),
    ...functionsOf(pin, table).map((name) => [name, table!.source] as const),
  ];
}

/** The first free pin for any purpose. */
export function pickFree({ ref, symbol }: Instance, book: Book): Pin | null {
  const free = freePins(symbol, (pin) => book.netOf(ref, pin.number) === null);
  const table = tableOf(symbol);
  if (table !== null) return free.find((pin) => isFreeBy(pin, table)) ?? null;
  return free.find(({ type, names }) => type === "bidirectional" && !names.some(isSpecial)) ?? null;
}

const isSpecial = (name: string) => /^(?:USB|QSPI|SWD|SWCLK)/.test(name) || RESERVED.test(name);

/** Pins that boards need for themselves come last, then pins by number. What is reset as well is never free. */
function freePins(symbol: PartSymbol, isFree: (pin: Pin) => boolean): Pin[] {
  const rank = (pin: Pin) =>
    Number(
      sharedWith(pin, symbol) !== null ||
        [...pin.names, ...pin.alternates].some((name) => RESERVED.test(name)),
    );
  return symbol.pins
    .filter((pin) => sharedWith(pin, symbol) !== "NRST")
    .filter((pin) => isFree(pin) && !pin.type.startsWith("power") && pin.type !== "no_connect")
    .toSorted((a, b) => rank(a) - rank(b) || byName(a.number, b.number));
}

/** Each signal a pin of its own. */
function assign(
  [signal, ...others]: readonly string[],
  candidates: ReadonlyMap<string, readonly Pick[]>,
  taken: readonly string[] = [],
): Map<string, Pick> | null {
  if (signal === undefined) return new Map();
  for (const pick of candidates.get(signal) ?? []) {
    if (taken.includes(pick.pin.number)) continue;
    const rest = assign(others, candidates, [...taken, pick.pin.number]);
    if (rest) return new Map([[signal, pick], ...rest]);
  }
  return null;
}
