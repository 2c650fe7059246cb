/** Checks values by a schema that came from a run, in bounded time: its patterns and choices could take for ever. */
import { Script, createContext } from "node:vm";
import { z } from "zod";

type JsonSchema = Readonly<Record<string, unknown>>;

export interface Misfit {
  /** Member names with dots between; empty for the value itself. */
  readonly path: string;
  readonly message: string;
}

/** Milliseconds for all values of one answer; a schema of requirements takes a few. */
const LONGEST = 1000;
const WORK = new Script("work()");

/**
 * For each value in turn what does not fit, or null. One string instead: the schema cannot be used within a second.
 * A schema that zod cannot read back holds nobody up: the run process checks by the author's own.
 */
export function misfits(
  schema: JsonSchema,
  values: readonly unknown[],
): readonly (Misfit | null)[] | string {
  const work = () => {
    const type = toZod(schema);
    return values.map((value) => misfit(type, value));
  };
  try {
    // The one way to end a function that does not end by itself, a search by a pattern included.
    return WORK.runInContext(createContext({ work }), { timeout: LONGEST }) as (Misfit | null)[];
  } catch {
    return `the schema cannot be checked within ${LONGEST} ms`;
  }
}

function toZod(schema: JsonSchema): z.ZodType {
  try {
    return z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0]);
  } catch {
    return z.unknown();
  }
}

function misfit(type: z.ZodType, value: unknown): Misfit | null {
  const [issue] = type.safeParse(value).error?.issues ?? [];
  return issue ? { path: issue.path.map(String).join("."), message: issue.message } : null;
}
