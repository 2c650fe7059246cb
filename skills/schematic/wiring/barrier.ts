/** Which pins of a symbol lie behind an isolation barrier: they share neither supply nor ground with the rest of the sheet. */
import type { PartSymbol, Pin } from "../symbol/index.ts";
import { toDecide } from "./book.ts";
import type { Book, Instance } from "./book.ts";

const FAR = /^(?:GND2\w*|V(?:CC|DD)2|V_?ISO\w*|VSIN|GISO\w*|GND_?ISO)$/;
const NEAR_GROUND = /^GND1\w*$/;

/** Empty where there is no barrier: two grounds alone, with one supply, are none. */
export function farSide({ pins, description }: PartSymbol): readonly Pin[] {
  const has = (name: RegExp) => pins.some(({ names }) => names.some((one) => name.test(one)));
  const isSplit =
    (has(/^VCC1$/) && has(/^VCC2$/)) || (has(/^VDD1$/) && has(/^VDD2$/)) || has(/^V_?ISO/);
  if (!has(NEAR_GROUND) || !has(/^GND2/) || !(isSplit || /\bisolat/i.test(description))) return [];
  return pins.filter(({ names }) => names.some((one) => FAR.test(one)));
}

/** Joined to the ground of the near side the barrier would be none, so the far side stays for a person. */
export function tellBarrier({ ref, symbol, block }: Instance, book: Book): void {
  const far = farSide(symbol);
  if (far.length === 0) return;
  const names = [...new Set(far.map(({ name }) => name))].join(", ");
  book.leaveOpen(
    toDecide(block.id, `${ref} has a barrier, and the side behind it is not drawn`, {
      reason: `${names} are isolated from the rails and the ground of this sheet`,
      action:
        "Draw the isolated supply and a ground of its own by the data sheet; never join the two grounds.",
      severity: "error",
    }),
  );
}
