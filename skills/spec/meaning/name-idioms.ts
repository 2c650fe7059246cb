/** Names a quantity by a turn of phrase that says as a whole what is measured: "is visible at 10 m", "resume from sleep in 1 s". */
import type { Dimension, Quantity } from "../quantity/index.ts";
import { MEASURES } from "./measure-idioms.ts";
import { LENGTH_WORD, QUANTITY_NOUN } from "./name-words.ts";
import { slug } from "./slug.ts";

export interface Idiom {
  readonly of: Dimension;
  /** Matched at the end of the words before the figure. */
  readonly before?: RegExp;
  /** Matched at the start of the words behind the figure. */
  readonly behind?: RegExp;
  /** From the groups of both, in order; empty where the words fit and do not name it. */
  readonly name: (groups: readonly string[]) => string;
}

/** Words between a phrase and its figure. */
const BOUND = String.raw`\W{0,3}(?:(?:within|in|at|from|to|up to|under|after|less than|more than|no more than|no longer than|at least|at most|about)\W{1,3}){0,3}$`;
const before = (words: string): RegExp => new RegExp(words + BOUND, "i");

/** What an action is called whose time is limited: "generate a report within 5 s" is `report_generation_time`. */
const ACTION: Readonly<Record<string, string>> = {
  acquire: "acquisition",
  configure: "configuration",
  deploy: "deployment",
  detect: "detection",
  generate: "generation",
  initialize: "initialization",
  initialise: "initialization",
  recover: "recovery",
  replace: "replacement",
  respond: "response",
  transmit: "transmission",
};

/** "replaced", "replaceable", "detected". */
const PASSIVE = Object.keys(ACTION)
  .map((verb) => `${verb.replace(/e$/, "")}(?:t?ed|able)`)
  .join("|");
const actionOf = (form: string): string =>
  Object.entries(ACTION).find(([verb]) =>
    form.toLowerCase().startsWith(verb.replace(/e$/, "")),
  )![1];

const IDIOMS: readonly Idiom[] = [
  {
    of: "length",
    before: /^\W*(?:the\s)?([a-z][\w -]{1,30}?) (?:(?:shall|must|should|will|may) be|is|are)\b/i,
    behind: /^\s*(deep|wide|tall|high|thick|long)\b/i,
    name: ([thing = "", size = ""]) =>
      [slug(thing), LENGTH_WORD[size.toLowerCase()]].filter((word) => word !== "").join("_"),
  },
  {
    of: "time",
    before: before(String.raw`\bbatter(?:y|ies) (?:shall|must|should|will|to)? ?lasts?(?: for)?`),
    name: () => "battery_life",
  },
  {
    of: "time",
    before:
      /^\W*(?:the\s)?([a-z][\w -]{1,30}?) (?:shall|must|should|will|is|are)(?: be)? [a-z]+ every\W{1,2}$/i,
    name: ([thing = ""]) => `${slug(thing).replace(/s$/, "")}_interval`,
  },
  {
    of: "time",
    before: before(
      String.raw`^\W*(?:(?:the|an?)\s)?([a-z][\w -]{1,30}?) (?:shall|must|should|will) (?:be )?(?:completed?|finish(?:ed)?|take)`,
    ),
    name: ([thing = ""]) => `${slug(thing).replace(/s$/, "")}_time`,
  },
  {
    of: "time",
    before: before(
      String.raw`\b(?:keep|keeps|store|stores|retain|retains|hold|holds|buffer|buffers)`,
    ),
    behind: /^\s*of\s(?:[a-z]+\s)?(?:data|logs?|records?|measurements?)\b/i,
    name: () => "data_retention_time",
  },
  {
    of: "voltage",
    before: /\b(supply|input) of\W{1,3}$/i,
    name: ([port = ""]) => `${port.toLowerCase()}_voltage`,
  },
  {
    of: "time",
    before:
      /\b(?:re)?charg(?:es?|ed|ing|eable)\b[\w %-]{0,40} (?:with)?in\W{1,3}(?:(?:under|about|less than|at most)\s)?$/i,
    name: () => "charging_time",
  },
  {
    of: "time",
    before:
      /([\w][\w -]{1,40}?) (?:shall|must|should|will|is|are)(?: be)? (?:inhibited|delayed|disabled|held off|blocked|locked out) (?:until|for)\W{0,3}(?:at least\s)?$/i,
    name: ([thing = ""]) => `${slug(thing)}_delay`,
  },
  {
    of: "time",
    before: before(
      String.raw`\b(?:execut\w+|run(?:s|ning)?|start\w*|boots?|ready|operational|available)\b[\w -]{0,40}`,
    ),
    behind:
      /^\s*(?:of|after|from)\s(?:the\s)?(?:power[- ]?(?:on|up)|start-?up|boot|switch-on|turn-on)\b/i,
    name: () => "startup_time",
  },
  {
    of: "time",
    before: /([a-z][\w-]*(?: [a-z][\w-]*)?) after\W{1,3}$/i,
    behind: /^\s*(?:of\s)?(?:inactivity|idle|no activity|without input)\b/i,
    name: ([thing = ""]) => `${slug(thing)}_timeout`,
  },
  {
    of: "time",
    before: before(
      String.raw`\b(resume|wake|recover|return|start)(?:s|[- ]?up)? from [\w -]{2,30}?`,
    ),
    name: ([verb = ""]) => `${slug(verb)}_time`,
  },
  {
    // "wake up on CAN activity within 50 ms": what wakes it is no part of the name.
    of: "time",
    before: before(String.raw`\bwakes?(?:[- ]?up)? (?:up)?on [\w ,/-]{2,40}?`),
    name: () => "wake_time",
  },
  {
    of: "time",
    before: before(
      String.raw`\b(?:completes?|finishes|finish) (?:the |its |an? |each )?([\w -]{2,40}?)`,
    ),
    name: ([task = ""]) => `${slug(task)}_time`,
  },
  {
    of: "time",
    before: before(
      String.raw`\b(${Object.keys(ACTION).join("|")}) (?:the |its |an? |each )?([\w-]+(?: [\w-]+){0,2}?)`,
    ),
    name: ([verb = "", thing = ""]) => `${slug(thing)}_${ACTION[verb.toLowerCase()]}_time`,
  },
  {
    of: "time",
    before: before(
      String.raw`([a-z][\w -]{1,40}?) (?:(?:shall|must|should|can|to) be|is|are) (?:\w+ly )?(${PASSIVE})(?: and \w+)?`,
    ),
    // "The interval shall be configurable from 1 to 9 s" limits the interval.
    name: ([thing = "", verb = ""]) =>
      QUANTITY_NOUN.test(thing)
        ? ""
        : [slug(thing), actionOf(verb), "time"].filter((word) => word !== "").join("_"),
  },
  {
    of: "temperature",
    before:
      /\bshut(?:s|ting)? ?(?:off|down)\b[\w -]{0,40}\b(?:if|when|once)\b[\w -]{0,40}\W{0,3}$/i,
    name: () => "shutdown_temperature",
  },
  {
    of: "length",
    before: before(
      String.raw`([a-z][\w -]{1,40}?) (?:is|are|be) (?:clearly )?(?:visible|readable|legible)`,
    ),
    name: ([thing = ""]) => `${slug(thing.replace(/\b(?:shall|must|should)$/i, ""))}_visibility`,
  },
  {
    of: "length",
    before: before(String.raw`\bdrop(?:s|ped|ping)?(?: test)?(?: height)?(?: of)?`),
    name: () => "drop_height",
  },
  // The one length of a pin header is the distance of its pins.
  {
    of: "length",
    behind: /^[\s-]{0,2}(?:pitch\s)?(?:(?:male|female)\s)?pin[- ]?headers?\b/i,
    name: () => "pin_header_pitch",
  },
  {
    of: "frequency",
    before:
      /\b(blink|flash|sampl|updat|refresh|poll|puls)(?:s|es|e?d|ing|e)? at (?:an?\s)?\W{0,2}$/i,
    name: ([verb = ""]) => `${verb.toLowerCase().replace(/(?<=sampl|updat|puls)$/, "e")}_rate`,
  },
  {
    of: "frequency",
    before:
      /\b(?:SoC|MCU|CPU|processor|microcontroller)s?(?: core)?\W{0,2}\s?(?:(?:running|clocked|runs|operating|with|at|of|min\.?|minimum|least)\s){0,3}\W{0,3}$/i,
    name: () => "cpu_frequency",
  },
  {
    of: "data",
    before: before(String.raw`\b(?:store|stores|storing|record|records)`),
    behind: /^\s*of\s([a-z][\w -]{0,30}?data)\b/i,
    name: ([thing = ""]) => `${slug(thing)}_storage`,
  },
  {
    of: "angular_rate",
    before: before(
      String.raw`\b(?:shall|must|should|can|will) ([a-z]+) (?:the |its )?[\w -]{2,30}?`,
    ),
    name: ([verb = ""]) => `${slug(verb)}_rate`,
  },
];

/** `from` is where the body of the statement starts; null when no phrase fits. */
export function idiomName(text: string, from: number, quantity: Quantity): string | null {
  const words = text.slice(Math.max(from, quantity.figureStart - 140), quantity.figureStart);
  const rest = text.slice(quantity.figureEnd, quantity.figureEnd + 60);
  const behind = rest.startsWith(" of ") ? rest : text.slice(quantity.end, quantity.end + 60);
  for (const idiom of [...IDIOMS, ...MEASURES]) {
    if (idiom.of !== quantity.unit.dimension) continue;
    const left = idiom.before?.exec(words);
    const right = idiom.behind?.exec(behind);
    if (left === null || right === null) continue;
    const groups = [...(left ?? []).slice(1), ...(right ?? []).slice(1)];
    const name = idiom.name(groups);
    if (/^[a-z0-9]/.test(name)) return name;
  }
  return null;
}
