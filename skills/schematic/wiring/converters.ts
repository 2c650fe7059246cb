/** Connects what stands in the way of power: regulators, chargers, what protects. By the names of their pins. */
import type { Architecture } from "../asking/architecture.ts";
import { pinsNamed, RULE, toDecide } from "./book.ts";
import type { Book, Instance } from "./book.ts";
import { GND } from "./path.ts";
import type { Rails } from "./path.ts";
import { switchedPins } from "./switch-node.ts";
import { CELL, ENABLE, INPUT, OUTPUT, RETURN } from "./supply-names.ts";

/** Stacked and hidden pins follow from the drawing. */
export const isPowered = ({ type }: { type: string }) => type === "power_in" || type === "passive";

/** A transistor's bare end feeds nothing by itself. */
const isOpen = ({ type }: { type: string }) => type.startsWith("open_");

export function wireConverter(
  instance: Instance,
  { rails: all, powerTree, sources }: Architecture,
  rails: Rails,
  book: Book,
): void {
  const { ref, symbol, block } = instance;
  wireInput(instance, rails, book);
  const charged =
    block.kind === "charger"
      ? powerTree.filter(({ from, to }) => from === block.id && sources.some(({ id }) => id === to))
      : [];
  const made = [
    ...all.filter(({ from }) => from === block.id).map(({ id }) => id),
    ...charged.map(({ to }) => to),
  ];
  const switched = switchedPins(symbol);
  const outputs = pinsNamed(symbol, charged.length > 0 ? CELL : OUTPUT).filter(
    (pin) => !switched.includes(pin) && !isOpen(pin),
  );
  const [place] = made;
  const net = place === undefined ? null : rails.madeBy(block.id, place);
  // What only senses the output makes none.
  const isMaker = outputs.some(({ type }) => type !== "input");
  if (net !== null && made.length === 1) {
    for (const { number, name } of outputs) {
      book.join(net, ref, number, `${name}: output of ${block.id}`);
    }
    for (const { number, name } of pinsNamed(symbol, RETURN)) {
      if (!book.join(GND, ref, number, `${name}: return of ${block.id}`)) continue;
      const text = `${ref} (${block.id}): ${name}, the return of an isolated output, is the board's ground`;
      book.choose(`return-${ref}`, text, RULE);
    }
    // Its output is behind an inductor, which is told where that is drawn.
    if (isMaker || (block.kind === "regulator" && switched.length > 0)) return;
  }
  const reason =
    made.length === 0
      ? "no rail comes from it"
      : made.length === 1
        ? "its output stage (inductor, feedback) is its data sheet's, and no pin is the output itself"
        : `it makes ${made.length} rails: which pin is which is not said`;
  const action = "Draw the application circuit of its data sheet.";
  book.leaveOpen(toDecide(block.id, "has no output", { reason, action, severity: "error" }));
}

function wireInput({ ref, symbol, block }: Instance, rails: Rails, book: Book): void {
  const feed = rails.feedOf(block);
  const inputs = pinsNamed(symbol, INPUT).filter(isPowered);
  // VCC beside VIN is the output of an internal supply.
  const main = inputs.filter(({ names }) => !names.some((name) => /^V(?:CC|DD)$/.test(name)));
  const taken = main.length > 0 ? main : inputs;
  if (feed === null || taken.length === 0) {
    const reason =
      feed === null
        ? rails.into(block.id).length > 1
          ? `it is fed from ${rails.into(block.id).join(" and ")}: which pin is which is not said`
          : "no rail or source feeds it"
        : "no pin of its symbol is named as an input";
    const action = "Connect its input by the data sheet.";
    book.leaveOpen(toDecide(block.id, "has no input", { reason, action, severity: "error" }));
    return;
  }
  for (const { number, name } of taken) {
    book.join(feed.net, ref, number, `${name}: input of ${block.id}`);
  }
  for (const { number, name } of pinsNamed(symbol, ENABLE).filter(isOnWhenLow)) {
    if (!book.join(GND, ref, number, `${name}: always on`)) continue;
    const text = `${ref} (${block.id}): ${name} is on ${GND}, so it is always on: by its name low switches it on`;
    book.choose(`enable-${ref}`, text, RULE);
  }
  for (const { number, name } of pinsNamed(symbol, ENABLE).filter(isEnable)) {
    if (!book.join(feed.net, ref, number, `${name}: always on`)) continue;
    const text = `${ref} (${block.id}): ${name} is on ${feed.net}, so it is always on; its data sheet gives the level it bears`;
    book.choose(`enable-${ref}`, text, RULE);
  }
}

/** Of the two words one has the bar. */
const isOnWhenLow = ({ name, type }: { name: string; type: string }) =>
  type === "input" && /^~\{ON\}\/OFF$/i.test(name);

/** SHDN is active low only where a bar says so; CE with a bar is active low. */
const isEnable = ({ name, type }: { name: string; type: string }) =>
  type === "input" && /SHDN/i.test(name) === name.includes("~{");

/** What lies in series has one input and one output; anything else is for a person. */
export function wireProtection({ ref, symbol, block }: Instance, rails: Rails, book: Book): void {
  const ins = pinsNamed(symbol, /^(?:V?IN\d*)$/);
  const outs = pinsNamed(symbol, /^(?:V?OUT\d*)$/);
  const before = rails.into(block.id);
  const kinds = (pins: typeof ins) => new Set(pins.map(({ name }) => name)).size;
  const from = before.length === 1 ? rails.nodeOf(before[0]!) : null;
  const after = rails.nodeOf(block.id);
  if (from === null || after === null || kinds(ins) !== 1 || kinds(outs) !== 1) {
    const reason = `which of its pins lie between ${before.join(" and ")} and what follows is its data sheet's`;
    const action = "Draw the application circuit of its data sheet.";
    book.leaveOpen(
      toDecide(block.id, "is not connected to the power", { reason, action, severity: "error" }),
    );
    return;
  }
  for (const { number, name } of ins) book.join(from, ref, number, `${name}: input of ${block.id}`);
  for (const { number, name } of outs) {
    book.join(after, ref, number, `${name}: output of ${block.id}`);
  }
}
