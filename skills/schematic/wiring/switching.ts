/** Draws inductor, catch diode and bootstrap capacitor of a switching converter, whose places its topology gives; their values stay open. */
import type { Architecture } from "../asking/architecture.ts";
import type { PartSymbol, Pin } from "../symbol/index.ts";
import { addPassive, pinsNamed, RULE, toDecide } from "./book.ts";
import type { Book, Instance } from "./book.ts";
import { wireFeedback } from "./feedback.ts";
import { CAPACITOR, DIODE, INDUCTOR } from "./passives.ts";
import { GND } from "./path.ts";
import type { Rails } from "./path.ts";
import {
  FIRST,
  isController,
  SECOND,
  SWITCH,
  switchedOutputs,
  switchedPins,
} from "./switch-node.ts";

const BOOT = /^(?:BOOT|BST|BOOST|CBOOT|CB)$/;

export function addSwitching(
  architecture: Architecture,
  rails: Rails,
  book: Book,
  symbols: ReadonlyMap<string, PartSymbol>,
): void {
  for (const instance of book.instances.filter(({ block }) => block.kind === "regulator")) {
    const { ref, symbol, block } = instance;
    const switched = switchedPins(symbol);
    if (switched.length === 0) continue;
    const ends = endsOf(instance, architecture, rails, book);
    const inductor = symbols.get(INDUCTOR);
    if (ends === null || !inductor) {
      const names = [...new Set(switched.map(({ number, name }) => `${ref}.${number} ${name}`))];
      const reason = `${names.join(", ")} switches, so it is not the rail itself; where the inductor lies follows neither from the topology nor from the names of the pins`;
      const action =
        "Draw the output stage of its data sheet: inductor, diode or second transistor, feedback. Never join what switches to the rail.";
      book.leaveOpen(toDecide(block.id, "has no inductor", { reason, action, severity: "error" }));
      continue;
    }
    const because = `inductor of ${ref}, a ${ends.topology} converter`;
    const added = addPassive(book, inductor, {
      value: "TBD",
      beside: instance,
      nets: ends.nets,
      because,
    });
    book.choose(
      `inductor-${ref}`,
      `${added} lies between ${ends.nets.join(" and ")}: ${ref} (${block.id}) is a ${ends.topology} converter`,
      RULE,
    );
    const action = `Take it from the data sheet of ${block.part?.mpn ?? block.id}.`;
    const reason = "inductance and saturation current follow from its data sheet and the load";
    book.leaveOpen(
      toDecide(block.id, `inductor ${added} has no value`, { reason, action, severity: "error" }),
    );
    if (ends.topology === "buck") catchDiode(instance, ends.nets[0], book, symbols.get(DIODE));
    const made = architecture.rails.find(({ from }) => from === block.id);
    if (made)
      wireFeedback(instance, { net: rails.madeBy(instance.block.id, made.id)!, made }, book);
    bootstrap(instance, book, symbols.get(CAPACITOR));
  }
}

/** The output of what only switches is behind its inductor. */
function endsOf(
  { ref, symbol, block }: Instance,
  { rails: all, powerTree }: Architecture,
  rails: Rails,
  book: Book,
): { nets: readonly [string, string]; topology: string } | null {
  const topology = powerTree.find(({ to, topology: kind }) => to === block.id && kind)?.topology;
  const made = all.filter(({ from }) => from === block.id);
  const output = made.length === 1 ? rails.madeBy(block.id, made[0]!.id) : null;
  const input = rails.feedOf(block)?.net ?? null;
  const own = (pins: readonly Pin[], name: string) => {
    const net = `${ref}_${name}`;
    for (const pin of pins) book.join(net, ref, pin.number, `${pin.name} of ${block.id}, switched`);
    return net;
  };
  const [one, first, second] = [SWITCH, FIRST, SECOND].map((names) => pinsNamed(symbol, names)) as [
    Pin[],
    Pin[],
    Pin[],
  ];
  if (topology === "buck-boost" && first.length > 0 && second.length > 0) {
    return { nets: [own(first, "L1"), own(second, "L2")], topology };
  }
  const outputs = isController(symbol) ? [] : switchedOutputs(symbol);
  if (topology === "buck" && output !== null && one.length === 0 && outputs.length > 0) {
    return { nets: [own(outputs, "SW"), output], topology };
  }
  if (one.length === 0 || first.length + second.length > 0) return null;
  if (topology === "buck" && output !== null) return { nets: [own(one, "SW"), output], topology };
  const hasOutput = symbol.pins.some(({ number }) => book.netOf(ref, number) === output);
  if (topology === "boost" && input !== null && output !== null && hasOutput) {
    return { nets: [input, own(one, "SW")], topology };
  }
  return null;
}

/** From ground to what switches. A synchronous converter has a transistor in its place. */
function catchDiode(
  instance: Instance,
  net: string,
  book: Book,
  diode: PartSymbol | undefined,
): void {
  const { ref, symbol, block } = instance;
  const isNeeded =
    switchedOutputs(symbol).length > 0 || /\b(?:non|a)-?synchronous\b/i.test(symbol.description);
  if (!isNeeded && /\bsynchronous\b/i.test(symbol.description)) return;
  const action = `See the data sheet of ${block.part?.mpn ?? block.id}.`;
  if (!isNeeded || !diode) {
    const what = isNeeded ? "has no catch diode" : "has no catch diode, and may need one";
    const reason = isNeeded
      ? `${DIODE} is not installed: its cathode goes to ${net}, its anode to ${GND}`
      : `only a synchronous converter does without one from ${GND} to ${net}, and the library does not say whether it is`;
    const severity = isNeeded ? "error" : "warning";
    book.leaveOpen(toDecide(block.id, what, { reason, action, severity }));
    return;
  }
  const because = `catch diode of ${ref}, cathode to what switches`;
  const nets = [net, GND] as const;
  const added = addPassive(book, diode, { value: "TBD", beside: instance, nets, because });
  const text = `${added} lies from ${GND} to ${net}: ${ref} (${block.id}) has one transistor, so the inductor's current goes on through a diode`;
  book.choose(`diode-${ref}`, text, RULE);
  const reason = "a fast one (Schottky) for the input's voltage and the output's current";
  book.leaveOpen(
    toDecide(block.id, `catch diode ${added} has no type`, { reason, action, severity: "error" }),
  );
}

function bootstrap(instance: Instance, book: Book, capacitor: PartSymbol | undefined): void {
  const { ref, symbol, block } = instance;
  const [pin, ...others] = pinsNamed(symbol, BOOT);
  const net = `${ref}_SW`;
  if (!pin || others.length > 0 || !book.hasNet(net) || !capacitor) return;
  const because = `bootstrap capacitor of ${ref}, between ${pin.name} and the switched pin`;
  if (!book.join(`${ref}_BOOT`, ref, pin.number, because)) return;
  const nets = [`${ref}_BOOT`, net] as const;
  const added = addPassive(book, capacitor, { value: "TBD", beside: instance, nets, because });
  const reason = "its capacitance is its data sheet's";
  const action = `Take it from the data sheet of ${block.part?.mpn ?? block.id}.`;
  book.leaveOpen(
    toDecide(block.id, `bootstrap capacitor ${added} has no value`, { reason, action }),
  );
}
