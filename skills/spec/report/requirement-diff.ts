/** What changed between two constraints.json in the words of requirements: limits that are tighter or looser, not lines that moved. */
import { fail, z } from "metaforge";
import type { Constraint } from "../schema.ts";
import { pairChanges } from "./changed-pairs.ts";
import { limitText, limitsChanged } from "./limit-changes.ts";

/** What is compared; an earlier version may hold more or less beside it. */
const bound = z.number().nullable();
const Compared = z.object({
  schema: z.literal("metaforge/constraints@1"),
  constraints: z.array(
    z.object({
      ...{ id: z.string(), parameter: z.string(), subject: z.string().nullable() },
      statement: z.string().optional(),
      ...{ category: z.string(), min: bound, typ: bound, max: bound, unit: z.string().nullable() },
      ...{ minInclusive: z.boolean(), maxInclusive: z.boolean() },
      si: z
        .object({
          ...{ min: z.number().optional(), typ: z.number().optional() },
          ...{ max: z.number().optional(), unit: z.string() },
        })
        .nullable(),
      values: z.array(z.string()).nullable(),
      condition: z.string().nullable(),
      priority: z.enum(["must", "should", "may"]),
      source: z.object({ file: z.string(), line: z.number() }),
    }),
  ),
});
export type Compared = z.infer<typeof Compared>["constraints"][number];

/**
 * Texts of two constraints.json. The first line counts; below it a line a requirement: `~` changed, `+` added, `-`
 * removed, in the new document's order. Moved and rewrapped lines are no change. Throws CONFLICT for a text that is no constraints.json.
 * @example
 * // 1 changed, 0 added, 0 removed, 11 as before
 * // ~ REQ-12f1d9 supply_voltage max 3.6 V → 3.3 V, tighter
 */
export function requirementDiff(before: string, after: string): string {
  const [old, now] = [parsed(before, "earlier"), parsed(after, "proposed")];
  const { kept, added, removed } = pairChanges(old, now);
  const changed = kept.flatMap(([was, is]) => {
    const words = changesOf(was, is);
    if (words.length === 0) return [];
    return [
      `~ ${is.id}${was.id === is.id ? "" : ` (was ${was.id})`} ${oneLine(is.parameter)} ${words.join("; ")}`,
    ];
  });
  const same = kept.length - changed.length;
  const head = `${changed.length} changed, ${added.length} added, ${removed.length} removed, ${same} as before`;
  const lines = [
    ...changed,
    ...added.map((one) => `+ ${whole(one)}`),
    ...removed.map((one) => `- ${whole(one)}`),
  ];
  return `${[head, ...lines].join("\n")}\n`;
}

/** The requirements of a constraints.json; null when the text is none. */
export const comparedIn = (text: string): readonly Compared[] | null =>
  Compared.safeParse(json(text)).data?.constraints ?? null;

function parsed(text: string, which: string): readonly Compared[] {
  const compared = comparedIn(text);
  if (compared) return compared;
  throw fail("CONFLICT", { problem: `the ${which} constraints.json is not one of spec's` });
}

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

const RANK: Readonly<Record<Constraint["priority"], number>> = { must: 2, should: 1, may: 0 };

function changesOf(was: Compared, is: Compared): string[] {
  const changes = limitsChanged(was, is);
  if (was.parameter !== is.parameter) changes.push(`parameter ${was.parameter} → ${is.parameter}`);
  if (was.condition !== is.condition) {
    changes.push(`condition ${quoted(was.condition)} → ${quoted(is.condition)}`);
  }
  if (was.priority !== is.priority) {
    const way = RANK[is.priority] > RANK[was.priority] ? "tighter" : "looser";
    changes.push(`priority ${was.priority} → ${is.priority}, ${way}`);
  }
  if (was.category !== is.category) changes.push(`category ${was.category} → ${is.category}`);
  return changes;
}

const quoted = (words: string | null): string => (words === null ? "none" : `“${oneLine(words)}”`);

function whole(one: Compared): string {
  const { id, parameter, condition, priority, source } = one;
  const under = condition === null ? "" : ` (${oneLine(condition)})`;
  return `${id} ${oneLine(parameter)} ${oneLine(limitText(one))}${under}, ${priority}, ${oneLine(source.file)}:${source.line}`;
}

/** A requirement has one line, whatever its author wrote. */
const oneLine = (words: string): string => words.replace(/[\p{Cc}\u2028\u2029]+/gu, " ");
