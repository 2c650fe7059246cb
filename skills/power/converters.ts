/** Tells of each converter: what it takes in each state, what it heats, and how hot its junction gets. */
import { calculated } from "./battery.ts";
import type { Budget } from "./budget.ts";
import { highest, lowest, nominal } from "./budget.ts";
import { boundsOf, largest } from "./figure.ts";
import { dissipation, inputCurrent, junction } from "./formulas.ts";
import type { Conversion, Result } from "./formulas.ts";
import type { Usage, UsageState } from "./input/usage.ts";
import type { Feed, Network, Stage } from "./network.ts";
import { rounded } from "./quantity.ts";
import type { PowerBudget } from "./schema.ts";

export type Converter = PowerBudget["converters"][number];
export type Ambient = PowerBudget["ambient"];

export function convertersOf(
  network: Network,
  budget: Budget,
  usage: Usage,
  ambient: Ambient,
): Converter[] {
  return network.stages.flatMap((stage) =>
    stage.converter
      ? stage.feeds.map((feed) => converterOf(stage, feed, budget, usage, ambient))
      : [],
  );
}

function converterOf(
  stage: Stage,
  feed: Feed,
  budget: Budget,
  usage: Usage,
  ambient: Ambient,
): Converter {
  const converter = stage.converter!;
  const part = budget.part(converter.part?.id);
  const rail = { kind: "rail", id: stage.rail.id } as const;
  const vin = budget.voltage(feed);
  const most = Math.max(...usage.states.map((state) => budget.at(rail, state, "worst").value));
  const kind = budget.topology(stage);
  // A linear regulator's is its voltage ratio, whatever anybody says.
  const eta = kind === "ldo" || kind === "direct" ? null : budget.efficiency(stage, most);
  const iq = budget.quiescent(stage);
  const input = (state: UsageState, which: "typical" | "worst") => {
    const of = budget.conversion(stage, feed, state, which);
    const below = budget.at(rail, state, which);
    const taken = of
      ? inputCurrent(of)
      : { value: 0, complete: false, formula: "the input voltage is not known" };
    const assured = which === "typical" || (below.assured && budget.isAssured(stage, below.value));
    return calculated({ ...taken, complete: taken.complete && below.complete, assured }, "A");
  };
  const heat = usage.states
    .map((state) => ({ state: state.name, ...heatIn(stage, feed, budget, state) }))
    .toSorted((a, b) => b.value - a.value)[0]!;
  const { state, ...hottest } = heat;
  return {
    block: converter.id,
    part: part?.mpn ?? converter.part?.mpn ?? null,
    rail: stage.rail.id,
    fedBy: feed.id,
    topology: kind,
    vin: vin && { ...vin },
    vout: { value: nominal(stage.rail.voltage), unit: "V" },
    efficiency: eta && { ...eta, unit: "1" },
    quiescent: iq && {
      typical: iq.typ ?? iq.max,
      worst: iq.max ?? iq.typ,
      unit: "A",
      source: iq.source,
    },
    states: usage.states.map((one) => ({
      state: one.name,
      typical: input(one, "typical"),
      worst: input(one, "worst"),
    })),
    dissipation: { ...calculated(hottest, "W"), state },
    junction: hotness(stage, budget, hottest, ambient),
  };
}

type Heat = Result & { readonly assured: boolean };

/** At the end of the input range that heats more. */
function heatIn(stage: Stage, feed: Feed, budget: Budget, state: UsageState): Heat {
  const of = budget.conversion(stage, feed, state, "worst");
  const range = budget.voltage(feed);
  const rail = budget.at({ kind: "rail", id: stage.rail.id }, state, "worst");
  if (!of || !range) {
    return { value: 0, complete: false, assured: true, formula: "the input voltage is not known" };
  }
  const at = (vin: number) => dissipation({ ...of, vin } satisfies Conversion);
  const most = [at(highest(range)), at(lowest(range))].toSorted((a, b) => b.value - a.value)[0]!;
  // A range without an upper end could heat more.
  const complete = most.complete && rail.complete && (range.max ?? range.typ) !== null;
  return { ...most, complete, assured: rail.assured && budget.isAssured(stage, rail.value) };
}

function hotness(
  stage: Stage,
  budget: Budget,
  heat: Heat,
  ambient: Ambient,
): Converter["junction"] {
  const resistance = thermalResistance(stage, budget);
  if (!resistance || !ambient) return null;
  const ohm = (resistance.max ?? resistance.typ ?? resistance.min)!;
  const { value, formula } = junction(ambient.value, heat.value, ohm);
  return {
    ...{ value: rounded(value), unit: "°C", complete: heat.complete },
    ...{ assured: heat.assured, formula },
    ambient: ambient.value,
    ambientFrom: ambient.from,
    resistance: resistance.source,
  };
}

/** Junction to ambient; a resistance to the case or the board needs more than is known here. */
export const thermalResistance = (stage: Stage, budget: Budget) =>
  largest(
    boundsOf(budget.part(stage.converter?.part?.id), "thermal_resistance", "K/W").filter(
      ({ source }) => !/\bto (?:case|board|pad|top)\b|\bjunction-(?:case|board)\b/i.test(source),
    ),
  );
