/** Connects what a switching converter senses its output with: to the rail where its output is fixed, else a divider is to be chosen. */
import type { Rail } from "../asking/architecture.ts";
import { pinsNamed, RULE, toDecide } from "./book.ts";
import type { Book, Instance } from "./book.ts";
import { FEEDBACK } from "./switch-node.ts";

/** `made`: the rail on `net`, which is behind the inductor. */
export function wireFeedback(
  { ref, symbol, block }: Instance,
  { net, made }: { net: string; made: Rail },
  book: Book,
): void {
  const pins = pinsNamed(symbol, FEEDBACK).filter(({ number }) => !book.netOf(ref, number));
  if (pins.length === 0) return;
  const names = pins.map(({ number, name }) => `${ref}.${number} ${name}`).join(", ");
  const fixed = fixedOutput(symbol);
  // What has another pin to sense with may want this one on ground.
  const isSensed = symbol.pins.some(({ number }) => book.netOf(ref, number) === net);
  if (fixed !== null && fixed === made.voltage?.typ && !isSensed && pins.length === 1) {
    const because = `${pins[0]!.name} senses the output, fixed at ${fixed} V`;
    book.join(net, ref, pins[0]!.number, because);
    const text = `${ref} (${block.id}): ${pins[0]!.name} is on ${net}, behind the inductor: the library calls the output fixed at ${fixed} V`;
    book.choose(`feedback-${ref}`, text, RULE);
    return;
  }
  const volts = made.voltage?.typ ? `the ${made.voltage.typ} V of ${net}` : `the voltage of ${net}`;
  const reason =
    fixed === null
      ? `${names} sets ${volts} by a divider, whose values are its data sheet's`
      : fixed === made.voltage?.typ
        ? `${names}: where it goes at a fixed output, beside another pin that senses it, is its data sheet's`
        : `the library calls its output fixed at ${fixed} V, which is not ${volts}`;
  const action = `Draw the feedback by the data sheet of ${block.part?.mpn ?? block.id}.`;
  const what = `${ref} has no feedback`;
  book.leaveOpen(toDecide(block.id, what, { reason, action, severity: "error" }));
}

/** In V, as the library describes it: "fixed 3.3V output voltage", "3.3V 3A Step-Down"; null where it is adjustable or not told. */
function fixedOutput({ id, description }: { id: string; description: string }): number | null {
  if (/-ADJ\b/i.test(id) || /\badjustable\b/i.test(description)) return null;
  const said =
    /\bfixed\b[^\d,;]{0,20}(\d+(?:\.\d+)?)\s?V\b/i.exec(description) ??
    /^(\d+(?:\.\d+)?)\s?V\b(?!\s*(?:-|to\b|input))/i.exec(description);
  return said ? Number(said[1]) : null;
}
