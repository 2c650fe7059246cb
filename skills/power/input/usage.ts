/** usage.json: in which states the device is, for what share of time, and what each block does in them. */
import { fail, z } from "metaforge";
import type { StatedLoad } from "./stated-loads.ts";

export const MODES = ["active", "transmit", "receive", "sleep", "shutdown", "off", "full"] as const;
/** `deepest`: of several sleep modes the one that takes least; no file names it, it is a bound. */
export type Mode = (typeof MODES)[number] | "deepest";

const Current = z.strictObject({
  value: z.number().nonnegative(),
  max: z.number().nonnegative().optional(),
  peak: z.number().nonnegative().optional(),
  unit: z.enum(["A", "mA", "uA", "µA", "nA"]),
});
const BlockState = z.union([
  z.enum(MODES),
  z.strictObject({ current: Current, source: z.string().optional() }),
  z.strictObject({ mode: z.enum(MODES), condition: z.string().min(1) }),
]);
/** What a block does in a state, as usage.json has it, or as a requirement states it (`from`). */
export type BlockUse =
  | Mode
  | z.infer<typeof BlockState>
  | {
      readonly current: { readonly value: number; readonly peak?: number; readonly unit: "A" };
      readonly from: string;
    };

const State = z.strictObject({
  name: z.string().min(1).max(100),
  duty: z.union([z.number().min(0).max(1), z.literal("rest")]).optional(),
  seconds: z.number().positive().optional(),
  period_s: z.number().positive().optional(),
  blocks: z.record(z.string(), BlockState).default({}),
  others: z.enum(MODES).optional(),
});

export const UsageSchema = z.strictObject({
  $schema: z.string().optional(),
  states: z.array(State).min(1).max(50),
  battery: z
    .strictObject({
      usable: z.number().positive().max(1),
      source: z.string().min(1),
    })
    .optional(),
  feeds: z
    .record(z.string(), z.string())
    .default({})
    .describe("Block to rail or source, where architecture.json puts a block on none."),
  ambient: z.strictObject({ value: z.number(), unit: z.enum(["°C", "Cel"]) }).optional(),
});

export interface UsageState {
  readonly name: string;
  readonly duty: number;
  readonly basis: string;
  readonly blocks: Readonly<Record<string, BlockUse>>;
  /** What blocks do that are not named. */
  readonly others: Mode;
}

export interface Usage {
  readonly from: "usage.json" | "requirement" | "all-active";
  readonly statement: string;
  readonly requirement: string | null;
  readonly states: readonly UsageState[];
  readonly usable: { readonly value: number; readonly source: string } | null;
  readonly ambient: number | null;
  /** What is taken for want of a statement, and is the worst that there is; null: nothing is. */
  readonly assumption: string | null;
  /** The same states without what the assumption adds; null: it is not known what that is. */
  readonly least: readonly UsageState[] | null;
  /** What requirements state of loads; `block` null: none of the architecture is it, so it is not counted. */
  readonly loads: readonly (Omit<StatedLoad, "period"> & {
    readonly block: string | null;
    /** "220 mA for 4 s every 1 d (REQ-1), 10.2 µA on average". */
    readonly words: string;
  })[];
  /** Of blocks: the rail or source that each takes its current from. */
  readonly feeds: Readonly<Record<string, string>>;
}

/** Stated loads that no sum has: no block is them, and no usage.json says what is taken instead. */
export const uncounted = ({ from, loads }: Usage): Usage["loads"] =>
  from === "usage.json" ? [] : loads.filter(({ block }) => block === null);

/** Shares may miss 1 by what is lost in writing them. */
const TOLERANCE = 1e-6;

/** Throws VALIDATION_ERROR where shares are not those of a whole, or a block is not in the architecture. */
export function toUsage(
  file: z.infer<typeof UsageSchema>,
  path: string,
  { blocks, places }: { readonly blocks: readonly string[]; readonly places: readonly string[] },
): Usage {
  const refuse = (problem: string, field: string, more: object = {}) =>
    fail("VALIDATION_ERROR", {
      problem: `${path}: ${problem}`,
      field: `${path}:${field}`,
      ...more,
    });
  const names = new Set<string>();
  const shares = file.states.map((state, index) => {
    const at = `states[${index}]`;
    if (names.has(state.name)) throw refuse(`two states are called '${state.name}'`, at);
    names.add(state.name);
    for (const id of Object.keys(state.blocks)) {
      if (blocks.includes(id)) continue;
      const problem = `state '${state.name}' names the block '${id}', which architecture.json does not have`;
      throw refuse(problem, `${at}.blocks`, { allowed: blocks });
    }
    const { duty, seconds, period_s: period } = state;
    if (duty !== undefined && seconds === undefined && period === undefined) {
      return { share: duty, basis: duty === "rest" ? "the rest of the time" : `duty ${duty}` };
    }
    if (duty === undefined && seconds !== undefined && period !== undefined && seconds <= period) {
      return { share: seconds / period, basis: `${seconds} s every ${period} s` };
    }
    const problem = `state '${state.name}' needs either duty (0 to 1, or "rest") or seconds with a period_s that is no shorter`;
    throw refuse(problem, at);
  });
  for (const [id, place] of Object.entries(file.feeds)) {
    const known = blocks.includes(id) ? places : blocks;
    if (blocks.includes(id) && places.includes(place)) continue;
    const problem = `feeds names '${blocks.includes(id) ? place : id}', which architecture.json does not have`;
    throw refuse(problem, "feeds", { allowed: known });
  }
  const rests = shares.filter(({ share }) => share === "rest").length;
  const sum = shares.reduce((all, { share }) => all + (share === "rest" ? 0 : share), 0);
  if (rests > 1) throw refuse(`more than one state has duty "rest"`, "states");
  if (sum > 1 + TOLERANCE || (rests === 0 && sum < 1 - TOLERANCE)) {
    const problem = `the shares of the states add up to ${Number(sum.toPrecision(9))}, not 1; one state may have duty "rest"`;
    throw refuse(problem, "states");
  }
  return {
    from: "usage.json",
    statement: `States and shares of time as ${path} gives them.`,
    requirement: null,
    states: file.states.map(({ name, blocks: modes, others = "active" }, index) => {
      const { share, basis } = shares[index]!;
      return {
        name,
        duty: share === "rest" ? Math.max(0, 1 - sum) : share,
        basis,
        blocks: modes,
        others,
      };
    }),
    usable: file.battery ? { value: file.battery.usable, source: file.battery.source } : null,
    ambient: file.ambient?.value ?? null,
    ...{ feeds: file.feeds, assumption: null, least: null, loads: [] },
  };
}
