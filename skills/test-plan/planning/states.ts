/** The state that the device is brought into before something is measured: by the name of what is measured, and by its condition. */
import type { Constraint } from "../input/constraints.ts";
import { isOwnTemperature } from "./temperatures.ts";
import { nameOf } from "./limit-words.ts";

/** Figures whose name tells the state, by the SI units that they are of. */
const STATES: readonly (readonly [names: RegExp, units: RegExp, step: (word: string) => string])[] =
  [
    [
      /inrush|switch_on/,
      /^A$/,
      () =>
        "Switch the supply on from a source of low resistance, its input capacitors discharged before, five times at the highest supply voltage",
    ],
    [
      /(?:^|_)(?:charge|charging|charger|recharge)_(?:\w+_)?(?:current|time|power|duration)$/,
      /^(?:A|W|s)$/,
      () =>
        "Begin with a battery that is discharged to the device's cut-off, and charge it from the source that is stated",
    ],
    [
      /capacity/,
      /^(?:C|J)$/,
      () =>
        "Charge three batteries as their maker says, or take new ones where they are not charged, and discharge them at 23 °C and the stated load, else the one the maker rates them at, down to the cut-off",
    ],
    [
      /(?:^|_)(?:battery_life|battery_lifetime|run_?time|autonomy|endurance)$|(?:^|_)mode_time$/,
      /^s$/,
      () =>
        "Begin with a battery that is fully charged, or new, and let the device work as stated until it switches off",
    ],
    [
      /(?:^|_)average(?:_|$)/,
      /^(?:A|W)$/,
      () =>
        "Let the device run through whole cycles of use, ten at least, pulses included: the result is the mean over them",
    ],
    [
      /(?:^|_)(deep_sleep|sleep|standby|stand_by|hibernat\w+|idle|shutdown|power_down|ship\w*|storage|off)(?:_|$)/,
      /^(?:A|W|VA)$/,
      (word) =>
        `Bring the device into ${word === "off" ? "the state in which it is switched off" : word.replaceAll("_", " ")}${word === "idle" ? "" : ", with nothing but its supply connected"}, and wait until the current is steady`,
    ],
    [
      /(?:^|_)(?:peak|burst|pulse)s?(?:_|$)/,
      /^(?:A|W)$/,
      () =>
        "Let the device do in turn all that it can do: the result is that of the moment in which it draws most",
    ],
  ];

/** "Safe power", "ACTIVE: < 4 W": the mode that the figure is of, as the author names it. */
const MODE =
  /^(?:\w+_)?(safe|active|normal|nominal|full|transmit|transmitting|tx|receive|receiving|rx|emergency|survival|low_power|run|running|recording|streaming|listening|scan|scanning|boot|operating)(?:_mode)?_(?:power|current|consumption|power_consumption|supply_current)$/;

function modeOf({ parameter, si }: Pick<Constraint, "parameter" | "si">): string | null {
  const mode = /^(?:A|W|VA)$/.test(si?.unit ?? "") ? MODE.exec(parameter)?.[1] : undefined;
  return mode === undefined ? null : `${mode.replaceAll("_", " ")} mode`;
}

const isWaking = ({ parameter, si }: Pick<Constraint, "parameter" | "si">): boolean =>
  si?.unit === "s" && /(?:^|_)wake(?:_?up)?(?:_|$)/.test(parameter);

/** The state in a word, for the stimulus; empty where the name tells none. */
export function stateWords(constraint: Constraint): string {
  const { parameter, si } = constraint;
  if (isWaking(constraint)) return `from sleep: the event that is stated, ${quoted(constraint)}`;
  const mode = modeOf(constraint);
  if (mode !== null) return mode;
  return STATES.some(([names, units]) => names.test(parameter) && units.test(si?.unit ?? ""))
    ? "the state of step 1"
    : "";
}

/** What a part is said to draw, a fact that is checked: `spec` names it so. */
export const isLoad = ({ parameter }: Pick<Constraint, "parameter">): boolean =>
  parameter.endsWith("_draws");

/** "modem draws": what it is called in a step. */
export const measuredName = (constraint: Constraint): string =>
  isLoad(constraint)
    ? `what ${constraint.parameter.replace(/_draws$/, "").replaceAll("_", " ")} draws`
    : nameOf(constraint);

export const quoted = ({ statement }: Pick<Constraint, "statement">): string =>
  `"${statement.replace(/[.;]\s*$/, "")}"`;

/** The first step of a measurement. `isLight`: it is of a light, which has to shine. */
export function stateOf(constraint: Constraint, isLight = false): string {
  const { condition, category, parameter, si } = constraint;
  const also = condition ? `; as stated: ${condition}` : "";
  if (isLoad(constraint)) return `Let the device do what is stated: ${quoted(constraint)}.`;
  if (isLight) return `Let it shine at its stated current until it is warm${also}.`;
  if (isOwnTemperature(constraint)) {
    const stated = condition ? `, as stated: ${condition}` : "";
    return /batter|cell/.test(parameter)
      ? `Bring the device into the state that heats or cools it most, at the end of the operating temperature that does so, too${stated}; do not force ${nameOf(constraint)} from outside.`
      : `Let the device work at its full load, in the state that heats it most${stated}, at the highest ambient temperature that is stated for it, out of the draught of the chamber, or at room temperature with the rise added to that ambient; wait until no reading changes by more than 1 °C in 15 min; do not force ${nameOf(constraint)} from outside.`;
  }
  if (isWaking(constraint)) {
    return `Bring the device into its deepest sleep from which it has to wake, with nothing else running, and wait until the current is steady; then give the event that is stated, and begin to count with it: ${quoted(constraint)}. It ends with the first thing that the device does awake, shown at a pin or on its bus${also}.`;
  }
  for (const [names, units, step] of STATES) {
    const found = names.exec(parameter);
    if (found && units.test(si?.unit ?? "")) return `${step(found[1] ?? "")}${also}.`;
  }
  const mode = modeOf(constraint);
  if (mode !== null)
    return `Bring the device into its ${mode}, let it do all that belongs to that mode and nothing else, and wait until the mean is steady${also}.`;
  if (category === "mechanical") {
    return `Take a device as it is delivered${condition ? `, as stated: ${condition}` : ""}.`;
  }
  if (!condition) return `Bring the device into the state that is asked for: ${NORMAL}.`;
  // "per channel", "for 2 s", "average from the battery" are no state.
  return IS_STATE.test(condition)
    ? `Bring the device into the state that is asked for: ${condition}.`
    : `Bring the device into ${NORMAL}${also}.`;
}

const NORMAL = "normal operation, after it has settled";

const IS_STATE =
  /^(?:at|in|when|while|during|with|without|under|after|before)\b(?! (?:average|total|all)\b)/i;
