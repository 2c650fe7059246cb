/** The use that a document states: which block takes what, for how long and how often, as states with shares of time. */
import { shown } from "../quantity.ts";
import type { Block } from "./architecture.ts";
import { statedLoads } from "./stated-loads.ts";
import type { StatedLoad } from "./stated-loads.ts";
import type { Constraint } from "./constraints.ts";
import type { BlockUse, Mode, Usage, UsageState } from "./usage.ts";

export interface StatedUse {
  /** Null: no share of time is stated, or they add up to more than the whole. */
  readonly profile: Pick<Usage, "states" | "least" | "assumption" | "statement"> | null;
  readonly blocks: Readonly<Record<string, BlockUse>>;
  readonly loads: Usage["loads"];
}

/** Of these another says what they take, or nothing is taken. */
const NO_LOADS = new Set(["battery", "charger", "regulator", "connector", "protection"]);

export function statedUse(
  constraints: readonly Constraint[],
  blocks: readonly Block[],
): StatedUse | null {
  const takers = blocks.filter(({ kind }) => !NO_LOADS.has(kind));
  // "Data is logged for 20 s every 10 min" tells of no load that could be missed.
  const stated = statedLoads(constraints)
    .map((load) => ({ load, block: blockOf(load, takers) }))
    .filter(({ load, block }) => block !== null || load.amps !== null);
  if (stated.length === 0) return null;
  const loads = stated.map(({ load, block }) => toLoad(load, block));
  // Of "120 mA when transmitting and 8 mA when receiving" the larger is what is drawn where all is at once.
  const rising = stated.toSorted((a, b) => (a.load.amps ?? 0) - (b.load.amps ?? 0));
  const active = Object.fromEntries(
    rising.flatMap(({ load, block }) => (block ? [[block.id, useOf(load)]] : [])),
  );
  return { profile: profileOf(stated, active, takers), blocks: active, loads };
}

type Stated = { readonly load: StatedLoad; readonly block: Block | null };

function profileOf(
  stated: readonly Stated[],
  active: Readonly<Record<string, BlockUse>>,
  takers: readonly Block[],
): StatedUse["profile"] {
  const shares = stated.flatMap(({ load, block }) => {
    const duty = dutyOf(load);
    return block && duty !== null ? [{ load, block, duty }] : [];
  });
  const used = shares.reduce((sum, { duty }) => sum + duty, 0);
  if (shares.length === 0 || used > 1) return null;
  const known = new Set(shares.map(({ block }) => block.id));
  const controllers = takers.filter(({ kind }) => kind === "mcu").map(({ id }) => id);
  const open = takers.filter(({ id }) => !known.has(id) && !controllers.includes(id));

  const names = open.map(({ id }) => id);
  const statesWith = (always: Readonly<Record<string, BlockUse>>, others: Mode): UsageState[] => [
    ...shares.map(({ load, block, duty }) => ({
      name: `${block.id} (${load.requirement})`,
      ...{ duty, basis: lengthWords(load), others },
      blocks: { ...always, ...allIn("active", controllers), [block.id]: useOf(load) },
    })),
    {
      ...{ name: "otherwise", duty: 1 - used, basis: "the rest of the time" },
      ...{ blocks: always, others },
    },
    {
      name: "all at once",
      ...{ duty: 0, basis: "no share of time: for the largest current" },
      ...{ blocks: active, others: "full" as const },
    },
  ];
  const isOpen = names.length > 0;
  const quotes = shares.map(({ load }) => `${load.requirement} "${load.text}"`).join("; ");
  return {
    states: statesWith(allIn("full", names), "sleep"),
    // Sums are known by the state's name, so that these need names of their own.
    least: statesWith({}, "deepest").map((state) => ({ ...state, name: `${state.name}, least` })),
    assumption: isOpen
      ? `nothing says for how long ${names.join(", ")} ${names.length > 1 ? "are" : "is"} active`
      : "nothing says in which of its sleep modes each block is, the one that takes most is counted",
    statement: [
      `There is no usage.json; the shares of time are those that requirements state: ${quotes}.`,
      ...(controllers.length > 0
        ? [`${controllers.join(", ")} is taken as awake in each of them, and asleep else.`]
        : []),
      ...(isOpen
        ? [
            `Of ${names.join(", ")} no share is stated: taken as active all the time, the worst case.`,
          ]
        : []),
    ].join(" "),
  };
}

const allIn = (mode: Mode, ids: readonly string[]): Record<string, BlockUse> =>
  Object.fromEntries(ids.map((id) => [id, mode]));

/** Without a current of its own a block takes what its figures say. */
function useOf({ amps, peakAmps, requirement, text }: StatedLoad): BlockUse {
  if (amps === null) return "full";
  const from = `as ${requirement} states: "${text}"`;
  const peak = peakAmps === null ? {} : { peak: Math.max(amps, peakAmps) };
  return { current: { value: amps, ...peak, unit: "A" }, from };
}

function dutyOf({ seconds, period }: StatedLoad): number | null {
  return seconds !== null && period && seconds <= period.seconds ? seconds / period.seconds : null;
}

function lengthWords({ seconds, period, requirement }: StatedLoad): string {
  const of = [...new Set([requirement, period!.requirement])].join(", ");
  return `${shown(seconds, "s")} every ${shown(period!.seconds, "s")} (${of})`;
}

function toLoad(load: StatedLoad, block: Block | null): Usage["loads"][number] {
  const { requirement, requirements, text, amps, peakAmps, seconds } = load;
  const duty = dutyOf(load);
  const often = duty === null ? "" : ` for ${lengthWords(load)}`;
  const mean = amps === null || duty === null ? "" : `, ${shown(amps * duty, "A")} on average`;
  return {
    ...{ requirement, requirements, text, amps, peakAmps, seconds, block: block?.id ?? null },
    words: `${amps === null ? "active" : shown(amps, "A")}${often}${mean}`,
  };
}

/** Words that stand in the names of many blocks, or of none. */
const COMMON = new Set(
  "sensor sensors interface module port driver drivers connector converter protection with link low energy receiver other controller the and".split(
    " ",
  ),
);
/** What is sent is sent by the radio, whatever it tells of. */
const SENDS = /\b(?:transmi|connect|advertis|sync|upload|uplink|send|sent\b|report)/i;
const isRadio = ({ kind, name }: Block) =>
  kind === "radio" ||
  /\bwi-?fi\b|\bbluetooth\b|\blora\w*\b|\bmodem\b|\bzigbee\b|\bthread\b/i.test(name);

/** By the words that its sentence has of a block's name. */
function blockOf(load: StatedLoad, all: readonly Block[]): Block | null {
  const radios = SENDS.test(load.text) ? all.filter(isRadio) : [];
  if (radios.length === 1) return radios[0]!;
  const blocks = radios.length > 1 ? radios : all;
  // The sentence of its period may be the one that names the block.
  for (const text of [load.text, load.period?.text ?? ""]) {
    const words = new Set(tokens(text));
    const ranked = blocks
      .map((block) => {
        const own = new Set([...tokens(block.name), ...tokens(block.id)]);
        return { block, hits: [...own].filter((one) => words.has(one)).length };
      })
      .filter(({ hits }) => hits > 0)
      .toSorted((a, b) => b.hits - a.hits);
    const [first, second] = ranked;
    if (first && first.hits > (second?.hits ?? 0)) return first.block;
    if (first) return null;
  }
  return null;
}

const tokens = (text: string): string[] =>
  text
    .toLowerCase()
    .replace(/wi-fi/g, "wifi")
    .split(/[^\p{L}\p{N}]+/u)
    .filter((one) => one.length > 2 && !COMMON.has(one));
