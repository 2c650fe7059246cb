/** The charger: by the chemistry and its cells, what feeds it, how fast, and whether it minds the cell's temperature. */
import type { Ask } from "../asks/read.ts";
import { rationaleOf, choiceLists, toPart } from "../blocks.ts";
import type { Facts } from "../facts.ts";
import type { Constraint } from "../input.ts";
import type { Block } from "../schema.ts";
import { chargeCurrent } from "../supply/formulas.ts";
import { span } from "../supply/number.ts";
import { chargedBattery, chargingSource } from "../supply/tree.ts";
import { temperatureDemand } from "./demands.ts";
import { choose } from "./select.ts";
import { hard } from "./wish.ts";
import type { Asked, Choice, Part, PartsTool } from "./wish.ts";

export async function chargerBlock(
  facts: Facts,
  tool: PartsTool,
): Promise<{ block: Block; choice: Choice | null } | null> {
  const ask = facts.asks.find(({ rule }) => rule.id === "charger");
  if (!ask) return null;
  const battery = chargedBattery(facts);
  const from = chargingSource(facts);
  const vin = from && span(from.source.voltage);
  const time = ask.because.find(
    ({ parameter, si }) => /charging_time|charge_time/.test(parameter) && si?.unit === "s",
  );
  const hours = time ? (time.si!.max ?? time.si!.typ ?? time.si!.min!) / 3600 : null;
  const capacity = battery?.source.capacity?.value ?? null;
  const current = hours !== null && capacity !== null ? chargeCurrent(capacity, hours) : null;
  const chemistry = battery?.chemistry ?? null;
  const asked: Asked[] = [
    ...(vin ? [hard({ figure: "input_voltage", covers: vin, unit: "V" })] : []),
    ...(current
      ? [hard({ figure: "charge_current", atLeast: current.value, unit: "A" }, time!.id)]
      : []),
    // Of few chargers the least current is known, so that it is no reason against the others.
    ...ceilings(ask).map(({ id, si }) => ({
      ...hard(
        { figure: "charge_current", covers: { from: si!.max!, to: si!.max! }, unit: "A" },
        id,
      ),
      soft: true,
    })),
    ...temperatureDemand(facts.temperature),
  ];
  const minded = mindedBy(ask);
  const named = facts.named.get(ask.id) ?? [];
  const choice = chemistry
    ? await choose(tool, {
        families: ["charger"],
        attributes: {
          chemistry: chemistry === "li-polymer" ? "li-ion" : chemistry,
          ...(chemistry === "lead-acid" ? {} : { cells: String(battery!.series) }),
        },
        ...{ asked, named },
        against: (part) => (minded.length === 0 ? null : withoutThermistor(part, minded)),
      })
    : null;
  const more = [
    ...(current ? [`Charge current: ${current.formula}.`] : []),
    ...(minded.length > 0
      ? [`Charging minds the cell's temperature (${ids(minded)}): only with a thermistor input.`]
      : []),
  ];
  const wanted = [
    `charger for ${chemistry ?? "a battery whose chemistry is not stated"}${from ? ` from ${from.source.id}` : ""}`,
    ...(current ? [current.formula] : []),
    ...(minded.length > 0 ? [`with an input for the cell's thermistor (${ids(minded)})`] : []),
  ];
  return {
    choice,
    block: {
      id: "charger",
      name: ask.name,
      kind: "charger",
      requirements: [...new Set([...ask.because, ...ask.about].map(({ id }) => id))],
      part: toPart(choice?.part ?? null),
      quantity: 1,
      rationale: rationaleOf(choice, named, more.map((text) => ` ${text}`).join("")),
      tbd: choice?.part ? null : wanted.join(", "),
      ...choiceLists(choice),
      rail: null,
      interfaces: [],
    },
  };
}

const ids = (lines: readonly Constraint[]) => [...new Set(lines.map(({ id }) => id))].join(", ");

const CHARGING = /\b(?:re)?charg(?:e|ed|ing|es)\b/i;
/** What the skin of the product reaches, or how warm it is elsewhere, is not the cell's. */
const ELSEWHERE =
  /\b(?:surfaces?|housing|enclosure|touch|skin|storage|stored|charging (?:pad|coil|dock|station)s?)\b/i;
const THERMISTOR = /\bntc\b|\bthermistors?\b/i;
const OPERATING = /^operating_temp|^storage_temp|^humidity/;

/** "Charge current at most 400 mA": it has to be possible to set it so low. */
const ceilings = ({ because, about }: Ask) =>
  [...because, ...about].filter(
    ({ parameter, statement, si }) =>
      si?.unit === "A" &&
      si.max !== undefined &&
      si.min === undefined &&
      /current/.test(parameter) &&
      (CHARGING.test(statement) || /(?<!dis)charg/.test(parameter)),
  );

const mindedBy = ({ because, about }: Ask) => [...because, ...about].filter(mindsCell);

/** "Charging shall be inhibited below 0 °C", "charging only between 0 °C and 45 °C", "charger with NTC input". */
export function mindsCell({ parameter, statement, si, priority }: Constraint): boolean {
  if (priority !== "must" || ELSEWHERE.test(statement)) return false;
  if (THERMISTOR.test(statement)) return /\bcharg|\bbatter|\bcells?\b/i.test(statement);
  if (si?.unit !== "Cel" || OPERATING.test(parameter)) return false;
  return CHARGING.test(statement) || /(?<!dis)charg(?!er)/.test(parameter);
}

function withoutThermistor(part: Part, minded: readonly Constraint[]): string | null {
  const has = part.attributes["ntc"];
  if (has === "yes") return null;
  const what =
    has === "no" ? "it has no thermistor input" : "a thermistor input is not known of it";
  return `${what}, and charging minds the cell's temperature (${ids(minded)})`;
}

/** What a charger does for such a line, and what is left to show; null: the line is none, or no charger answers it. */
export function thermistorLeft(
  one: Constraint,
  chosen: readonly { readonly part: Part }[],
): string | null {
  const part = chosen.find(({ part: { family } }) => family === "charger")?.part;
  if (!part || !mindsCell(one)) return null;
  return part.attributes["ntc"] === "yes"
    ? `${part.mpn} has a thermistor input; at which temperatures it stops is for the thermistor and its resistors to show`
    : `Of ${part.mpn} no thermistor input is known: nothing stops charging by temperature`;
}
