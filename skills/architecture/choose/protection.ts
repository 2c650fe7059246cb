/** What a protection has to bear: the highest voltage of the source before it. */
import type { Ask } from "../asks/read.ts";
import type { Facts } from "../facts.ts";
import { span } from "../supply/number.ts";
import type { Wish } from "./select.ts";

/** Above this (V) the gate of a single transistor is no longer safe, and an electronic fuse with that protection is looked for. */
const SMALL = 20;

export function protectionWish(wish: Wish, { rule }: Ask, { supplies, consumption }: Facts): Wish {
  const main = supplies.find(({ source }) => source.kind !== "battery") ?? supplies[0];
  const isMains = main?.source.kind === "mains";
  const volts = main && span(main.source.voltage);
  const bear = (figure: "standoff_voltage" | "input_voltage") =>
    volts
      ? [
          {
            demand: { figure, atLeast: volts.to, unit: "V" },
            requirement: main.source.requirements[0] ?? null,
            soft: false,
          } as const,
        ]
      : [];
  const carry = consumption
    ? [
        {
          demand: { figure: "current_rating", atLeast: consumption.value, unit: "A" },
          requirement: consumption.requirement,
          soft: false,
        } as const,
      ]
    : [];
  switch (rule.id) {
    case "over-voltage":
      return isMains
        ? { ...wish, attributes: { function: "varistor" } }
        : { ...wish, asked: [...wish.asked, ...bear("standoff_voltage")] };
    case "reverse-polarity":
      return volts && volts.to > SMALL
        ? {
            ...wish,
            attributes: { function: "efuse" },
            asked: [...wish.asked, ...bear("input_voltage")],
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
    case "power-or":
      return {
        ...wish,
        asked: [...wish.asked, ...(volts && volts.to <= 6 ? bear("input_voltage") : [])],
      };
    default:
      return wish;
  }
}
