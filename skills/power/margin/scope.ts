/** What a requirement on current or power speaks of: a block or the whole, and in which state. */
import type { Block } from "../input/architecture.ts";
import type { Constraint } from "../input/constraints.ts";
import { wordsOf } from "../input/constraints.ts";
import { isDraw } from "../input/stated-loads.ts";
import type { Mode, Usage, UsageState } from "../input/usage.ts";

export type Kind =
  | "runtime"
  | "current"
  | "power"
  | "capacity"
  | "charging-time"
  | "charging-current"
  /** What a document states of a load, and what it does not take itself: rows that no sum decides. */
  | "stated-load"
  | "other-current"
  | "other-power"
  | "rail-voltage"
  | "supply-voltage";

/** Null: no matter of a power budget. */
export function kindOf(constraint: Constraint, usage: Usage): Kind | null {
  const { si, parameter, category, statement } = constraint;
  const isElectric = category === "power" || category === "electrical";
  const words = parameter.replaceAll("_", " ");
  const bounded = typeof (si?.max ?? si?.typ) === "number";
  const isLimit = isElectric && typeof (si?.max ?? si?.typ ?? si?.min) === "number";
  switch (si?.unit) {
    case "s":
      if (/charg/.test(words)) return /time|charg/.test(words) && bounded ? "charging-time" : null;
      return typeof (si.min ?? si.typ) === "number" && isRuntime(words, statement)
        ? "runtime"
        : null;
    case "C":
      return /capacity/.test(words) ? "capacity" : null;
    case "A":
      if (!isLimit) return null;
      if (isStatedLoad(constraint, usage)) return "stated-load";
      if (
        bounded &&
        (isConsumption(words, constraint) || isState(words, usage) || isAsleep(constraint))
      )
        return "current";
      return /\bcharg(?:e|es|er|ing)\b/i.test(`${words} ${statement}`)
        ? "charging-current"
        : "other-current";
    case "W":
      if (!isLimit) return null;
      return bounded &&
        !/output|transmit|\brf\b|generat|solar|harvest|audio|heater|\brated|\brating|switch/.test(
          wordsOf(constraint),
        )
        ? "power"
        : "other-power";
    case "V":
      if (!isElectric) return null;
      // A rail that something is pulled up to, or that is chosen among, is asked for more than its voltage.
      if (/\bpull-?(?:up|down)s?\b|\bprefers?\b|\baware\b/i.test(`${words} ${statement}`))
        return null;
      if (/\brails?\b|\bldo\b|regulat/.test(words)) return "rail-voltage";
      return /\b(?:input|supply)\b/.test(words) &&
        !/analog|\badc\b|signal|logic|digital/.test(wordsOf(constraint))
        ? "supply-voltage"
        : null;
    default:
      return null;
  }
}

const isRuntime = (words: string, statement: string) =>
  /\bbattery (?:\w+ )?(?:life|lifetime|runtime|time|duration|endurance)\b|\brun ?time\b|autonomy|endurance|\boperating time\b|\bstandby time\b/.test(
    words,
  ) ||
  // "Run time in steady mode at least 10 h" is called after the mode.
  (/^(?:\w+ )?mode time$/.test(words) && /\brun[ -]?time\b|\bbattery life\b/i.test(statement));

const isStatedLoad = ({ id, si, parameter }: Constraint, { loads }: Usage) =>
  (isDraw(parameter) && loads.some(({ requirements }) => requirements.includes(id))) ||
  (si?.typ != null &&
    si.max == null &&
    si.min == null &&
    loads.some(
      ({ requirements, amps, peakAmps }) =>
        requirements.includes(id) &&
        [amps, peakAmps].some((one) => one !== null && Math.abs(one - si.typ!) <= 1e-6 * one),
    ));

/** A current that the device takes, not one that it switches, drives, charges with or trips at. */
const isConsumption = (
  words: string,
  { condition, statement }: Pick<Constraint, "condition" | "statement">,
) =>
  (/consum|draw|supply|sleep|standby|idle|quiescent|active|average|\bon current|\boff current|operating|peak/.test(
    words,
  ) ||
    /\b(?:from|out of) (?:the |its |a )?(?:batter(?:y|ies)|cells?|supply|usb|vbus|mains)\b/i.test(
      condition ?? "",
    ) ||
    /\bpeak current\b|\bcurrent (?:draw|consumption)\b/i.test(statement)) &&
  !/charg|output|switch|fuse|trip|leak|short|drive/.test(words) &&
  !/\bcharg(?:e|ing) current/i.test(statement);

/** "100 µA in sleep": the condition alone says that it is what is taken. */
const isAsleep = ({ parameter, condition, statement }: Constraint) =>
  /\bin sleep\b|\basleep\b/i.test(condition ?? "") &&
  isConsumption(`sleep ${parameter.replaceAll("_", " ")}`, { condition, statement });

/** A current that is called as a state of use is what is taken in it. */
const isState = (words: string, { states }: Usage) =>
  states.some(({ name }) => tokens(name).every((one) => tokens(words).includes(one)));

const STOP = new Set(
  "a the of at in on off and or per for with to all any max maximum min minimum typ typical average mean peak total overall power consumption current supply draw drawn active idle sleep sleeping standby deep light off shutdown quiescent operating operation operational normal mode modes state states board system device product unit whole management budget energy electrical electronics physical requirement requirements specification specifications battery rail input use during when less than burst safe voltage voltages range supplied power_supply external vin mean functional non function functions feature features general".split(
    " ",
  ),
);

const tokens = (text: string) =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);

export type Place =
  | { readonly kind: "whole" }
  | { readonly kind: "block"; readonly block: Block }
  | { readonly kind: "unknown"; readonly name: string };

/** By its subject and the words of its parameter. State names are no places. */
export function placeOf(
  constraint: Constraint,
  blocks: readonly Block[],
  stateNames: readonly string[],
): Place {
  const states = new Set(stateNames.flatMap(tokens));
  const left = (text: string | null | undefined) =>
    tokens((text ?? "").replaceAll("_", " ")).filter((one) => !STOP.has(one) && !states.has(one));
  const wanted = [...new Set([...left(constraint.parameter), ...left(constraint.subject)])];
  if (wanted.length === 0) return { kind: "whole" };
  const spoken = tokens(constraint.parameter.replaceAll("_", " "));
  // "optical sensor" is no accelerometer, though both are sensors.
  const isAnother = (one: string, { kind, requirements }: Block, own: ReadonlySet<string>) => {
    const before = spoken[spoken.indexOf(one) - 1];
    return (
      one === kind &&
      before !== undefined &&
      left(before).length > 0 &&
      !own.has(before) &&
      !requirements.includes(constraint.id)
    );
  };
  const ranked = blocks
    .map((block) => {
      const own = new Set([...tokens(block.id), ...tokens(block.name), block.kind]);
      const hits = wanted.filter((one) => own.has(one) && !isAnother(one, block, own)).length;
      return {
        block,
        score: hits + (constraint.id && block.requirements.includes(constraint.id) ? 0.5 : 0),
        hits,
      };
    })
    .filter(({ hits }) => hits > 0)
    .toSorted((a, b) => b.score - a.score);
  const [first, second] = ranked;
  if (first && first.score > (second?.score ?? 0)) return { kind: "block", block: first.block };
  // Another word for it, such as a GPS module that is called receiver: the block that was made for the requirement.
  const made = first ? [] : blocks.filter((one) => one.requirements.includes(constraint.id));
  if (made.length === 1) return { kind: "block", block: made[0]! };
  return { kind: "unknown", name: wanted.join(" ") };
}

export type When =
  /** `isSaid`: the requirement asks for the mean; else it is taken for want of a state. */
  | { readonly kind: "average"; readonly isSaid: boolean }
  | { readonly kind: "peak" }
  | { readonly kind: "state"; readonly state: UsageState }
  /** A mode of the device that the requirement names, such as "steady". */
  | { readonly kind: "mode"; readonly name: string }
  | { readonly kind: "unknown"; readonly name: string };

/** A state of usage.json by its name; else the modes in which parts have figures. */
export function whenOf(constraint: Constraint, usage: Usage): When {
  const words = wordsOf({ ...constraint, condition: ownPart(constraint.condition) });
  const has = (pattern: RegExp) => pattern.test(words);
  const named = usage.states.find(({ name }) =>
    tokens(name).every((one) => tokens(words).includes(one)),
  );
  if (named) return { kind: "state", state: named };
  if (has(/\bpeak\b|\bburst\b|\bmaximum current\b/)) return { kind: "peak" };
  const mode: Mode | null = has(/\bsleep\b|\basleep\b/)
    ? "sleep"
    : has(/\boff current\b|\bshut ?down\b|\bpowered off\b/)
      ? "shutdown"
      : has(/\btransmit\w*\b|\btx\b/)
        ? "transmit"
        : has(/\breceiv\w*\b|\brx\b/)
          ? "receive"
          : has(/\bactive\b|\bon current\b|\boperating\b|\bin operation\b/) && !has(/\baverage\b/)
            ? "full"
            : null;
  if (mode) return { kind: "state", state: everyIn(mode) };
  const other = /\b(idle|standby|safe|quiescent)\b/.exec(words)?.[1];
  const own = modeOf(constraint);
  if (own) return { kind: "mode", name: own };
  return other
    ? { kind: "unknown", name: other }
    : { kind: "average", isSaid: has(/\baverage\b|\bmean\b/) };
}

/** "Current in steady mode": a mode by a name of its own; in "operating mode" a device is used as always. */
export const modeOf = ({ parameter, condition }: Constraint): string | null =>
  /\bin (?:the )?(?!(?:normal|operat\w+|run|running|active|battery|any|all|each|every|this|that|which) mode\b)([\p{L}-]+) mode\b/iu
    .exec(`${parameter.replaceAll("_", " ")} ${condition ?? ""}`)?.[1]
    ?.toLowerCase() ?? null;

/** Of "in operation and 100 µA in sleep" the part before the next limit, which is a requirement of its own. */
const ownPart = (condition: string | null | undefined) =>
  condition?.replace(/(?:\band\b|\bor\b|[,;])\s*[<≤]?\s*\d[\d.,]*\s*[pnuµμmk]?[AW]\b.*$/iu, "");

/** Every block in one mode. */
export const everyIn = (mode: Mode): UsageState => ({
  name: `every block ${mode === "full" ? "active" : `in ${mode}`}`,
  ...{ duty: 1, basis: "the requirement's own words", blocks: {}, others: mode },
});
