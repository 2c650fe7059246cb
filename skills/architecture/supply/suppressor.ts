/** What a suppressor and a transistor in the supply leave open: what they let through, how long they bear it, what a gate sees. */
import type { Placed, Placement } from "../choose/place.ts";
import type { Chosen, Claim } from "../evidence.ts";
import type { Facts } from "../facts.ts";
import type { Architecture } from "../schema.ts";
import { say, sayRange, span } from "./number.ts";
import { mainSupply } from "./plan.ts";

type Risks = Architecture["risks"];
type Body = Pick<Architecture, "blocks" | "rails">;

const CLAMP =
  "its clamping voltage, which lies well above its stand-off (about 1.6 × for a diode), is not compared with what the others on that line bear";

export function supplyGuards(facts: Facts, { placed }: Placement, body: Body): Risks {
  const suppressor = placed.find(({ ask }) => ask.rule.id === "over-voltage");
  const blocker = placed.find(({ ask }) => ask.rule.id === "reverse-polarity");
  return [
    ...(suppressor ? clamping(suppressor, facts, body) : []),
    ...(suppressor ? surge(suppressor, facts) : []),
    ...(blocker ? gate(blocker, facts) : []),
  ];
}

/** A line for which a suppressor stands is not answered by its stand-off alone. */
export function clampClaims(chosen: readonly Chosen[]): Claim[] {
  const { part } = chosen.find(({ ask }) => ask?.rule.id === "over-voltage") ?? {};
  return part ? [{ kind: "presence", left: `${part.mpn}: ${CLAMP}`, shown: null }] : [];
}

function clamping({ id, choice }: Placed, facts: Facts, { blocks, rails }: Body): Risks {
  const part = choice?.part;
  if (!part) return [];
  const source = mainSupply(facts)?.source.id;
  const first = rails.filter((rail) => rail.source === source && rail.from !== source);
  const behind = blocks.filter(
    (one) =>
      first.some(({ from }) => from === one.id) ||
      (one.id === "reverse-polarity" && one.part !== null),
  );
  const who = behind.map((one) => (one.part ? `${one.id} (${one.part.mpn})` : one.id)).join(", ");
  // In the tree it stands behind what blocks a reversed supply, which a diode of one direction would short-circuit.
  const before = behind.find((one) => one.id === "reverse-polarity");
  const order = before
    ? `. ${before.part!.mpn} stands before it and is not protected by it; placed before that part it has to be one for both directions`
    : "";
  const text = `${part.mpn} is held by its stand-off only: ${CLAMP}${who ? `: ${who}` : ""}${order}`;
  return [{ id: `clamping-${id}`, text, blocks: [id, ...behind.map((one) => one.id)] }];
}

/** A diode that conducts turns the whole of a load dump to heat; one that does not limits nothing of it. */
function surge({ id, choice }: Placed, { surge: stated }: Facts): Risks {
  if (!stated) return [];
  const volts = `the ${say(stated.value, "V")} of ${stated.requirement}`;
  const part = choice?.part?.mpn;
  const text = `${part ? `${part} does not conduct at ${volts} and limits nothing of it` : `No suppressor is chosen for ${volts}`}: a load dump lasts for tenths of a second, and one that conducts has to bear its energy. What stands behind it bears that voltage itself, or something before it limits it`;
  return [{ id: `surge-${id}`, text, blocks: [id] }];
}

/** The gate of a transistor in the plus line lies at ground, so that it sees the whole supply. */
function gate({ id, choice }: Placed, facts: Facts): Risks {
  const part = choice?.part;
  if (!part || !/\bmosfet\b/i.test(`${part.description} ${part.attributes["type"] ?? ""}`))
    return [];
  const source = mainSupply(facts)?.source;
  const volts = source && span(source.voltage) ? ` (${sayRange(source.voltage)})` : "";
  const { surge: stated } = facts;
  const more = stated ? `, for a moment ${say(stated.value, "V")} (${stated.requirement})` : "";
  const text = `The gate of ${part.mpn} sees the whole supply${volts}${more}, and what it bears is not in the catalogue (such transistors bear 8 V to 20 V): a resistor at the gate and a Zener diode from gate to source may be needed, for which there are no blocks`;
  return [{ id: `gate-${id}`, text, blocks: [id] }];
}
