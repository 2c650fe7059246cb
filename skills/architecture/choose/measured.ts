/** How fine and how often a part measures: its figures against what lines ask, where both surely mean the same. */
import type { Finding } from "metaforge";
import { isDeferred } from "../asks/read.ts";
import type { Ask } from "../asks/read.ts";
import type { Constraint } from "../input.ts";
import { say } from "../supply/number.ts";
import type { Choice, Part } from "./wish.ts";

const FINE = /(?:^|_)resolution$/;
const OFTEN =
  /(?:^|_)(?:sampl(?:e|ing)|output_data|data_output|update|measurement)_(?:rate|frequency)$|^(?:odr|output_data_rate)$/;
const CONVERTER =
  /^(?:(?:\w+_)?adc|analog(?:ue)?_to_digital(?:_converter)?|a_to_d_converter|converter)_resolution$/;

interface Known {
  readonly name: string;
  readonly has: number;
  readonly asked: number;
  readonly unit: string;
}

/** A reason against a part that measures coarser or slower than a must; null: none that is known. */
export function measuredAgainst(ask: Ask, part: Part): string | null {
  const lines = [...ask.because, ...ask.about].filter(
    (one) => one.priority === "must" && !isDeferred(one),
  );
  for (const one of lines) {
    const known = knownOf(ask, part, one);
    if (known && known.has < known.asked) {
      const [has, asked] = [known.has, known.asked].map((value) => say(value, known.unit));
      return `${known.name} is ${has}, ${asked} is asked for (${one.id})`;
    }
  }
  return null;
}

/** In words what shows it; null: the part has no such figure, or the line speaks of something else. */
export function measuredShown(ask: Ask | null, part: Part, one: Constraint): string | null {
  const known = ask && knownOf(ask, part, one);
  return known && known.has >= known.asked
    ? `${known.name} is ${say(known.has, known.unit)}`
    : null;
}

/** How many of the lines a part is known to keep: one of which nothing is known comes after. */
export const measuredKnown = (ask: Ask, part: Part): number =>
  [...ask.because, ...ask.about].filter((one) => measuredShown(ask, part, one) !== null).length;

export const isMeasured = ({ because, about }: Ask): boolean =>
  [...because, ...about].some(({ parameter }) => FINE.test(parameter) || OFTEN.test(parameter));

/** The resolution that lines ask of the controller's own converter. */
const converterAsked = ({ because, about }: Ask): Constraint | null =>
  [...because, ...about].find(
    (one) =>
      CONVERTER.test(one.parameter) &&
      one.si?.unit === "bit" &&
      one.priority === "must" &&
      !isDeferred(one),
  ) ?? null;

function knownOf({ rule }: Ask, part: Part, { parameter, si }: Constraint): Known | null {
  const asked = si?.min ?? si?.typ;
  if (asked === undefined) return null;
  if (si!.unit === "bit" && rule.kind === "mcu" && CONVERTER.test(parameter)) {
    const bits = /\b(\d+)[- ]?bit (?:[\w-]+ )?ADC\b/i.exec(part.description)?.[1];
    return bits === undefined
      ? null
      : { name: "resolution of its converter", has: Number(bits), asked, unit: "bit" };
  }
  if (rule.kind !== "sensor") return null;
  if (si!.unit === "bit" && FINE.test(parameter)) {
    const has = most(part, "bit") ?? bitsOf(part);
    return has === null ? null : { name: "resolution", has, asked, unit: "bit" };
  }
  if (si!.unit === "Hz" && OFTEN.test(parameter)) {
    const has = most(part, "Hz");
    return has === null ? null : { name: "output data rate", has, asked, unit: "Hz" };
  }
  return null;
}

/** The most that a figure of that unit reaches: of Hz only one that says that it is the rate. */
function most({ figures }: Part, unit: "bit" | "Hz"): number | null {
  const all = Object.entries(figures).flatMap(([name, each]) =>
    each.filter(
      (one) =>
        one.unit === unit &&
        (unit === "bit"
          ? name === "resolution"
          : /\b(?:data|sampl\w+) rate\b/i.test(one.condition ?? "")),
    ),
  );
  const values = all.flatMap(({ max, typ, min }) => max ?? typ ?? min ?? []);
  return values.length === 0 ? null : Math.max(...values);
}

function bitsOf({ description }: Part): number | null {
  const found = /(?:^|, )(\d+)[- ]bit(?=,|$)/.exec(description)?.[1];
  return found === undefined ? null : Number(found);
}

/** The converter inside a controller has mostly fewer bits than one that is made for measuring. */
export function converterFinding(
  controller: Ask | null,
  placed: readonly { readonly id: string; readonly choice: Choice | null }[],
  where: { file: string },
): Finding[] {
  const asked = controller && converterAsked(controller);
  const part = placed.find(({ id }) => id === controller?.id)?.choice?.part;
  if (!asked || !part || measuredShown(controller, part, asked) !== null) return [];
  const bits = asked.si!.min ?? asked.si!.typ ?? asked.si!.max!;
  return [
    {
      id: "converter-resolution",
      severity: "warning",
      title: `${bits} bit are asked of the converter, and the catalogue does not tell those of ${part.mpn}`,
      where: { ...where, item: controller!.id },
      evidence: asked.statement,
      action:
        "Check its data sheet: 12 bit are usual inside a controller; above that, add a converter beside it.",
      requirement: asked.id,
    },
  ];
}
