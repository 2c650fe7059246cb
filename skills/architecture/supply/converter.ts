/** The part of a converter, and what it makes of its input. */
import type { Family } from "../asks/rule.ts";
import { temperatureDemand } from "../choose/demands.ts";
import { choose } from "../choose/select.ts";
import { figuresOf } from "../choose/wish.ts";
import type { Asked, Choice, Part, PartsTool } from "../choose/wish.ts";
import type { Facts } from "../facts.ts";
import type { Edge } from "../schema.ts";
import { chooseTopology } from "./formulas.ts";
import type { Topology, TopologyChoice } from "./formulas.ts";
import { round, say, span } from "./number.ts";
import type { Volts } from "./number.ts";

/** A converter is not run at its end: its part gives a quarter more than the rail needs. */
const RESERVE = 1.25;

/** The topology with its part; a buck converter where there should be a linear regulator and none fits. */
export async function convert(
  facts: Facts,
  tool: PartsTool,
  wish: Omit<ConverterWish, "topology"> & {
    readonly limit: number;
    readonly linear: boolean;
    readonly isPart: boolean;
  },
): Promise<{ topology: TopologyChoice; choice: Choice | null }> {
  const { isMains, vin, vout, amps, limit, linear, isPart } = wish;
  if (isMains) {
    const reason = "an isolated AC-DC module makes it from the mains";
    const choice = await converterPart(facts, tool, { ...wish, topology: null });
    return { topology: { topology: null, linearHeat: null, reason }, choice };
  }
  const topology = chooseTopology(vin, vout, amps, limit, {
    ...{ isAsked: linear, isPart, least: facts.efficiency },
  });
  const choice = await converterPart(facts, tool, { ...wish, topology: topology.topology });
  if (topology.topology !== "ldo" || linear || choice?.part) return { topology, choice };
  const buck = await converterPart(facts, tool, { ...wish, topology: "buck" });
  if (!buck?.part) return { topology, choice };
  const reason = `${topology.reason}, but none in the catalogue fits`;
  return { topology: { ...topology, topology: "buck", reason }, choice: buck };
}

interface ConverterWish {
  readonly topology: Topology | null;
  readonly isMains: boolean;
  readonly vin: Volts;
  readonly vout: number;
  readonly amps: number | null;
}

/** Null where the topology is not known: then nothing can be searched. */
async function converterPart(
  { temperature }: Facts,
  tool: PartsTool,
  { topology, isMains, vin, vout, amps }: ConverterWish,
): Promise<Choice | null> {
  if (!isMains && (topology === null || topology === "direct")) return null;
  const known = span(vin);
  const demand = (one: Asked["demand"]): Asked => ({ demand: one, requirement: null, soft: false });
  const asked: Asked[] = [
    demand({ figure: "output_voltage", covers: { from: vout, to: vout }, unit: "V" }),
    ...(known ? [demand({ figure: "input_voltage", covers: known, unit: "V" })] : []),
    ...(amps === null
      ? []
      : [demand({ figure: "output_current", atLeast: round(amps * RESERVE), unit: "A" })]),
    ...(topology === "ldo" && known
      ? [demand({ figure: "dropout_voltage", atMost: round(known.from - vout), unit: "V" })]
      : []),
    ...temperatureDemand(temperature),
  ];
  return choose(tool, {
    families: [isMains ? "other" : (topology as Family)],
    ...(isMains ? { attributes: { function: "ac-dc" } } : {}),
    asked: asked.filter(
      ({ demand: { figure } }) => !(isMains && figure === "operating_temperature"),
    ),
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
