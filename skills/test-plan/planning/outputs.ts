/** What an output has while it is live: what rides on its voltage, and its impedance, which no ohmmeter shows. */
import type { Constraint } from "../input/constraints.ts";
import { bareWords } from "./limit-words.ts";

type Said = Pick<Constraint, "parameter" | "statement" | "si">;

/** By its name; "low-noise" or an overlay of a keypad in the sentence makes none of another voltage. */
export const isRiding = ({ parameter, statement, si }: Said): boolean =>
  si?.unit === "V" &&
  !/overshoot|undershoot/.test(parameter) &&
  (/(?:^|_)(?:ripple|noise|hum|glitch\w*|crosstalk|interference|signal_overlay|overlaid|superimposed|spurious|spurs?|feed_?through)(?:_|$)/.test(
    parameter,
  ) ||
    (/(?:^|_)(?:overlay|signal|amplitude)(?:_|$)/.test(parameter) &&
      /\b(?:superimposed|overlaid|overlay(?:ed|s)?) (?:\w+ )?(?:on|over|upon)\b/i.test(statement)));

export const BARE =
  "Take the waveform itself off: a direct voltage by a.c. coupling, a periodic one by the shape that is stated for it (of a square wave the levels of its flat parts, its edges left out), not by its own mean, which would take off what repeats with it; what is left is judged, peak by peak.";

/** A source: an ohmmeter at it would measure against its voltage. */
export const isSource = ({ parameter, statement, si }: Said): boolean =>
  si?.unit === "Ohm" &&
  (/(?:^|_)(?:output|source)_(?:impedance|resistance)$|(?:^|_)(?:battery|cell)_internal_(?:impedance|resistance)$/.test(
    parameter,
  ) ||
    (parameter === "impedance" && /\boutput impedance\b/i.test(statement)));

export const loadingTwice = (constraint: Constraint): string[] => {
  const { condition } = constraint;
  return [
    `Let the output give its signal at a level that it keeps undistorted into both loads${condition ? `; as stated: ${condition}` : ""}.`,
    `Measure its voltage at two loads of known resistance, with nothing else changed: one ten times as high as ${bareWords(constraint)} or none, and one of about that; R = ΔU/ΔI, ΔI from each voltage by its load. No load may overload the output.`,
    "Do so at the lowest, a middle and the highest of the frequencies that it is rated for, where it gives an alternating voltage.",
  ];
};
