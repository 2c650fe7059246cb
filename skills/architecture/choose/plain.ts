/** What a block without rules of its own asks of its part: the attributes of its kind, and what a sensor has to measure. */
import type { Ask } from "../asks/read.ts";
import { sensorAgainst } from "./against.ts";
import { isMeasured, measuredAgainst, measuredKnown } from "./measured.ts";
import { storageAgainst } from "./storage.ts";
import type { Part, Wish } from "./wish.ts";

const PLUGS: readonly (readonly [RegExp, string])[] = [
  [/^usb-?(?: ?type-?)?c$/i, "usb-c"],
  [/^micro-?usb/i, "usb-micro-b"],
  [/^mini-?usb/i, "usb-mini-b"],
];

/** A plug that the document names is the only one that will do. */
export function attributesOf({ rule, because }: Ask): Readonly<Record<string, string>> | undefined {
  if (rule.id === "motor-driver") {
    const isStepper = because.some(({ statement }) => /\bstepper\b/i.test(statement));
    return { load: isStepper ? "stepper" : "dc-motor" };
  }
  if (rule.id !== "usb-connector") return rule.attributes;
  const values = because.flatMap(({ values: all }) => all ?? []);
  const plug = PLUGS.find(([words]) => values.some((one) => words.test(one)))?.[1];
  return plug === undefined ? undefined : { function: plug };
}

/** A sensor that measures nothing else comes first, and one that no bus of the rule reaches is ruled out. */
export function plainWish(ask: Ask): Pick<Wish, "rank" | "ranked" | "against"> {
  if (ask.rule.id === "storage") return { against: storageAgainst(ask) };
  if (ask.rule.kind !== "sensor") return {};
  const known = (part: Part) => measuredKnown(ask, part);
  const many = ({ attributes }: Part) => (attributes["quantity"] ?? "").split(",").length;
  return {
    rank: (a, b) => known(b) - known(a) || many(a) - many(b),
    ranked: `${isMeasured(ask) ? "what it is known to keep of resolution and rate, then by " : ""}measuring nothing else, then by what is closest to what is asked for`,
    against: (part) => sensorAgainst(ask)(part) ?? measuredAgainst(ask, part),
  };
}
