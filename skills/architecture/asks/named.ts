/** Part numbers that the document itself names: to which block they belong, and which the catalogue does not know. */
import { isNamed } from "../choose/wish.ts";
import type { Part, PartsTool } from "../choose/wish.ts";
import type { Constraint } from "../input.ts";
import { isDeferred, RULES } from "./read.ts";
import type { Ask } from "./read.ts";
import type { Rule } from "./rule.ts";

export interface Named {
  readonly asks: readonly Ask[];
  readonly named: ReadonlyMap<string, readonly string[]>;
  readonly unknown: readonly UnknownName[];
}

export interface UnknownName {
  readonly name: string;
  readonly requirement: string;
  /** The same line names another that is known. */
  readonly hasOther: boolean;
  readonly place: "catalogue" | "approved list";
}

/** Letters and digits as makers write them: ICM-42688-P, BME280, STM32F4, MAX232. */
const NUMBER = /^(?=.*\d)[A-Z]{2,}[A-Z]*-?\d[\w-]{1,24}$/i;
/** What looks like one and is a standard, a size or a bus. */
const STANDARD =
  /^(?:RS-?\d{3}|IP-?\d\d|CAT\d|ISO|IEC|EN\d|FR-?4|USB|IPX?|SAE|MIL|802|CR\d|BLE|WIFI|AX\.?25|HDMI|DIN|UL|LoRa|NEMA|AWG|CC\d\d?$|RJ-?\d|SHA|AES|ANSI|6LR|LR\d|MIDI|PoE|PT-?1000?$)/i;

/** Names that are found make an ask of their own where no words did. */
export async function namedParts(
  constraints: readonly Constraint[],
  asks: readonly Ask[],
  tool: PartsTool,
): Promise<Named> {
  const all = [...asks];
  const named = new Map<string, string[]>();
  const unknown: Omit<UnknownName, "hasOther">[] = [];
  const found = new Set<string>();
  for (const one of constraints.filter((each) => !isDeferred(each))) {
    for (const name of (one.values ?? []).filter(
      (value) => NUMBER.test(value) && !STANDARD.test(value),
    )) {
      // oxlint-disable-next-line no-await-in-loop -- in the document's order
      const { part, place } = await find(tool, name);
      const ask = part
        ? askFor(part, one, all)
        : (asks.find(({ because }) => because.includes(one)) ?? null);
      const owner = ask ?? (part ? added(part, one, all) : null);
      if (owner) named.set(owner.id, [...new Set([...(named.get(owner.id) ?? []), name])]);
      if (part) found.add(one.id);
      else unknown.push({ name, requirement: one.id, place });
    }
  }
  const told = unknown.map((one) => ({ ...one, hasOther: found.has(one.requirement) }));
  return { asks: fulfilledBy(all, named), named, unknown: told };
}

async function find(
  tool: PartsTool,
  name: string,
): Promise<{ part: Part | null; place: UnknownName["place"] }> {
  const { matches, approvedListUsed } = await tool.search({ text: name, limit: 20 });
  const fit = matches.filter((part) => part.family !== null && isNamed(part, name));
  return { part: fit[0] ?? null, place: approvedListUsed ? "approved list" : "catalogue" };
}

/** The block whose family it is, and of several the one that the same line asks for. */
function askFor(part: Part, one: Constraint, asks: readonly Ask[]): Ask | null {
  if (part.family === "mcu") return asks.find(({ rule }) => rule.id === "mcu") ?? null;
  const fit = asks.filter(({ rule }) => isOf(part, rule));
  return fit.find(({ because }) => because.includes(one)) ?? fit[0] ?? null;
}

const isOf = ({ family, attributes }: Part, rule: Rule): boolean =>
  rule.families.includes(family!) &&
  Object.entries(rule.attributes ?? {}).every(([name, value]) =>
    (attributes[name] ?? value).split(/\s*,\s*/).includes(value),
  );

function added(part: Part, one: Constraint, all: Ask[]): Ask | null {
  const rule = RULES.find((each) => (part.family === "mcu" ? each.id === "mcu" : isOf(part, each)));
  if (!rule) return null;
  const ask: Ask = {
    rule,
    id: rule.id,
    name: rule.name,
    because: [one],
    about: [],
    quantity: 1,
    quantityFrom: null,
  };
  all.push(ask);
  return ask;
}

/** One named chip may do what two asks want: BME280 measures pressure and humidity. */
function fulfilledBy(asks: readonly Ask[], named: ReadonlyMap<string, readonly string[]>): Ask[] {
  return asks.filter((ask) => {
    const isFree = !named.has(ask.id) && ask.rule.kind === "sensor";
    const owner = asks.find(
      (one) =>
        one !== ask &&
        named.has(one.id) &&
        one.rule.families.some((family) => ask.rule.families.includes(family)) &&
        ask.because.every(
          (each) => one.because.includes(each) || isUnder(each, named.get(one.id)!),
        ),
    );
    return !(isFree && owner);
  });
}

const isUnder = ({ subject }: Constraint, names: readonly string[]) =>
  names.some(
    (name) =>
      subject?.replaceAll(/[^a-z0-9]/gi, "").toLowerCase() ===
      name.replaceAll(/[^a-z0-9]/gi, "").toLowerCase(),
  );
