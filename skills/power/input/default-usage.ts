/** How the device is used where no usage.json says it: as a requirement states, else everything at once. */
import type { Block } from "./architecture.ts";
import type { Constraint } from "./constraints.ts";
import { wordsOf } from "./constraints.ts";
import { statedUse } from "./stated-use.ts";
import { secondsIn } from "./time-words.ts";
import type { Usage, UsageState } from "./usage.ts";

export function defaultUsage(
  constraints: readonly Constraint[],
  blocks: readonly Block[] = [],
): Usage {
  const use = statedUse(constraints, blocks);
  const none = {
    ...{ usable: null, ambient: null, feeds: {}, least: null, assumption: null },
    loads: use?.loads ?? [],
  };
  const stated = constraints.find(isShareOfUse);
  if (stated) return shareOfUse(stated, { ...none, active: use?.blocks ?? {} });
  if (use?.profile) return { ...none, from: "requirement", requirement: null, ...use.profile };
  return {
    ...none,
    from: "all-active",
    assumption: "usage.json does not say for how long what is active",
    statement: `There is no usage.json, so every block is taken as active all the time, each in the mode in which it takes most: the worst case, not a typical one.${periods(constraints)}`,
    requirement: null,
    states: [
      {
        ...{ name: "all-active", duty: 1, basis: "worst case" },
        ...{ blocks: use?.blocks ?? {}, others: "full" },
      },
    ],
  };
}

function shareOfUse(
  stated: Constraint,
  {
    active,
    ...none
  }: Omit<Usage, "from" | "statement" | "requirement" | "states"> & {
    readonly active: UsageState["blocks"];
  },
): Usage {
  const duty = (stated.si!.typ ?? stated.si!.max ?? stated.si!.min)!;
  return {
    ...none,
    from: "requirement",
    statement: `There is no usage.json. ${stated.id} says "${stated.statement}": every block is taken as active for that share of time, and asleep for the rest.`,
    requirement: stated.id,
    states: [
      { name: "in-use", duty, basis: stated.id, blocks: active, others: "full" },
      { name: "asleep", duty: 1 - duty, basis: "the rest", blocks: {}, others: "sleep" },
    ],
  };
}

/** "30 min/day reading" is time a time: 0.0208. */
function isShareOfUse({ si, parameter, statement }: Constraint): boolean {
  const share = si?.typ ?? si?.max ?? si?.min;
  return (
    si?.unit === "s/s" &&
    typeof share === "number" &&
    share > 0 &&
    share <= 1 &&
    /batter|power|duty|use|usage|read|operat|run/i.test(`${parameter} ${statement}`)
  );
}

/** A period without the length of what happens in it is no share of time. */
function periods(constraints: readonly Constraint[]): string {
  const stated = periodsOf(constraints);
  if (stated.length === 0) return "";
  const quotes = stated.map(({ id, statement }) => `${id} "${statement}"`).join("; ");
  return ` A period is stated (${quotes}), yet not how long a block is active in it; usage.json can say that.`;
}

/** Requirements that say how often something happens. */
export const periodsOf = (constraints: readonly Constraint[]): readonly Constraint[] =>
  constraints.filter(
    (one) =>
      one.si?.unit === "s" &&
      /\b(?:interval|period|every)\b/.test(`${wordsOf(one)} ${one.statement.toLowerCase()}`) &&
      isNamedAfterEvery(one),
  );

/** "For 20 s every 10 min": the 20 s are no period. Where no number follows, the words decide alone. */
function isNamedAfterEvery({ statement, si }: Constraint): boolean {
  const found = /\bevery\s+(\d+(?:\.\d+)?)\s*(\p{L}+)/iu.exec(statement);
  const scale = secondsIn(found?.[2] ?? "");
  if (!found || scale === null) return true;
  const period = Number(found[1]) * scale;
  return [si?.min, si?.typ, si?.max].some(
    (one) => typeof one === "number" && Math.abs(one - period) <= period * 1e-6,
  );
}
