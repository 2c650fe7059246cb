/** Which problems leave no answer, and which only take something away from it. */
import type { Problem, ProblemCode } from "./contract.ts";

/** With one of these before the program runs there is nothing to ask it. */
const FATAL: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  "INPUT_MISSING",
  "INPUT_CORRUPT",
  "INPUT_FOREIGN",
  "INPUT_TOO_NEW",
  "INPUT_IS_SUBSHEET",
]);

export const isFatal = ({ code }: Problem): boolean => FATAL.has(code);

/** A problem without members that say nothing. */
export function problem(
  code: ProblemCode,
  message: string,
  where?: string,
  action?: string,
): Problem {
  return {
    code,
    message,
    ...(where === undefined ? {} : { where }),
    ...(action === undefined ? {} : { action }),
  };
}
