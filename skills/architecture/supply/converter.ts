/** The part of a converter, and what it makes of its input. */
import type { Family } from "../asks/rule.ts";
import { temperatureDemand } from "../choose/demands.ts";
import { choose, figuresOf } from "../choose/select.ts";
import type { Asked, Choice, Part, PartsTool } from "../choose/select.ts";
import type { Facts } from "../facts.ts";
import type { Edge } from "../schema.ts";
import type { Topology } from "./formulas.ts";
import { round, say, span } from "./number.ts";
import type { Volts } from "./number.ts";

/** A converter is not run at its end: its part gives a quarter more than the rail needs. */
const RESERVE = 1.25;

export interface ConverterWish {
  readonly topology: Topology | null;
  readonly isMains: boolean;
  readonly vin: Volts;
  readonly vout: number;
  readonly amps: number | null;
}

/** Null where the topology is not known: then nothing can be searched. */
export async function converterPart(
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
