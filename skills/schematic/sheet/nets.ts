/** What a symbol's drawing makes of the nets asked for: stacked pins, and hidden supply pins that KiCad joins itself. */
import { byName } from "../asking/request.ts";
import type { AskedNet, AskedPart, AskedPin, Tbd } from "../asking/request.ts";
import type { PartSymbol, Pin } from "../symbol/index.ts";
import { pinsOfUnit } from "../symbol/index.ts";
import { placeOf } from "./item.ts";

export interface CompleteNets {
  /** Sorted by name, their pins by reference and number. */
  readonly nets: readonly AskedNet[];
  /** Nets that KiCad would find undriven. */
  readonly flags: readonly string[];
  readonly open: readonly { readonly ref: string; readonly pin: Pin }[];
  /** What cannot be drawn as asked. */
  readonly conflicts: readonly Tbd[];
}

export function completeNets(
  parts: readonly AskedPart[],
  asked: readonly AskedNet[],
  symbols: ReadonlyMap<string, PartSymbol>,
): CompleteNets {
  const netOf = new Map<string, { net: string; because: string }>();
  for (const { name, pins } of asked) {
    for (const { ref, pin, because } of pins) netOf.set(`${ref}.${pin}`, { net: name, because });
  }
  const conflicts = parts.flatMap((part) => {
    const symbol = symbols.get(part.symbol)!;
    return [...joinHidden(part.ref, symbol, netOf), ...joinStacked(part.ref, symbol, netOf)];
  });
  const nets = netsOf(netOf, parts);
  const pinsOf = new Map(parts.map(({ ref, symbol }) => [ref, symbols.get(symbol)!.pins]));
  const typesOf = ({ pins }: AskedNet) =>
    pins.flatMap(({ ref, pin }) =>
      pinsOf.get(ref)!.flatMap((one) => (one.number === pin ? [one.type] : [])),
    );
  return {
    nets,
    flags: nets
      .filter((net) => typesOf(net).includes("power_in") && !typesOf(net).includes("power_out"))
      .map(({ name }) => name),
    open: parts.flatMap(({ ref, symbol }) => {
      const free = symbols
        .get(symbol)!
        .pins.filter((pin) => pin.type !== "no_connect" && !netOf.has(`${ref}.${pin.number}`));
      const first = (pin: Pin) => free.findIndex(({ number }) => number === pin.number);
      return free.filter((pin, at) => first(pin) === at).map((pin) => ({ ref, pin }));
    }),
    conflicts,
  };
}

type NetOf = Map<string, { net: string; because: string }>;

/** KiCad joins a hidden supply pin to the net of its own name, whatever is drawn. */
function joinHidden(ref: string, symbol: PartSymbol, netOf: NetOf): Tbd[] {
  const hidden = symbol.pins.filter((pin) => pin.hidden && pin.type === "power_in");
  return hidden.flatMap(({ number, name }) => {
    const asked = netOf.get(`${ref}.${number}`);
    if (asked === undefined) {
      netOf.set(`${ref}.${number}`, {
        net: name,
        because: "a hidden supply pin is on the net of its name",
      });
    }
    if (asked === undefined || asked.net === name) return [];
    return [
      conflict(
        `${ref}.${number}`,
        `pin ${number} is asked for on '${asked.net}', but it is a hidden supply pin: KiCad joins it to '${name}'`,
        `Call the net '${name}', or take a symbol that shows the pin.`,
      ),
    ];
  });
}

/** Pins on one place touch, so they are one net. */
function joinStacked(ref: string, symbol: PartSymbol, netOf: NetOf): Tbd[] {
  const conflicts: Tbd[] = [];
  for (let unit = 1; unit <= symbol.units; unit += 1) {
    for (const stack of stacksOf(pinsOfUnit(symbol, unit))) {
      const numbers = stack.map(({ number }) => number);
      const [first, second] = [
        ...new Set(numbers.flatMap((number) => netOf.get(`${ref}.${number}`)?.net ?? [])),
      ];
      if (first === undefined) continue;
      if (second !== undefined) {
        conflicts.push(
          conflict(
            `${ref}.${numbers.join("/")}`,
            `the pins ${numbers.join(", ")} touch in the symbol, but '${first}' and '${second}' are asked for`,
            "Ask for one net, or take a symbol that draws them apart.",
          ),
        );
        continue;
      }
      const because = "drawn on the place of a pin of this net";
      for (const number of numbers.filter((one) => !netOf.has(`${ref}.${one}`))) {
        netOf.set(`${ref}.${number}`, { net: first, because });
      }
    }
  }
  return conflicts;
}

function stacksOf(pins: readonly Pin[]): Pin[][] {
  const places = Map.groupBy(
    pins.filter(({ type }) => type !== "no_connect"),
    placeOf,
  );
  return [...places.values()].filter(({ length }) => length > 1);
}

function netsOf(netOf: NetOf, parts: readonly AskedPart[]): AskedNet[] {
  const refs = parts.map(({ ref }) => ref);
  const nets = new Map<string, AskedPin[]>();
  for (const [pin, { net, because }] of netOf) {
    const dot = pin.indexOf(".");
    const one = { ref: pin.slice(0, dot), pin: pin.slice(dot + 1), because };
    if (refs.includes(one.ref)) nets.set(net, [...(nets.get(net) ?? []), one]);
  }
  return [...nets]
    .map(([name, pins]) => ({ name, pins: pins.toSorted(byPin) }))
    .toSorted((a, b) => byName(a.name, b.name));
}

const byPin = (a: AskedPin, b: AskedPin) => byName(a.ref, b.ref) || byName(a.pin, b.pin);

const conflict = (item: string, reason: string, action: string): Tbd => ({
  ...{ id: `conflict-${item}`, severity: "error", item },
  ...{ what: "A pin cannot be drawn as asked", reason, action },
});
