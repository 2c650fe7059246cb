/** Whether a chosen part is the very thing that a requirement asks for: more than standing near the words of it. */
import type { Rule } from "./asks/rule.ts";
import type { Chosen, Claim } from "./evidence.ts";
import type { Constraint } from "./input.ts";

/** Without an attribute to look at, the kind of part is all that is shown. */
const BARE = /^(?:mcu|microcontroller|processor|display|storage|gps|gnss)$/;
/** One part is no proof of what is asked of each, nor of a thing that is only spoken of. */
const MANY = /\b(?:all|each|every|both|subsystems|multiple|several|individually|outlets)\b/i;

/** Where it is and how it is seen is for the layout to show. */
const PLACE = /\b(?:face|half|edges?|visible|visibility)\b/i;

/** The attributes or the family that show a thing to be there; null: nothing tells that it is what the line asks for. */
export function presenceIn({ block, part, ask }: Chosen, one: Constraint): string | null {
  if (!ask || !isNameOf(ask.rule, one) || isFurther(ask.rule, one)) return null;
  if (ask.rule.id === "battery-protection") return null;
  if (/fpu/.test(one.parameter)) {
    // The letter f stands for the unit; an M33 may have it or not.
    const core = part.attributes["core"] ?? "";
    return /^cortex-m\d+f$/.test(core) ? `core is ${core}` : null;
  }
  if (PLACE.test(one.statement) || (block.quantity === 1 && MANY.test(one.statement))) return null;
  const wanted = Object.entries(ask.rule.attributes ?? {});
  if (wanted.length === 0)
    return part.family === null || !BARE.test(one.parameter) ? null : `family is ${part.family}`;
  const has = (name: string, value: string) =>
    part.attributes[name]?.split(/\s*,\s*/).includes(value) === true;
  if (wanted.every(([name, value]) => has(name, value)))
    return wanted.map(([name]) => `${name} is ${part.attributes[name]}`).join(", ");
  // An electronic fuse guards against several dangers, and is called after none.
  const said = ask.rule.kind === "protection" && ask.rule.words?.exec(part.description)?.[0];
  return said ? `its description says ${said}` : null;
}

/** What is made of a measurement is the firmware's. */
const MADE = /^(?:report|send|log|store|transmit|show|publish|stream)_/;
/** What is made of what a sensor measures is for firmware, and so is the command to a switch. */
const FURTHER =
  /\b(?:users?|customers?|display\w*|shuts?\b|shut-?off|apps?|report\w*|telemetry|log(?:s|ged|ging)?|record\w*|transmit\w*|sen[dt]|stream\w*|alarms?|alert\w*|warn\w*|notif\w*|compensat\w*|automatic\w*|commands?)\b/i;
/** "ESD protection on exposed connectors": one array does not tell how many of them it reaches. */
const SEVERAL =
  /\b(?:connectors|ports|interfaces|lines|terminals|inputs|outputs|pins|i\/os?|sockets|channels|contacts)\b/i;

/** What is guarded is the supply; a line of signals has a guard of its own. */
const LINES =
  /\b(?:(?:digital|analog(?:ue)?|signal|sensor|pwm|relay) (?:in|out)puts?|i2c|spi|uart|can(?: bus)?|rs-?\d{3}|usb data|ethernet|antenna)\b/i;
const SUPPLIES = new Set(["over-voltage", "reverse-polarity", "over-current"]);

function isFurther({ id, kind }: Rule, { statement, subject }: Constraint): boolean {
  if ((id === "esd" || id === "over-voltage") && SEVERAL.test(statement)) return true;
  if (SUPPLIES.has(id) && LINES.test(`${statement} | ${subject?.replaceAll("_", " ") ?? ""}`))
    return true;
  // A switch stands for a load whose current nobody has held it against.
  if (id === "power-switch") return true;
  return (kind === "sensor" || kind === "protection") && FURTHER.test(statement);
}

/** The parameter itself names the block; a sentence that mentions it may want anything of it. */
function isNameOf({ parameter, words, kind }: Rule, one: Constraint): boolean {
  if (MADE.test(one.parameter)) return false;
  if (parameter?.test(one.parameter) || words?.test(one.parameter.replaceAll("_", " ")))
    return true;
  return (kind === "sensor" || kind === "protection") && words?.test(one.statement) === true;
}

/** What a battery is to be guarded against → the attribute that tells at which level a controller does. */
const DANGERS: readonly (readonly [RegExp, string])[] = [
  [/\bover-? ?charg\w*/i, "overcharge"],
  [/\b(?:over-? ?|deep[ -])discharg\w*|\bunder-?voltage\b/i, "overdischarge"],
  [/\bshort(?:ed|s|[- ]circuit\w*)?\b/i, "short"],
  [/\bover-?current\b/i, "overcurrent"],
];

/** A controller guards against what its thresholds are known of, and only with the switches that it drives. */
export function guardClaims({ statement }: Constraint, chosen: readonly Chosen[]): Claim[] {
  const guard = chosen.find(({ ask }) => ask?.rule.id === "battery-protection");
  if (!guard) return [];
  const { block, part } = guard;
  const dangers = DANGERS.flatMap(([words, name]): Claim[] => {
    const said = words.exec(statement)?.[0];
    const level = part.attributes[name];
    const shown = level === undefined ? null : `${block.id}: ${name} is ${level}`;
    return said ? [{ kind: "value", left: said, shown }] : [];
  });
  const isController = /\bcontroller\b/i.test(part.description);
  const left = `${part.mpn} is the controller alone, the transistors that it switches are no block here`;
  return [...dangers, ...(isController ? [{ kind: "presence" as const, left, shown: null }] : [])];
}
