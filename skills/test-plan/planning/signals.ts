/** Lamps and sounders that tell of a limit, as a sentence says: what they watch over is moved across the limit, and they are watched. */
import type { Constraint } from "../input/constraints.ts";
import type { Limits } from "./guard-band.ts";
import { amount } from "./limit-words.ts";
import { quoted } from "./states.ts";
import type { About } from "./steps.ts";

const TELLER =
  "\\b(?:LEDs?|lamps?|lights?|indicators?|buzzers?|beepers?|sounders?|alarms?|icons?|display|screen)\\b";
const TELLS =
  "\\b(?:indicat(?:es?|ing)|signals|signall?ing|signal(?= (?:that|when|whether|if|the))|shows?|showing|warns?|lights?(?= (?:up|when|if|whenever|once|while|red|green|\\w+ when))|lit|blinks?|flash(?:es)?|turns? \\w+|glows?|sounds?|beeps?)\\b";
const NUMBER = "[^\\d.;]{0,12}(\\d+(?:\\.\\d+)?)";
const SIDE =
  "(?:below|under|above|over|exceeds?|exceeding|drops? to|less than|more than|lower than|higher than|reaches)";
const BETWEEN = "(?:within|inside|outside|out of|between|from)";

/** "… that the rail is within ±50 %", "… when it is between 4.5 V and 5.5 V". */
const BOTH = new RegExp(
  `${TELLER}[^.;]*?${TELLS}[^;]*?\\b(?:is|are|be|lies?|stays?|falls?|goes|runs|remains?)(?: \\w+)? ${BETWEEN}\\b${NUMBER}`,
  "i",
);
/** "… when the battery falls below 3.3 V" */
const ONE = new RegExp(
  `${TELLER}[^.;]*?${TELLS}[^;]*?\\b(?:when|whenever|if|once|that|while)\\b[^;]*?\\b(${SIDE})\\b${NUMBER}`,
  "i",
);

/** The number of the requirement is that of the limit, and not another one of the sentence. */
export function isIndicator({ statement, min, max, si, unit }: Constraint): boolean {
  if (!/^(?:Cel|V|A|W|Pa|1|Hz)$/.test(si?.unit ?? "") || /\baccura|true value/i.test(statement)) {
    return false;
  }
  const isIt = (said: string | undefined) =>
    [min, max].some((one) => one !== null && Math.abs(one) === Number(said));
  if (min !== null && max !== null) {
    const both = BOTH.exec(statement);
    if (both === null || min === max) return false;
    // "Within ±10 % of 5 V" may be read as the voltages that it makes.
    return isIt(both[1]) || (!unit?.startsWith("%") && /^ ?%/.test(after(statement, both)));
  }
  return isIt(ONE.exec(statement)?.[2]);
}

const after = (statement: string, { index, 0: all }: RegExpExecArray) =>
  statement.slice(index + all.length);

/** Short of the limit first, then beyond it, each beside it by the doubt of the reading. */
export function passedOf(
  { min, max, uncertaintyMin, uncertaintyMax, unit }: Limits,
  { statement, ...whole }: Pick<Constraint, "statement" | "min" | "max">,
): [short: string, beyond: string] {
  const limit = min ?? max ?? 0;
  const doubt = uncertaintyMin ?? uncertaintyMax ?? 0;
  const isBoth = whole.min !== null && whole.max !== null;
  // Of two limits the inside is short of each; of one, what the sentence does not tell of.
  const isBelow = isBoth ? min !== null : /below|under|drop|less|low/i.test(sideOf(statement));
  const sign = isBelow ? 1 : -1;
  return doubt === 0
    ? [`just short of ${amount(limit, unit)}`, `just beyond ${amount(limit, unit)}`]
    : [amount(limit + sign * doubt, unit), amount(limit - sign * doubt, unit)];
}

const sideOf = (statement: string): string => ONE.exec(statement)?.[1] ?? "";

export function watching({ constraint, limits, equipment }: About): string[] {
  const [short, beyond] = passedOf(limits, constraint);
  const by = equipment === null ? "" : `, read by ${equipment.class} (${equipment.instrument})`;
  // "±50 %" is no level, as that of a battery.
  const isOff = constraint.unit === "%" && (constraint.min ?? 0) < 0;
  return [
    "Make what is watched over (each, where there are several) by an adjustable source with a current limit in place of its own, or simulate it at its sensor; where the parts on it would not bear the value, feed the input of the circuit that watches alone.",
    `Set it to ${short}${isOff ? " from the value that is expected of it" : ""}${by}, and watch what tells of it.`,
    `Go on slowly to ${beyond}, watch it all the while, and record at which value it changes; go back, and record that, too.`,
    `Accept when it tells at ${short} and at ${beyond} what is stated, ${quoted(constraint)}, and changes between the two.`,
  ];
}
