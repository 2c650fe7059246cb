/** Tells which pins that need something have got nothing: supplies, inputs that would float; and what has no footprint. */
import { isUnused, leadsTo } from "../pins/lines.ts";
import { sharedWith } from "../pins/stm32.ts";
import { placeOf } from "../sheet/item.ts";
import type { Pin } from "../symbol/index.ts";
import { toDecide } from "./book.ts";
import type { Book, Instance } from "./book.ts";

export function listOpenPins(book: Book): void {
  for (const instance of book.instances) {
    const { ref, block } = instance;
    const all = openOf(instance, book).filter((pin) => !isUnused(pin));
    const lines = tellLines(instance, all, book);
    const open = all.filter((pin) => !lines.includes(pin));
    const nameOf = (pin: Pin) => {
      const as = sharedWith(pin, instance.symbol);
      return `${pin.number} ${pin.name}${as ? ` (${as})` : ""}`;
    };
    const tell = (what: string, pins: readonly Pin[], severity: "error" | "warning") => {
      if (pins.length === 0) return;
      const reason = pins.map(nameOf).join(", ");
      const action =
        "Connect them by the data sheet; on the sheet they are marked as not connected.";
      book.leaveOpen(toDecide(block.id, `${ref} ${what}`, { reason, action, severity }));
    };
    const supplies = open.filter(({ type }) => type === "power_in");
    tell("has supply pins without a rail", supplies, "error");
    const inputs = open.filter(
      (pin) =>
        (pin.type === "input" && pin.alternates.length === 0) ||
        sharedWith(pin, instance.symbol) !== null ||
        // A memory's write protection and hold are drawn as data pins.
        (block.kind !== "mcu" &&
          pin.type === "bidirectional" &&
          /~\{(?:WP|HOLD|RESET)\}/.test(pin.name)),
    );
    tell("has open inputs", inputs, "warning");
    const termination = open.filter(({ names }) => names.some((name) => /^CC[12]$/.test(name)));
    tell(
      "has USB Type-C pins without termination: Rd for a device, Rp for a host",
      termination,
      "warning",
    );
    const rest = open.filter(({ type }) => type === "passive" || type === "power_out");
    tell("has open pins that its data sheet gives a purpose", rest, "warning");
  }
}

/** Gives those that it told of: one matter a part, with what the lines lead to. */
function tellLines({ ref, block, symbol }: Instance, open: readonly Pin[], book: Book): Pin[] {
  const toward = (pin: Pin) => leadsTo(pin, block.kind, symbol.pins);
  const lines = open.filter((pin) => toward(pin) !== null);
  if (lines.length === 0) return lines;
  const groups = [...Map.groupBy(lines, toward)].map(
    ([to, pins]) => `${pins.map(({ number, name }) => `${number} ${name}`).join(", ")} to ${to}`,
  );
  const reason = groups.join("; ");
  const action = "Draw what they lead to; on the sheet they are marked as not connected.";
  const what = `${ref} has lines that lead outside and end nowhere`;
  book.leaveOpen(toDecide(block.id, what, { reason, action }));
  return lines;
}

/** One matter for all that rules added: the values say nothing of size, voltage and power. */
export function listFootprints(added: readonly { ref: string; value: string }[], book: Book): void {
  if (added.length === 0) return;
  const refs = added.map(({ ref }) => ref).join(", ");
  const reason = `${refs}: nobody chose their size, voltage and power rating; KiCad takes no part without a footprint over to a board`;
  const action =
    "Assign footprints in KiCad (Tools, Assign Footprints) by voltage, power and stock.";
  book.leaveOpen(toDecide("parts that rules added", "have no footprint", { reason, action }));
}

/** A pin on the place of a connected one is connected. */
function openOf({ ref, symbol }: Instance, book: Book): Pin[] {
  const isJoined = ({ number }: Pin) => book.netOf(ref, number) !== null;
  const places = new Set(symbol.pins.filter(isJoined).map(placeOf));
  return symbol.pins.filter((pin) => !isJoined(pin) && !places.has(placeOf(pin)));
}
