/** What a converter has to bear: its load, both ends of its input voltage, its headroom and its heat. */
import type { Budget } from "../budget.ts";
import { highest, lowest, nominal } from "../budget.ts";
import type { Ambient, Converter } from "../converters.ts";
import type { Facts } from "../facts.ts";
import { absoluteOf, boundsOf, largest, smallest } from "../figure.ts";
import { dissipation, junction as atHeat } from "../formulas.ts";
import type { Result } from "../formulas.ts";
import type { Stage } from "../network.ts";
import { shown } from "../quantity.ts";
import type { Check } from "../schema.ts";
import { sumWords, takers } from "../sums.ts";
import { able, exactly, judged, needs } from "./judge.ts";

/** A converter between its feed and its rail, and how it is called. */
interface Place {
  readonly converter: Converter;
  readonly stage: Stage;
  readonly part: ReturnType<Budget["part"]>;
  readonly about: string;
  /** A battery falls below a converter's least voltage in any case: how much charge that costs is told with it. */
  readonly isOnBattery: boolean;
}

export function converterChecks(converter: Converter, facts: Facts): Check[] {
  const place = placeOf(converter, facts);
  // The load is the same whatever feeds it.
  const load = place.stage.feeds[0]?.id === converter.fedBy ? loadCheck(place, facts) : [];
  if (converter.topology === "direct") return load;
  return [
    ...load,
    highestInput(place),
    ...lowestInput(place),
    ...(converter.topology === "ldo" ? [headroom(place)] : []),
    junction(place, facts.ambient),
  ];
}

function placeOf(converter: Converter, { budget, network }: Facts): Place {
  const stage = network.stages.find(({ rail }) => rail.id === converter.rail)!;
  const many = network.stages.filter((one) => one.converter === stage.converter).length > 1;
  const from = stage.feeds.length > 1 ? [converter.fedBy] : [];
  const places = [...(many ? [converter.rail] : []), ...from];
  return {
    ...{ converter, stage, part: budget.part(stage.converter!.part?.id) },
    about: places.length > 0 ? `${converter.block} (${places.join(", ")})` : converter.block,
    isOnBattery: network.sources.some(
      ({ id, kind }) => id === converter.fedBy && kind === "battery",
    ),
  };
}

const without = ({ part, about }: Place, figure: string) =>
  part ? `${part.mpn} has no figure ${figure}` : `${about} has no part of the catalogue`;

function loadCheck(place: Place, { budget, usage, network }: Facts): Check[] {
  const { converter, stage, part, about } = place;
  const figure = smallest(boundsOf(part, "output_current", "A"));
  if (converter.topology === "direct" && !figure) return [];
  const rail = { kind: "rail", id: converter.rail } as const;
  const peaks = usage.states.map((state) => ({ state, ...budget.at(rail, state, "peak") }));
  const most = peaks.toSorted((a, b) => b.value - a.value)[0]!;
  const complete = peaks.every((peak) => peak.complete);
  // What the rail was laid out for may hold loads that only a requirement tells of.
  const plan = stage.rail.maxCurrent;
  const isPlanned = plan !== null && plan !== undefined && plan.value > most.value;
  const current = isPlanned ? plan.value : most.value;
  const sum = sumWords(takers(rail, network, budget, most.state, "peak"), most.value, complete);
  return [
    judged({
      kind: "converter-current",
      about,
      title: `Load on ${converter.rail} at once`,
      value: current,
      // A rail with nothing on it proves nothing.
      complete: current > 0 && complete,
      assured: peaks.every((peak) => peak.assured),
      limit: able(figure),
      side: "max",
      unit: "A",
      formula: isPlanned
        ? `laid out for ${shown(plan.value, "A")}: ${plan.basis}`
        : `the loads' peaks: ${sum}`,
      source: figure?.source ?? null,
      lacking: without(place, "output current"),
      ...(current > 0 ? {} : { doubt: "nothing on the rail has a current that is known" }),
      ...(isPlanned
        ? { doubt: "what it was laid out for is kept, yet not all that hangs on it is known" }
        : {}),
    }),
  ];
}

function highestInput(place: Place): Check {
  const { converter, part, about, stage } = place;
  const allowed = largest(boundsOf(part, "input_voltage", "V"));
  const range = allowed ?? smallest(absoluteOf(part, "input_voltage", "V"));
  const vin = converter.vin;
  const top = vin && highest(vin);
  const out = Math.abs(nominal(stage.rail.voltage));
  // Above its output a step-up converter lets the input through.
  const isBoost = converter.topology === "boost";
  const limit = isBoost ? Math.min(range?.max ?? out, out) : range?.max;
  return judged({
    kind: "input-voltage",
    about,
    title: `Highest input voltage, from ${converter.fedBy}`,
    value: top,
    complete: allowed !== null,
    assured: true,
    limit: exactly(limit),
    side: "max",
    unit: "V",
    formula: vin
      ? `${converter.fedBy} reaches ${shown(top, "V")}${isBoost ? `; a step-up converter gives ${shown(out, "V")} from less than that only` : ""}`
      : "",
    source: range?.source ?? null,
    lacking: vin
      ? without(place, "input voltage")
      : `the voltage of ${converter.fedBy} is not known`,
    doubt: "only what must never be exceeded is known, not up to where it works",
  });
}

/** Where it starts to work, and a step-down one below its output no more. A linear one's headroom says it better. */
function lowestInput(place: Place): Check[] {
  const { converter, part, about, stage, isOnBattery } = place;
  const { vin, topology, fedBy } = converter;
  if (topology === "ldo" || !vin) return [];
  const range = largest(boundsOf(part, "input_voltage", "V"));
  const out = Math.abs(nominal(stage.rail.voltage));
  const least = range?.min ?? null;
  const isBuck = topology === "buck";
  const limit = isBuck ? Math.max(least ?? 0, out) : least;
  const isNominal = isOnBattery && vin.typ !== null;
  const low = Math.abs(isNominal ? vin.typ! : lowest(vin));
  const which = isNominal ? "Nominal" : "Lowest";
  const check = judged({
    kind: "input-voltage",
    about,
    title: `${which} input voltage, from ${fedBy}`,
    value: low,
    complete: !isBuck || least !== null,
    assured: true,
    limit: exactly(limit),
    side: "min",
    unit: "V",
    formula: `${fedBy} ${isNominal ? "has" : "falls to"} ${shown(low, "V")}${isBuck ? `; a step-down converter gives ${shown(out, "V")} from more than that only` : ""}`,
    source: range?.source ?? null,
    lacking: without(place, "input voltage"),
    doubt: without(place, "input voltage"),
  });
  return [{ ...check, id: `input-voltage-min:${about}` }];
}

function headroom(place: Place): Check {
  const { converter, part, about, stage, isOnBattery } = place;
  const { vin, rail, fedBy } = converter;
  const drop = largest(boundsOf(part, "dropout_voltage", "V"));
  const isNominal = isOnBattery && vin !== null && vin.typ !== null;
  const low = vin && (isNominal ? vin.typ! : lowest(vin));
  const out = nominal(stage.rail.voltage);
  const room = low === null ? null : low - out;
  return judged({
    kind: "dropout",
    about,
    title: `Headroom of ${rail} at the ${isNominal ? "nominal" : "lowest"} input voltage`,
    value: room,
    complete: true,
    assured: true,
    limit: needs(drop),
    side: "min",
    unit: "V",
    formula: vin
      ? `Vin − Vout = ${shown(low, "V")} − ${shown(out, "V")} = ${shown(room, "V")}`
      : "",
    source: drop?.source ?? null,
    lacking: vin ? without(place, "dropout voltage") : `the voltage of ${fedBy} is not known`,
  });
}

/** How hot a linear regulator gets at the current that its rail was laid out for, where that is more than what is known. */
function atPlan({ converter, stage }: Place, ambient: Ambient): Result | null {
  const { junction: estimate, dissipation: known, vin, topology } = converter;
  const current = stage.rail.maxCurrent?.value ?? 0;
  if (topology !== "ldo" || !estimate || !vin || !ambient || known.value <= 0) return null;
  const heat = dissipation({
    ...{ topology, vin: highest(vin), vout: nominal(stage.rail.voltage), iout: current },
    ...{ efficiency: null, iq: converter.quiescent?.worst ?? null },
  });
  const resistance = (estimate.value - ambient.value) / known.value;
  return heat.value > known.value ? atHeat(ambient.value, heat.value, resistance) : null;
}

function junction(place: Place, ambient: Ambient): Check {
  const { converter, part, about } = place;
  const { junction: estimate, dissipation: heat } = converter;
  const most = smallest(boundsOf(part, "junction_temperature", "°C"));
  const open = [
    ...(most?.max === undefined || most.max === null ? ["the highest junction temperature"] : []),
    ...(estimate || !ambient ? [] : ["the thermal resistance to ambient"]),
    ...(ambient ? [] : ["the ambient temperature"]),
  ];
  // With the heat known, what a board would have to keep is known, too.
  const room = most?.max && ambient && !estimate ? most.max - ambient.value : null;
  const bearable =
    room !== null && room > 0 && heat.complete && heat.value > 0
      ? `; with ${shown(heat.value, "W")} it is kept up to ${shown(room / heat.value, "K/W")}`
      : "";
  const laidOut = atPlan(place, ambient);
  const isTooHot = laidOut !== null && most?.max && laidOut.value > most.max;
  return judged({
    kind: "junction",
    about,
    title: "Junction temperature, estimate",
    value: estimate?.value ?? null,
    complete: estimate?.complete === true && !isTooHot,
    // The resistance is one number by definition, for the board of the data sheet: hence the word estimate.
    assured: estimate?.assured ?? false,
    limit: exactly(most?.max),
    side: "max",
    unit: "°C",
    formula: [
      estimate?.formula ?? heat.formula,
      ...(laidOut
        ? [
            `at the ${shown(place.stage.rail.maxCurrent!.value, "A")} that the rail was laid out for ${laidOut.formula}`,
          ]
        : []),
    ].join("; "),
    ...(isTooHot ? { doubt: "at the current that the rail was laid out for it gets too hot" } : {}),
    source: most ? `${most.source}${estimate ? `; ${estimate.resistance}` : ""}` : null,
    lacking: `not known: ${open.join(", ")}${bearable}`,
  });
}
