/** Validates what a skill or an action is given by the schema its author wrote. */
import { fail } from "../errors.ts";
import type { Schema } from "../define.ts";

/**
 * The value after its schema, or VALIDATION_ERROR with `details.field` such as "input.args.min". Calls the
 * schema's own method, so that zod is loaded only when the plugin loaded it. Without a schema the value passes.
 */
export function checkInput<T>(schema: Schema<T> | undefined, value: unknown, field: string): T {
  if (!schema) return value as T;
  const outcome = schema.safeParse(value);
  if (outcome.success) return outcome.data;
  const issue = outcome.error.issues[0];
  const where = [field, ...(issue?.path ?? [])].map(String).join(".");
  const problem = issue?.message ?? "it does not fit its schema";
  throw fail("VALIDATION_ERROR", { problem: `${where}: ${problem}`, field: where });
}
