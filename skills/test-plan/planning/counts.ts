/** The steps for what is counted: parts on the board, things that the firmware handles, faults that a check reports. */
import { rulesCheck } from "./looking.ts";
import { isMotion, moving } from "./motion.ts";
import { bareWords, nameOf } from "./limit-words.ts";
import { quoted } from "./states.ts";
import type { About } from "./steps.ts";

export function counting({ constraint, limits }: Pick<About, "constraint" | "limits">): string[] {
  const name = nameOf(constraint);
  const wanted = bareWords(constraint);
  const { parameter } = constraint;
  const check = rulesCheck(constraint);
  if (check !== null) return check;
  if (isMotion(constraint)) return moving(constraint);
  if (/(?:^|_)cycles?$/.test(parameter)) {
    const least = limits.min ?? limits.max;
    return [
      `Let a fixture do it ${least === null ? wanted : least} times, counted, at the rate of normal use: ${name}.`,
      "Look for failures on the way, and run the functional test after it.",
      "Accept when it works to the end without a failure.",
    ];
  }
  if (FAULTS.test(parameter)) {
    return [
      `Do what is stated while the faults are recorded: ${quoted(constraint)}.`,
      `Accept when there are ${wanted} of them.`,
    ];
  }
  if (HANDLED.test(parameter)) {
    return [
      `Let the device do what is stated: ${quoted(constraint)}.`,
      "Count by what it reports or hands over, and by a count of its own at the bench.",
      `Accept when there are ${wanted}, and each is as it was put in.`,
    ];
  }
  if (DISTINCT.test(parameter)) {
    return [
      `Let the device do what is stated, one after the other: ${quoted(constraint)}.`,
      `Accept when there are ${wanted} that can be told apart.`,
    ];
  }
  if (DONE.test(parameter)) {
    return [
      `Do what is stated, and look at the device after each: ${quoted(constraint)}.`,
      `Accept when all ${wanted} are passed.`,
    ];
  }
  if (/(?:^|_)layers$/.test(parameter)) {
    return [
      `Count ${name} in the board's fabrication data, and in its maker's report.`,
      `Accept when there are ${wanted}.`,
    ];
  }
  if (/(?:^|_)(?:axes|axis|cores?|bands?|dof)$/.test(parameter)) {
    return [
      `Look up ${name} in the data sheet of the part that is in the bill of materials; let the firmware read each of them.`,
      `Accept when there are ${wanted}, each of which works.`,
    ];
  }
  if (PASSIVE.test(parameter)) {
    return [
      `Count ${name} in the bill of materials and on the built device.`,
      `Accept when there are ${wanted}.`,
    ];
  }
  return [
    `Count ${name} in the schematic and on the built device; let the firmware use each of them.`,
    `Accept when there are ${wanted}, each of which works.`,
  ];
}

const FAULTS =
  /(?:^|_)(?:errors|warnings|violations|faults|failures|defects|shorts|opens|leaks|dropouts|resets)$/;

/** What is put into memory, or comes in at an input, and is on no board. */
const HANDLED =
  /(?:^|_)(?:readings?|records?|samples?|measurements?|entries|messages?|events?|users?|alarms?|pulses|recipes?|points?|tags?|tracks?)$/;

/** What a user or a reader can tell from one another. */
const DISTINCT =
  /(?:^|_)(?:profiles?|presets?|modes?|programs?|positions?|levels?|colou?rs?|grayscales?|steps?|stops?|voices?)$/;

/** What is done to the device. */
const DONE = /(?:^|_)(?:tests?|drops?|falls?|impacts?|washes)$/;

/** Parts that no firmware uses. */
const PASSIVE =
  /(?:^|_)(?:cells?|batter(?:y|ies)|holes?|screws?|fasteners?|magnets?|turns?|standoffs?|fuses?|wires?|conductors?)$/;
