/** The part of a converter, and what it makes of its input. */
import type { Family } from "../asks/rule.ts";
import { temperatureDemand } from "../choose/demands.ts";
import { SHOWN, unique } from "../choose/nearest.ts";
import { choose } from "../choose/select.ts";
import { figuresOf, hard } from "../choose/wish.ts";
import type { Asked, Choice, Part, PartsTool } from "../choose/wish.ts";
import type { Facts } from "../facts.ts";
import type { Edge } from "../schema.ts";
import { chooseTopology } from "./formulas.ts";
import type { Topology, TopologyChoice } from "./formulas.ts";
import { byCoolness, coolnessOpen, HOT, hotJunction } from "./heat.ts";
import type { Load } from "./heat.ts";
import { round, say, span } from "./number.ts";
import type { Volts } from "./number.ts";
import type { Surge } from "./surge.ts";

/** A converter is not run at its end: its part gives a quarter more than the rail needs. */
const RESERVE = 1.25;
/** In W: by less even 400 K/W, more than the small packages of the catalogue have, are warmed by less than 20 K. */
const SLIGHT = 0.05;

/** The topology with its part; a buck converter where there should be a linear regulator and none fits. */
export async function convert(
  facts: Facts,
  tool: PartsTool,
  wish: Omit<ConverterWish, "topology" | "bears"> & {
    /** Of the source before it, for a moment. */
    readonly surge: Surge | null;
    readonly limit: number;
    readonly linear: boolean;
    readonly isPart: boolean;
  },
): Promise<{ topology: TopologyChoice; choice: Choice | null }> {
  const { isMains, vin, vout, amps, limit, linear, isPart } = wish;
  if (isMains) {
    const reason = "an isolated AC-DC module makes it from the mains";
    const choice = await converterPart(facts, tool, { ...wish, topology: null, bears: null });
    return { topology: { topology: null, linearHeat: null, reason }, choice };
  }
  const topology = chooseTopology(vin, vout, amps, limit, {
    ...{ isAsked: linear, isPart, least: facts.efficiency },
  });
  const made = await thatBears(facts, tool, { ...wish, topology: topology.topology });
  const { choice } = made;
  const told = { ...topology, reason: `${topology.reason}${made.words}` };
  if (topology.topology !== "ldo") return { topology: told, choice };
  const open = choice?.part ? heatOpen(facts, wish, choice.part) : null;
  const asLinear = { topology: { ...told, heatOpen: open }, choice };
  // Those that only their heat rules out are what a reader would have taken.
  const hot = (choice?.eliminated ?? []).filter(
    ({ reasons }) => reasons.length === 1 && reasons[0]!.startsWith(HOT),
  );
  // Where others are known to get too hot, what is not known of one is no reason to take it.
  const isHeld = choice?.part && (open === null || hot.length === 0);
  if (linear || isHeld) return asLinear;
  const buck = await thatBears(facts, tool, { ...wish, topology: "buck" });
  if (!buck.choice?.part) return asLinear;
  const first = hot[0] ? ` (${hot[0].id}: ${hot[0].reasons[0]})` : "";
  const which = choice?.part
    ? "and none in the catalogue is known to bear it"
    : "but none in the catalogue fits";
  const reason = `${topology.reason}, ${which}${first}${buck.words}`;
  const eliminated = unique([...hot, ...buck.choice.eliminated]).slice(0, SHOWN);
  return {
    topology: { ...topology, topology: "buck", reason },
    choice: { ...buck.choice, eliminated },
  };
}

/** A part that bears the surge, where there is one; else one that needs it limited, and words for that. */
async function thatBears(
  facts: Facts,
  tool: PartsTool,
  wish: Omit<ConverterWish, "bears"> & { readonly surge: Surge | null },
): Promise<{ choice: Choice | null; words: string }> {
  const { surge, vin } = wish;
  const plain = () => converterPart(facts, tool, { ...wish, bears: null });
  const known = span(vin);
  if (!surge || !known || wish.amps === null || surge.value <= known.to)
    return { choice: await plain(), words: "" };
  const choice = await converterPart(facts, tool, { ...wish, bears: surge.value });
  const volts = `the ${say(surge.value, "V")} of ${surge.requirement}`;
  if (choice?.part) return { choice, words: `; its part bears ${volts}` };
  const words = `; none in the catalogue bears ${volts} besides, so that what limits them before it decides`;
  return { choice: await plain(), words };
}

/** What the heat of a linear regulator depends on; null: one of it is not known. */
function loadOf({ temperature }: Facts, { vin, vout, amps }: Given): Load | null {
  const input = span(vin)?.to;
  if (input === undefined || amps === null || temperature === null) return null;
  if ((input - vout) * amps < SLIGHT) return null;
  return { vin: input, vout, amps, ambient: temperature.max };
}

/** In words; null: its junction is held. */
function heatOpen(facts: Facts, wish: Given, part: Part): string | null {
  const input = span(wish.vin)?.to;
  if (wish.amps === null || input === undefined) return null;
  if ((input - wish.vout) * wish.amps < SLIGHT) return null;
  if (facts.temperature === null)
    return "its junction is held against no ambient, since none is stated";
  const open = coolnessOpen(part, loadOf(facts, wish));
  return open === null ? null : `its junction is not held: ${open}`;
}

type Given = Pick<ConverterWish, "vin" | "vout" | "amps">;

interface ConverterWish {
  readonly topology: Topology | null;
  readonly isMains: boolean;
  readonly vin: Volts;
  readonly vout: number;
  readonly amps: number | null;
  /** In V, what its input bears besides `vin`. */
  readonly bears: number | null;
}

/** Null where the topology or the current is not known: then nothing can be searched. */
async function converterPart(
  facts: Facts,
  tool: PartsTool,
  wish: ConverterWish,
): Promise<Choice | null> {
  const { temperature } = facts;
  const { topology, isMains, vin, vout, amps, bears } = wish;
  // Without any current the smallest would be taken, whatever hangs on it.
  if (amps === null) return null;
  if (!isMains && (topology === null || topology === "direct")) return null;
  const known = span(vin);
  const asked: Asked[] = [
    hard({ figure: "output_voltage", covers: { from: vout, to: vout }, unit: "V" }),
    ...(known
      ? [
          hard({
            figure: "input_voltage",
            covers: { from: known.from, to: Math.max(known.to, bears ?? 0) },
            unit: "V",
          }),
        ]
      : []),
    {
      ...hard({ figure: "output_current", atLeast: round(amps * RESERVE), unit: "A" }),
      basis: `${RESERVE} × ${say(amps, "A")}`,
    },
    ...(topology === "ldo" && known
      ? [hard({ figure: "dropout_voltage", atMost: round(known.from - vout), unit: "V" })]
      : []),
    ...temperatureDemand(temperature),
  ];
  const load = topology === "ldo" ? loadOf(facts, wish) : null;
  return choose(tool, {
    ...(load
      ? {
          against: (part: Part) => hotJunction(part, load),
          rank: byCoolness(load),
          ranked:
            "an order that puts a junction that is held first, then what is closest to what is asked for",
        }
      : {}),
    families: [isMains ? "other" : (topology as Family)],
    ...(isMains ? { attributes: { function: "ac-dc" } } : {}),
    asked,
  });
}

/** η = Vout / Vin of a linear regulator; of a switching one what its data sheet says. */
export function efficiencyOf(
  topology: Topology | null,
  vin: Volts,
  vout: number,
  part: Part | null,
): Edge["efficiency"] {
  const input = vin.typ ?? span(vin)?.to;
  if (topology === "ldo" && input) {
    return {
      value: round(vout / input),
      unit: "1",
      source: `Vout / Vin = ${say(vout, "V")} / ${say(input, "V")}, without the regulator's own current`,
    };
  }
  const figure = part && figuresOf(part, "efficiency", "1")[0];
  const value = figure?.typ ?? figure?.min ?? figure?.max;
  if (value === null || value === undefined) return null;
  const { document, section } = figure!.source;
  return {
    value,
    unit: "1",
    source: `${document}${section ? `, ${section}` : ""}${figure!.condition ? ` (${figure!.condition})` : ""}`,
  };
}
