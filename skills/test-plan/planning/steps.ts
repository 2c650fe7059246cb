/** The steps of a test case, in the imperative, with the numbers that they need. */
import type { Addressed } from "../input/architecture.ts";
import type { Constraint } from "../input/constraints.ts";
import type { Corner } from "./corners.ts";
import { counting } from "./counts.ts";
import type { Equipment } from "./equipment.ts";
import type { Limits } from "./guard-band.ts";
import { isBattery, isGenerated } from "./kinds.ts";
import type { Kind } from "./kinds.ts";
import { amount, bareWords, limitWords, nameOf } from "./limit-words.ts";
import { looking, showing } from "./looking.ts";
import { BARE, isRiding, isSource, loadingTwice } from "./outputs.ts";
import { reaching } from "./reach.ts";
import { LETTING_THROUGH, isLetThrough } from "./shares.ts";
import { watching } from "./signals.ts";
import { measuredName, quoted, stateOf } from "./states.ts";
import { severityOf, stressOf } from "./stress.ts";
import { crossing } from "./thresholds.ts";

export interface About {
  readonly constraint: Constraint;
  readonly kind: Kind;
  readonly limits: Limits;
  readonly acceptance: string;
  readonly equipment: Equipment | null;
  readonly addressed: Addressed;
  readonly corners: readonly Corner[];
  /** Not: of what value it is a share is open, or no chamber reaches it. */
  readonly isJudged: boolean;
}

const RECORD =
  "Record result, device, firmware, equipment with its calibration date, and who tested.";

export function stepsOf(about: About): string[] {
  const { constraint, kind } = about;
  if (kind === "document") {
    return [...looking(constraint), "Record the document, its revision and who looked."];
  }
  return [...(STEPS[kind] ?? measuring)(about), RECORD];
}

const STEPS: Partial<Record<Kind, (about: About) => string[]>> = {
  measure: measuring,
  range: applying,
  reach: reaching,
  span: sensing,
  error: comparing,
  threshold: crossing,
  indicator: watching,
  stress: stressing,
  storage: storing,
  life: living,
  read: reading,
  presence: showing,
};

function measuring(about: About): string[] {
  const { constraint, limits, equipment } = about;
  if (equipment?.quantity === "count") return counting(about);
  if (isLetThrough(constraint)) return [...LETTING_THROUGH, judging(about)];
  if (isSource(constraint)) {
    return [...loadingTwice(constraint), ...repeatsOf(about), judging(about)];
  }
  return [
    ...(isRiding(constraint) ? [BARE] : []),
    stateOf(constraint, equipment?.quantity === "wavelength"),
    `Measure ${measuredName(constraint)} with ${equipment === null ? "an instrument whose uncertainty is known" : `${equipment.class} (${equipment.instrument})`}${doubtOf(limits)}.`,
    ...repeatsOf(about),
    judging(about),
  ];
}

/** A typical value is one of nominal conditions; limits hold at the corners, where no condition of its own is stated. */
function repeatsOf({ constraint, corners }: About): string[] {
  const { condition, category, statement, si } = constraint;
  // What a maker rates at 23 °C is compared there.
  if (!/electrical|power|performance/.test(category) || si?.unit === "C" || si?.unit === "J")
    return [];
  if (/\btyp(?:\.|ical(?:ly)?)?\b/i.test(`${condition ?? ""} ${statement}`)) {
    return [
      "Take the mean of five devices at nominal supply and 23 °C: the value is a typical one.",
    ];
  }
  const ends = corners
    .filter(({ what, requirement }) => {
      const own =
        what === "temperature" ? /temperature|°C|ambient/i : /\bat\b[^,;]*\d\s*V\b|supply/i;
      return requirement !== constraint.id && !own.test(condition ?? "");
    })
    .filter((one, index, all) => all.findIndex(({ what }) => what === one.what) === index)
    .filter(({ words }) => / to /.test(words))
    .toSorted((a, b) => b.what.localeCompare(a.what))
    .map(
      ({ what, words, requirement }) =>
        `${what === "temperature" ? "the operating temperature" : "the supply"}, ${words} (${requirement})`,
    );
  return ends.length === 0 ? [] : [`Repeat at both ends of ${ends.join(", and of ")}.`];
}

function judging({ constraint, limits, acceptance, isJudged }: About): string {
  if (!isJudged) {
    return `Record the result beside ${bareWords(constraint)}; ask for what is not stated, as the gap says, before it is judged.`;
  }
  const { acceptMin, acceptMax, unit } = limits;
  if (acceptance !== "") {
    return `Accept when every result is ${acceptMin !== null && acceptMax !== null ? `within ${acceptance}` : acceptance}.`;
  }
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
    ...(isBattery(constraint.parameter)
      ? ["Put a source in place of the battery, with the resistance that it has at that voltage."]
      : []),
    `Set ${name} to ${at}${equipment === null ? "" : `, read by ${equipment.class} (${equipment.instrument})`}.`,
    "Wait until the reading is steady.",
    `Run the functional test${functions} from start-up on.`,
    "Accept when every function works throughout, without reset, error or damage.",
  ];
}

/** At the end of what it measures, not beyond: it is specified for nothing there. */
function sensing({ constraint, limits, equipment }: About): string[] {
  const { acceptMin, acceptMax, min, max, unit } = limits;
  // Nothing is taken off a limit of 0.
  const end = acceptMin ?? acceptMax ?? min ?? max;
  const at = end === null ? bareWords(constraint) : amount(end, unit);
  const by = equipment === null ? "a reference" : `${equipment.class} (${equipment.instrument})`;
  return [
    `Apply ${at}, read by ${by}.`,
    "Read what the device reports, ten times after it is steady.",
    "Accept when it reports what is applied, within the accuracy that is stated for it, and does not stay at an end.",
  ];
}

/** An error: what is reported against what is there. */
function comparing(about: About): string[] {
  const { limits, equipment, constraint } = about;
  const by = equipment === null ? "a reference" : `a reference of ${equipment.class}`;
  if (isGenerated(constraint)) {
    return [
      `Let the device give its own signal (a carrier without modulation, or the clock at a test pin): ${quoted(constraint)}.`,
      `Measure its frequency ten times against ${by}${doubtOf(limits)}, after it has settled; the mean less the nominal frequency is ${nameOf(constraint)}.`,
      ...repeatsOf(about),
      judging(about),
    ];
  }
  return [
    `Apply at least five values across the span that is stated, its ends among them, each known by ${by}${doubtOf(limits)}.`,
    `Take ten readings of each after it is steady; the mean less the reference is ${nameOf(constraint)}.`,
    ...repeatsOf(about),
    judging(about),
  ];
}

function stressing({ constraint }: About): string[] {
  const { standard, equipment, how } = stressOf(constraint)!;
  return [
    `Set up as ${standard} says, with ${equipment.instrument}; severity: ${severityOf(constraint)}. The standard's own tolerances of the severity hold.`,
    how,
    "Run the functional test before and after, and look at the device.",
    "Accept when it works as before, without damage, and did meanwhile what is agreed for it.",
  ];
}

function storing(about: About): string[] {
  const { constraint, limits, equipment } = about;
  const { acceptMin, acceptMax, unit } = limits;
  const end = acceptMin ?? acceptMax;
  const at = end === null ? bareWords(constraint) : amount(end, unit);
  const by = equipment === null ? "" : `, read by ${equipment.class} (${equipment.instrument})`;
  return [
    "Run the functional test at room conditions, then switch the device off.",
    `Keep it at ${at}${by}, for the time that is agreed (IEC 60068-2-1 and -2-2: 16 h is usual).`,
    "Bring it back to room conditions slowly, without dew, and wait until it has settled.",
    "Run the functional test again. Accept when it works as before and nothing is damaged.",
  ];
}

/** Nobody waits for it: it is the charge there is by the current that is drawn. */
function living(about: About): string[] {
  const { constraint } = about;
  const { condition } = constraint;
  return [
    `Record the supply current over at least ten whole cycles of use${condition ? ` (${condition})` : ", as stated in the usage profile"}, pulses included, at full and at nearly empty battery.`,
    "Measure the charge of three batteries down to the device's cut-off, at the lowest and the highest temperature of use, at the average current or as near to it as time allows.",
    `Calculate ${nameOf(constraint)}: charge less self-discharge, by the average current; uncertainty is the root sum of squares of current (1 %) and charge (2 %).`,
    judging(about),
  ];
}

function reading({ constraint, acceptance }: About): string[] {
  const name = nameOf(constraint);
  const wanted = acceptance || bareWords(constraint);
  return [
    `Look up ${name} in the data sheet of the part that is in the bill of materials.`,
    `Compare with what the built device reports, or with the smallest step of its readings${constraint.condition ? `, as stated: ${constraint.condition}` : ""}.`,
    acceptance === ""
      ? `Record both beside ${wanted}; ask for limits before they are judged.`
      : `Accept when both are ${wanted}.`,
  ];
}
