/** Requirements as constraints.json states them, and what an artifact says of those that it could measure. */
import { posix } from "node:path";
import type { SkillContext } from "../define.ts";
import { fail } from "../errors.ts";
import { z } from "zod";

const FILE = "constraints.json";

const bound = z.number().nullish().default(null);
const text = z.string().nullish().default(null);

const StatedSchema = z.object({
  id: z.string().min(1),
  category: z.string().default(""),
  parameter: z.string().default(""),
  subject: text,
  min: bound,
  typ: bound,
  max: bound,
  unit: text,
  minInclusive: z.boolean().default(true),
  maxInclusive: z.boolean().default(true),
  si: z.object({ min: bound, typ: bound, max: bound, unit: z.string() }).nullish().default(null),
  values: z.array(z.string()).nullish().default(null),
  condition: text,
  statement: z.string().default(""),
});
/** A requirement: bounds in its author's unit, and in SI. */
export type Stated = z.infer<typeof StatedSchema>;

const FileSchema = z.object({
  schema: z.string().startsWith("metaforge/constraints@"),
  constraints: z.array(StatedSchema),
});

export const RequirementVerdictSchema = z.object({
  requirement: z.string(),
  statement: z.string(),
  verdict: z.enum(["pass", "fail", "not_measured"]),
  value: z.union([z.number(), z.string()]).nullable().describe("What was measured; null: nothing."),
  unit: text.describe("Of the value; null: it has none."),
  limit: text.describe("As the requirement states it, with its unit."),
  basis: z.string().describe("What was measured and how, or why it was not."),
});
/** One row of `requirements` in an artifact. */
export type RequirementVerdict = z.infer<typeof RequirementVerdictSchema>;

type Access = Pick<SkillContext<unknown>, "list" | "read">;

/**
 * The requirements of the constraints.json that a request names, else of the workspace's own; null where there is none.
 * Throws VALIDATION_ERROR for a file of that name that holds none: left unread, it would look as if nothing was asked for.
 */
export async function statedIn(
  { list, read }: Access,
  named: readonly string[],
): Promise<readonly Stated[] | null> {
  const asked = named.find((path) => posix.basename(path) === FILE);
  const isThere = async () =>
    (await list(".", { endings: [".json"] })).some(({ path }) => path === FILE);
  const path = asked ?? ((await isThere()) ? FILE : null);
  return path === null ? null : parseStated(await read(path), path);
}

export function parseStated(json: string, path: string): readonly Stated[] {
  const result = FileSchema.safeParse(valueOf(json));
  if (result.success) return result.data.constraints;
  const [issue] = result.error.issues;
  const at = issue!.path.join(".");
  const problem = `${path} holds no requirements (${at === "" ? "" : `${at}: `}${issue!.message}); make it again, or move it away`;
  throw fail("VALIDATION_ERROR", { problem, field: path });
}

/** Undefined where it is no JSON: no schema takes that. */
function valueOf(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}

export interface Measurement {
  readonly value: number | null;
  /** As the reader wants it, such as "mm"; and the same in SI: 1 mm is 0.001 m. */
  readonly unit: string;
  readonly si?: { readonly unit: string; readonly factor: number };
  /** What was measured and how; of a value that is null, why not. */
  readonly basis: string;
}

/**
 * Holds a measured value against a requirement. A count that stands alone has to be met exactly; any other number without
 * a limit on either side can be told, not judged, and so can a value in a unit that the requirement does not use.
 */
export function judged(stated: Stated, measured: Measurement): RequirementVerdict {
  const { value, unit, si, basis } = measured;
  const row = (verdict: RequirementVerdict["verdict"], why = ""): RequirementVerdict => ({
    ...{ requirement: stated.id, statement: stated.statement, verdict, value },
    unit: unit === "1" ? null : unit,
    ...{ limit: limitOf(stated), basis: [basis, why].filter((part) => part !== "").join("; ") },
  });
  if (value === null) return row("not_measured");
  const bounds =
    stated.unit === unit ? stated : si && stated.si?.unit === si.unit ? stated.si : null;
  if (limitOf(stated) === null) return row("not_measured", "the requirement states no number");
  if (bounds === null) {
    return row("not_measured", `the requirement is in ${stated.unit ?? "no unit"}, not in ${unit}`);
  }
  const isCount = unit === "1" && bounds.min === null && bounds.max === null;
  const [min, max] = isCount ? [bounds.typ, bounds.typ] : [bounds.min, bounds.max];
  if (min === null && max === null) {
    return row("not_measured", "the requirement states no tolerance");
  }
  const own = bounds === stated ? value : value * si!.factor;
  const keeps =
    (min === null || isAbove(own, min, stated.minInclusive)) &&
    (max === null || isAbove(-own, -max, stated.maxInclusive));
  return row(keeps ? "pass" : "fail");
}

/** 30.5 mm is 0.0305 m, and nearly that in binary. */
function isAbove(value: number, limit: number, isInclusive: boolean): boolean {
  const slack = Math.abs(limit) * 1e-9;
  return isInclusive ? value >= limit - slack : value > limit + slack;
}

/** "≤ 40 mm", "1.44 to 1.76 mm"; null: it states no number. */
export function limitOf(stated: Omit<Partial<Stated>, "si">): string | null {
  const { min = null, typ = null, max = null, unit = null } = stated;
  const { minInclusive = true, maxInclusive = true } = stated;
  const sign = unit === null || unit === "1" ? "" : ` ${unit === "Cel" ? "°C" : unit}`;
  if (min !== null && max !== null)
    return min === max ? `${min}${sign}` : `${min} to ${max}${sign}`;
  if (max !== null) return `${maxInclusive ? "≤" : "<"} ${max}${sign}`;
  if (min !== null) return `${minInclusive ? "≥" : ">"} ${min}${sign}`;
  return typ === null ? null : `${typ}${sign}`;
}
