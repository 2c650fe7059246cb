/** What shows that a thing is there which a requirement asks for by its name alone. */
import type { Rule } from "./asks/rule.ts";
import type { Chosen } from "./evidence.ts";
import type { Constraint } from "./input.ts";

/** Without an attribute to look at, the kind of part is all that is shown. */
const BARE = /^(?:mcu|microcontroller|processor|display|storage|gps|gnss)$/;
/** One part is no proof of what is asked of each, nor of a thing that is only spoken of. */
const MANY = /\b(?:all|each|every|both|subsystems|multiple|several|individually|outlets)\b/i;

/** Where it is and how it is seen is for the layout to show. */
const PLACE = /\b(?:face|half|edges?|visible|visibility)\b/i;

/** What a sensor measures and a protection guards is what a sentence asks of them, unless it asks what is made of it. */
const FURTHER = /\b(?:users?|customers?|display\w*|shuts?\b|shut-?off|apps?)\b/i;
/** What is made of a measurement is the firmware's. */
const MADE = /^(?:report|send|log|store|transmit|show|publish|stream)_/;

/** The parameter itself names the block; a sentence that mentions it may want anything of it. */
function isNameOf({ parameter, words, kind }: Rule, one: Constraint): boolean {
  if (MADE.test(one.parameter)) return false;
  if (parameter?.test(one.parameter) || words?.test(one.parameter.replaceAll("_", " ")))
    return true;
  const isPlain = kind === "sensor" || kind === "protection";
  return isPlain && words?.test(one.statement) === true && !FURTHER.test(one.statement);
}

/** The attributes that the block was looked for with, in words; null: they do not show it. */
export function presenceIn({ block, part, ask }: Chosen, one: Constraint): string | null {
  if (!ask || !isNameOf(ask.rule, one)) return null;
  if (/fpu/.test(one.parameter)) {
    // The letter f stands for the unit; an M33 may have it or not.
    const core = part.attributes["core"] ?? "";
    return /^cortex-m\d+f$/.test(core) ? `core is ${core}` : null;
  }
  if (PLACE.test(one.statement) || (block.quantity === 1 && MANY.test(one.statement))) return null;
  const wanted = Object.entries(ask.rule.attributes ?? {});
  if (wanted.length === 0)
    return part.family === null || !BARE.test(one.parameter) ? null : `family is ${part.family}`;
  // An electronic fuse does it as well, where its description says so.
  const isFuse =
    ask.rule.id === "reverse-polarity" && /\breverse polarity protection\b/i.test(part.description);
  if (isFuse) return `its description says reverse polarity protection`;
  const has = (name: string, value: string) =>
    part.attributes[name]?.split(/\s*,\s*/).includes(value) === true;
  return wanted.every(([name, value]) => has(name, value))
    ? wanted.map(([name]) => `${name} is ${part.attributes[name]}`).join(", ")
    : null;
}
