/** The steps of a test case, in the imperative, with the numbers that they need. */
import type { Addressed } from "../input/architecture.ts";
import type { Constraint } from "../input/constraints.ts";
import type { Kind } from "./cases.ts";
import type { Corner } from "./corners.ts";
import type { Equipment } from "./equipment.ts";
import type { Limits } from "./guard-band.ts";
import { amount, bareWords, limitWords, nameOf } from "./limit-words.ts";

export interface About {
  readonly constraint: Constraint;
  readonly kind: Kind;
  readonly limits: Limits;
  readonly equipment: Equipment | null;
  readonly addressed: Addressed;
  readonly corners: readonly Corner[];
}

export function stepsOf(about: About): string[] {
  const { constraint, kind } = about;
  const record =
    "Record result, device, firmware, equipment with its calibration date, and who tested.";
  if (kind === "measure") return [...measuring(about), record];
  if (kind === "range") return [...applying(about), record];
  if (kind === "span") return [...sensing(about), record];
  if (kind === "document")
    return [...looking(constraint), "Record the document, its revision and who looked."];
  return [...showing(about), record];
}

function measuring(about: About): string[] {
  const { constraint, limits, equipment, corners } = about;
  const { condition, category } = constraint;
  const name = nameOf(constraint);
  if (equipment?.quantity === "count") {
    return [
      `Count ${name} in the schematic and on the built device; let the firmware use each of them.`,
      `Accept when there are ${bareWords(constraint)}, each of which works.`,
    ];
  }
  const doubt = doubtOf(limits);
  const temperature = corners.find(({ what }) => what === "temperature");
  const repeats =
    temperature &&
    /electrical|power|performance/.test(category) &&
    !/temperature|°C/i.test(condition ?? "")
      ? [
          `Repeat at both ends of the operating temperature, ${temperature.words} (${temperature.requirement}).`,
        ]
      : [];
  return [
    category === "mechanical"
      ? `Take a device as it is delivered${condition ? `, as stated: ${condition}` : ""}.`
      : `Bring the device into the state that is asked for: ${condition ?? "normal operation, after it has settled"}.`,
    `Measure ${name} with ${equipment === null ? "an instrument whose uncertainty is known" : `${equipment.class} (${equipment.instrument})`}${doubt}.`,
    ...repeats,
    judging(about),
  ];
}

function judging({ constraint, limits }: About): string {
  const { acceptMin, acceptMax, unit } = limits;
  const words = limitWords({ ...constraint, min: acceptMin, max: acceptMax, typ: null });
  if (words !== "")
    return `Accept when every result is ${acceptMin !== null && acceptMax !== null ? `within ${words}` : words}.`;
  const limit = limitWords(constraint);
  return limits.min === null && limits.max === null
    ? `Record the result beside ${bareWords(constraint) || "the statement"}; ask for limits before it is judged.`
    : `Accept when every result keeps ${limit} with the measurement's uncertainty counted (in ${unit}).`;
}

function doubtOf({ uncertaintyMin, uncertaintyMax, unit }: Limits): string {
  const all = [uncertaintyMin, uncertaintyMax].filter((one) => one !== null && one > 0);
  return all.length === 0
    ? ""
    : `, expanded uncertainty at most ${amount(Math.min(...(all as number[])), unit)}`;
}

function applying(about: About): string[] {
  const { constraint, limits, equipment, addressed } = about;
  const { unit } = constraint;
  const { acceptMin, acceptMax } = limits;
  const ends = [acceptMin, acceptMax].filter((one) => one !== null).map((one) => amount(one, unit));
  const at = ends.length > 0 ? ends.join(", then ") : bareWords(constraint);
  const name = nameOf(constraint);
  const functions = addressed.by.length > 0 ? ` of ${addressed.by.join(", ")}` : "";
  return [
    `Set ${name} to ${at}${equipment === null ? "" : `, read by ${equipment.class} (${equipment.instrument})`}.`,
    "Wait until the reading is steady.",
    `Run the functional test${functions} from start-up on.`,
    "Accept when every function works throughout, without reset, error or damage.",
  ];
}

/** At the end of what it measures, not beyond: it is specified for nothing there. */
function sensing({ constraint, limits, equipment }: About): string[] {
  const { acceptMin, acceptMax, unit } = limits;
  const end = acceptMin ?? acceptMax;
  const at = end === null ? bareWords(constraint) : amount(end, unit);
  const by = equipment === null ? "a reference" : `${equipment.class} (${equipment.instrument})`;
  return [
    `Apply ${at}, read by ${by}.`,
    "Read what the device reports, ten times after it is steady.",
    "Accept when it reports what is applied, within the accuracy that is stated for it, and does not stay at an end.",
  ];
}

function showing({ constraint, addressed }: About): string[] {
  const { values, statement, verification, condition } = constraint;
  const named = (values ?? []).filter((value) => value !== "true" && value !== "false");
  const isAbsent = values?.length === 1 && values[0] === "false";
  const where = addressed.by.length > 0 ? ` in ${addressed.by.join(", ")}` : "";
  const under = condition ? ` under the condition: ${condition}` : "";
  const what = named.length > 0 ? `${nameOf(constraint)}: ${named.join(", ")}` : statement;
  if (verification.method === "demonstration" || verification.method === "test") {
    return [
      `Bring the device into normal operation${under}.`,
      `Let it do what is asked for: ${what}.`,
      `Accept when it does${isAbsent ? " not have it" : ` so, three times in a row${where === "" ? "" : where}`}.`,
    ];
  }
  return [
    `Look up schematic, bill of materials and drawing${where}.`,
    `Compare with: ${what}.`,
    isAbsent
      ? "Accept when it is not there."
      : named.length > 1
        ? "Accept when the design has what is listed (one of them, where the requirement offers a choice)."
        : "Accept when the design has it, and the built device shows it.",
  ];
}

function looking(constraint: Constraint): string[] {
  const { category, values } = constraint;
  const named = (values ?? []).filter((value) => value !== "true" && value !== "false").join(", ");
  const limit = limitWords(constraint) || named || constraint.statement;
  if (category === "compliance") {
    return [
      `Obtain the test report or certificate for ${limit} from a laboratory that is accredited for it.`,
      "Compare the device that was tested with the one that is made: hardware and firmware revision.",
      "Accept when the report covers this revision and states conformity.",
    ];
  }
  if (category === "cost") {
    return [
      "Price the bill of materials at the stated quantity, with dated offers.",
      `Accept when the sum is ${limit} and no part is without a price.`,
    ];
  }
  return [
    `Calculate ${nameOf(constraint)} from the design's data, each figure with its source.`,
    "Have a second person check the calculation.",
    `Accept when the result is ${limit}.`,
  ];
}
