/** What a protection has to bear: the highest voltage of the source before it. */
import type { Guarded } from "../asks/guarded.ts";
import type { Ask } from "../asks/read.ts";
import type { Facts } from "../facts.ts";
import { span } from "../supply/number.ts";
import type { Supply } from "../supply/sources.ts";
import { VBUS } from "../supply/stated.ts";
import { isSized } from "./storage.ts";
import { hard } from "./wish.ts";
import type { Asked, Part, Wish } from "./wish.ts";

/** Above this (V) the gate of a single transistor is no longer safe, and an electronic fuse with that protection is looked for. */
const SMALL = 20;

/** A protection that is held against nothing would be a guess: what is not stated; null: it can be looked for. */
export function unstated(ask: Ask, { supplies, named }: Facts): string | null {
  const { rule, guards = [] } = ask;
  if (rule.id === "esd") {
    if (named.has(rule.id)) return null;
    const open = guards.find(({ volts }) => volts === null);
    return guards.length === 0 ? "which lines it is for is not stated" : (open?.basis ?? null);
  }
  if (rule.id === "motor-driver") {
    const isKnown = [...ask.because, ...ask.about].some(({ si }) => si?.unit === "A");
    return named.has(rule.id) || isKnown ? null : "the motor's voltage and current are not stated";
  }
  if (rule.id === "storage")
    return named.has(rule.id) || isSized(ask) ? null : "its size is not stated";
  if (rule.id === "battery-protection") {
    const isKnown = supplies.some(({ chemistry }) => chemistry !== null);
    return isKnown ? null : "the chemistry of the battery is not stated";
  }
  if (rule.id !== "over-voltage" && rule.id !== "reverse-polarity") return null;
  const main = guarded(supplies);
  if (!main) return "no supply is stated";
  return span(main.source.voltage) ? null : `the voltage of ${main.source.id} is not stated`;
}

const guarded = (supplies: Facts["supplies"]) =>
  supplies.find(({ source }) => source.kind !== "battery") ?? supplies[0];

export function protectionWish(
  wish: Wish,
  { rule, guards = [] }: Ask,
  { supplies, consumption, surge }: Facts,
): Wish {
  const main = guarded(supplies);
  const isMains = main?.source.kind === "mains";
  const volts = main && span(main.source.voltage);
  // The pulse of a vehicle comes over the line that is plugged in.
  const dump =
    volts && surge && main.source.kind === "external" && surge.value > volts.to ? surge : null;
  const bears = (figure: "standoff_voltage" | "input_voltage", soft: boolean): Asked[] =>
    dump
      ? [
          {
            demand: { figure, atLeast: dump.value, unit: "V" },
            ...{ requirement: dump.requirement, soft },
          },
        ]
      : [];
  const bear = (figure: "standoff_voltage" | "input_voltage") =>
    volts
      ? [hard({ figure, atLeast: volts.to, unit: "V" }, main.source.requirements[0] ?? null)]
      : [];
  const carry = consumption
    ? [
        hard(
          { figure: "current_rating", atLeast: consumption.value, unit: "A" },
          consumption.requirement,
        ),
      ]
    : [];
  switch (rule.id) {
    case "esd": {
      const fast = guards.length > 0 && guards.every((one) => one.fast);
      const attributes = { ...wish.attributes, ...(fast ? { capacitance: "low" } : {}) };
      const asked = [...wish.asked, ...standoff(guards, main)];
      return { ...wish, ...byBus(guards), attributes, asked };
    }
    case "over-voltage":
      return isMains
        ? {
            ...wish,
            attributes: { function: "varistor" },
            asked: [...wish.asked, ...bear("standoff_voltage")],
          }
        : {
            // A suppressor that conducts in a load dump burns.
            ...wish,
            asked: [
              ...wish.asked,
              ...(dump ? bears("standoff_voltage", false) : bear("standoff_voltage")),
            ],
          };
    case "reverse-polarity":
      return volts && volts.to > SMALL
        ? {
            ...wish,
            attributes: { function: "efuse" },
            asked: [...wish.asked, ...bear("input_voltage"), ...bears("input_voltage", true)],
          }
        : { ...wish, asked: [...wish.asked, ...bear("standoff_voltage")] };
    case "over-current":
      return isMains
        ? {
            ...wish,
            attributes: { function: "fuse", mains: "yes" },
            asked: [...wish.asked, ...carry],
          }
        : {
            ...wish,
            attributes: { function: "polyfuse" },
            asked: [...wish.asked, ...bear("standoff_voltage"), ...carry],
          };
    case "power-or": {
      // One of its inputs is the plug; the other is a rail, which is no more.
      const isUsb = supplies.some(({ source }) => source.kind === "usb");
      const vbus = hard({ figure: "input_voltage", atLeast: VBUS.volts.max, unit: "V" });
      return { ...wish, asked: [...wish.asked, ...(isUsb ? [vbus] : [])] };
    }
    case "battery-protection": {
      const cells = supplies.find(({ chemistry }) => chemistry !== null);
      if (!cells) return wish;
      const chemistry = cells.chemistry === "li-polymer" ? "li-ion" : cells.chemistry!;
      const attributes = { ...wish.attributes, chemistry, cells: String(cells.series) };
      return { ...wish, attributes };
    }
    default:
      return wish;
  }
}

/**
 * A CAN lies in one harness with the supply of a vehicle or a plant, and a short to it is a case of use: to its nominal
 * voltage it must be borne, to the highest it should.
 */
function standoff(guards: readonly Guarded[], main: Supply | undefined): Asked[] {
  const own = guards.flatMap(({ volts }) => volts ?? []);
  if (own.length === 0) return [];
  const bear = (atLeast: number, requirement: string | null, soft: boolean): Asked => ({
    demand: { figure: "standoff_voltage", atLeast, unit: "V" },
    ...{ requirement, soft },
  });
  const most = Math.max(...own);
  const source = guards.some(({ id }) => id === "can-transceiver") ? main?.source : undefined;
  const top = source?.kind === "external" ? span(source.voltage)?.to : undefined;
  if (!source || top === undefined || top <= most) return [bear(most, null, false)];
  const [requirement = null] = source.requirements;
  const nominal = source.voltage.typ ?? top;
  return [
    bear(Math.max(most, nominal), nominal > most ? requirement : null, false),
    ...(top > nominal ? [bear(top, requirement, true)] : []),
  ];
}

/** The catalogue's names of buses. */
const BUS: Readonly<Record<string, string>> = {
  "can-transceiver": "can",
  "rs485-transceiver": "rs-485",
};

/** One made for the bus comes before one for any, and that before one for another. */
function byBus(guards: readonly Guarded[]): Pick<Wish, "rank" | "ranked"> {
  const names = guards.flatMap(({ id }) => BUS[id] ?? []);
  if (names.length === 0) return {};
  const place = ({ attributes: { bus } }: Part) =>
    bus === undefined ? 1 : names.includes(bus) ? 0 : 2;
  return {
    rank: (a, b) => place(a) - place(b),
    ranked:
      "an order that puts what is made for the bus first, then what is closest to what is asked for",
  };
}
