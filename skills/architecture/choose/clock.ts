/** How fast a controller may run from its supply: what a sheet allows from 4.5 V says nothing of 3.3 V. */
import type { Finding } from "metaforge";
import type { Rail } from "../schema.ts";
import { say } from "../supply/number.ts";
import type { Placement } from "./place.ts";
import { figuresOf } from "./wish.ts";
import type { Asked, Figure, Part } from "./wish.ts";

/** "from 4.5 V", "4.5 V to 5.5 V": the lowest supply of a grade of speed. */
const FROM = /^(?:from |at )?(\d+(?:\.\d+)?) V\b/;

/**
 * In Hz, at the lowest voltage of a supply; null: no clock is known for it. Between two grades the lower holds: a sheet may
 * allow more there, and its curve tells how much.
 */
export function allowedClock(part: Part, volts: number): number | null {
  const all = clocksOf(part).filter((one) => (fromVolts(one) ?? 0) <= volts);
  return all.length === 0 ? null : Math.max(...all.map(hertz));
}

/** Why a part does not reach a stated clock on the rail it was searched for; null: it does, or nothing is stated. */
export function clockAgainst(part: Part, asked: readonly Asked[]): string | null {
  const volts = asked.find(({ demand }) => demand.figure === "supply_voltage")?.demand.covers?.from;
  const wanted = asked.flatMap(({ demand, soft }) =>
    demand.figure === "clock_frequency" && !soft ? (demand.atLeast ?? []) : [],
  );
  if (volts === undefined || wanted.length === 0 || clocksOf(part).length === 0) return null;
  const least = Math.max(...wanted);
  const most = allowedClock(part, volts);
  if (most !== null && most >= least) return null;
  const reach = most === null ? "is not known" : `reaches ${say(most, "Hz")}`;
  return `its clock at ${say(volts, "V")} ${reach}, ${say(least, "Hz")} is asked for`;
}

/** A warning for a controller that the rail keeps from the clock that its description and its currents are of. */
export function clockFinding(
  { placed, host }: Placement,
  rails: readonly Rail[],
  where: { readonly file: string },
): Finding[] {
  const main = placed.find(({ id }) => id === host?.block);
  const part = main?.choice?.part;
  const voltage = rails.find(({ id }) => id === main?.rail)?.voltage;
  const volts = voltage?.min ?? voltage?.typ ?? null;
  if (!main || !part || volts === null) return [];
  const top = clocksOf(part).toSorted((a, b) => hertz(b) - hertz(a))[0];
  const most = allowedClock(part, volts);
  const needs = top && fromVolts(top);
  if (!top || !needs || most === null || most >= hertz(top)) return [];
  return [
    {
      id: `clock-${main.id}`,
      severity: "warning",
      title: `${part.mpn} runs at no more than ${say(most, "Hz")} from ${say(volts, "V")}`,
      where: { ...where, item: main.id },
      evidence: `${say(hertz(top), "Hz")} only from ${say(needs, "V")}: ${top.source.document}${top.source.section ? `, ${top.source.section}` : ""}; its curve may allow more between the two`,
      action: `Set the clock to ${say(most, "Hz")} or less, or feed it from ${say(needs, "V")}; its currents at ${say(hertz(top), "Hz")} are not those of this rail.`,
    },
  ];
}

/** A bus has a clock, too. */
const clocksOf = (part: Part): readonly Figure[] =>
  figuresOf(part, "clock_frequency", "Hz").filter(
    ({ condition }) => !/\bspi\b/i.test(condition ?? ""),
  );

const hertz = ({ min, typ, max }: Figure): number => (max ?? typ ?? min)!;

function fromVolts({ condition }: Figure): number | null {
  const volts = FROM.exec(condition ?? "")?.[1];
  return volts === undefined ? null : Number(volts);
}
