/** What a device has to be able to do up to a value: it is brought there and has to work, and nothing is measured that it does of itself. */
import type { Constraint } from "../input/constraints.ts";
import type { Limits } from "./guard-band.ts";
import { amount, bareWords } from "./limit-words.ts";
import type { About } from "./steps.ts";
import { quoted } from "./states.ts";

/** "Supports cards up to 128 GB", "counts pulses at up to 2 Hz": `spec` writes it so into the criterion. */
export const isReach = ({ verification, max }: Pick<Constraint, "verification" | "max">): boolean =>
  max !== null && /\bsupported up to\b/.test(verification.criterion);

/** "MOSFET outputs: 0 to 5 A": what an output carries comes out of it when a load takes it. */
export function isLoaded({
  parameter,
  subject,
  statement,
  min,
  max,
  si,
}: Pick<Constraint, "parameter" | "subject" | "statement" | "min" | "max" | "si">): boolean {
  if (max === null || (min ?? 0) < 0 || !/^[AVW]$/.test(si?.unit ?? "")) return false;
  const words = `${parameter} ${subject ?? ""}`.replaceAll("_", " ");
  const isSwitch = SWITCH.test(`${words} ${statement}`);
  // A rail that delivers 1 A has a voltage of its own, which is measured.
  if (si!.unit === "V") return min === 0 && isSwitch && !/\b(?:coil|supply)\b/i.test(words);
  const isOutput = isSwitch || /\boutputs?\b/i.test(words);
  if (min === 0 && isOutput) return !NOT_CARRIED.test(`${words} ${statement}`);
  return min === null && DELIVERS.test(statement) && !NOT_CARRIED.test(`${words} ${statement}`);
}

const SWITCH =
  /\b(?:mosfets?|fets?|relays?|contacts?|triacs?|open[- ](?:drains?|collectors?)|load switch(?:es)?|(?:low|high)[- ]side)\b/i;
const DELIVERS =
  /\b(?:deliver|sink|source|drive|switch|carry|supply|provide|output)s?\b[^.;]{0,40}\bup to\b/i;
const NOT_CARRIED =
  /\b(?:draws?|consum\w+|quiescent|leakage|inrush|ripple|noise|charg\w+|inputs?|limit(?:ed|s)?|not exceed|fuse)\b/i;

/** What the case applies. */
export function appliedReach(constraint: Constraint, limits: Limits): string {
  return `applied: ${endOf(constraint, limits)}${isReach(constraint) ? " or more" : " at the output"}`;
}

const endOf = ({ unit, max }: Constraint, { acceptMax }: Limits): string =>
  amount(acceptMax ?? max!, unit);

export function reaching(about: About): string[] {
  const { constraint, limits, equipment } = about;
  const at = endOf(constraint, limits);
  const by =
    equipment === null || equipment.class === "E-0"
      ? ""
      : `, read by ${equipment.class} (${equipment.instrument})`;
  if (!isReach(constraint)) return loading(about, at, by);
  if (/^(?:Hz|1\/s)$/.test(constraint.si?.unit ?? "") && PULSES.test(constraint.statement)) {
    return [
      `Feed the input with pulses at ${at} or faster${by}, of the shape and bounce that its source has: a known number, 10,000 at least.`,
      "Do so while the device does all else that it has to, and once from sleep where it sleeps.",
      "Accept when what the device reports is the number that was fed: none lost, none counted twice.",
    ];
  }
  return [
    `Bring it to ${at}${by}, and let it do there what is stated: ${quoted(constraint)}.`,
    "Use all of it, to the last, and long enough that a fault would show.",
    "Accept when it works there as it does short of it, without loss or error.",
  ];
}

const PULSES = /\b(?:counts?|pulses?|edges?|ticks?|reed)\b/i;

function loading({ constraint, addressed }: About, at: string, by: string): string[] {
  const of = addressed.by.length > 0 ? ` of ${addressed.by.join(", ")}` : "";
  if (constraint.si?.unit === "V") {
    return [
      `Feed the load of each output${of} with ${at}${by}, and switch it on and off a hundred times.`,
      "Measure the voltage across the output when it is on, and what leaks through it when it is off.",
      "Accept when it switches each time, holds off the voltage, and nothing is damaged.",
    ];
  }
  return [
    `Load each output${of} until it carries ${at}${by}, at the highest ambient temperature, until its temperature is steady.`,
    "Measure the voltage at the output, and the temperature of what switches or regulates it.",
    `Accept when it carries that (${bareWords(constraint)}) without switching off, within its voltage, and no part is hotter than its data sheet allows.`,
  ];
}
