/** Adds decoupling capacitors at loads, and those at a regulator's input and output with their values left open. */
import type { Architecture } from "../asking/architecture.ts";
import { placeOf } from "../sheet/item.ts";
import type { PartSymbol, Pin } from "../symbol/index.ts";
import { addPassive, RULE, toDecide } from "./book.ts";
import type { Book, Instance } from "./book.ts";
import { REGULATOR_CAPACITORS } from "../pins/support.ts";
import { CAPACITOR } from "./passives.ts";
import { GND } from "./power.ts";
import type { Rails } from "./power.ts";
import { SUPPLY } from "./supply-names.ts";

const DECOUPLING = "100nF";
const WITH_ELECTRONICS = new Set([
  "mcu",
  "radio",
  "sensor",
  "memory",
  "interface",
  "display",
  "actuator",
  "other",
]);

export function addCapacitors(
  { rails: all }: Architecture,
  rails: Rails,
  book: Book,
  symbols: ReadonlyMap<string, PartSymbol>,
): void {
  const capacitor = symbols.get(CAPACITOR);
  if (book.instances.length === 0) return;
  if (!capacitor) {
    const reason = `${CAPACITOR} is not installed`;
    const action = "Add the capacitors by the data sheets.";
    book.leaveOpen(toDecide("all parts", "have no capacitors", { reason, action }));
    return;
  }
  const add = (beside: Instance, net: string, value: string, because: string) =>
    addPassive(book, capacitor, { value, beside, nets: [net, GND], because });
  for (const instance of book.instances) {
    const { block, ref } = instance;
    if (WITH_ELECTRONICS.has(block.kind)) {
      for (const { number, net } of suppliesOf(instance, book)) {
        add(instance, net, DECOUPLING, `decoupling of ${ref} pin ${number}`);
        const text = `${DECOUPLING} from each supply pin that is drawn to ground, close to it; the data sheets may ask for more`;
        book.choose("decoupling", text, RULE);
      }
    }
    if (block.kind !== "regulator" && block.kind !== "charger") continue;
    const made = all.filter(({ from }) => from === block.id);
    const ends = [
      ["input", rails.feedOf(block)?.net] as const,
      ...made.map(({ id }) => ["output", rails.madeBy(block.id, id) ?? undefined] as const),
    ] as const;
    for (const [what, net] of ends.filter(([, end]) => end && book.hasNet(end))) {
      const known = REGULATOR_CAPACITORS.find(({ symbols: of }) => of.test(instance.symbol.id));
      const value = known?.[what] ?? null;
      const added = add(instance, net!, value ?? "TBD", `${what} capacitor of ${ref}`);
      if (value !== null) {
        const text = `${added}: ${value}, the ${what} capacitor of ${ref} (${block.id})`;
        book.choose(`capacitor-${added}`, text, known!.source);
        continue;
      }
      const reason = "capacitance and ESR that it is stable with are its data sheet's";
      const action = `Take both from the data sheet of ${block.part?.mpn ?? block.id}.`;
      book.leaveOpen(
        toDecide(block.id, `${what} capacitor ${added} has no value`, { reason, action }),
      );
    }
  }
}

/** Each pin of the part, also those that the library stacks on one place: on the board they are apart. */
function suppliesOf({ ref, symbol }: Instance, book: Book) {
  const isSupply = ({ type, names }: Pin) =>
    type === "power_in" && names.some((name) => SUPPLY.test(name));
  const supplies = symbol.pins.filter(isSupply);
  const places = new Map(
    supplies.map((pin) => [placeOf(pin), book.netOf(ref, pin.number)] as const),
  );
  const numbers = new Set<string>();
  return symbol.pins.flatMap((pin) => {
    const { number, type, names } = pin;
    const isStacked =
      type === "passive" && places.has(placeOf(pin)) && names.some((name) => SUPPLY.test(name));
    const net = book.netOf(ref, number) ?? places.get(placeOf(pin)) ?? null;
    if (!(isSupply(pin) || isStacked) || net === null || net === GND || numbers.has(number)) {
      return [];
    }
    numbers.add(number);
    return [{ number, net }];
  });
}
