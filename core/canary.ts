/** What a tool's action `canary` answers: whether its program gives right answers to questions whose answers are known. */
import { z } from "zod";
import { isGatewayError, messageOf } from "./errors.ts";

/** An action of this name, with the input `{}`, is the tool's canary. */
export const CANARY = "canary";

export const CanaryCheck = z
  .object({
    what: z.string().describe("The question."),
    ok: z.boolean().describe("Whether the answer was right."),
    expected: z.string().describe("The right answer."),
    found: z.string().describe("What the program answered."),
  })
  .describe("One question with a known answer.");

export const CanaryAnswer = z.object({
  trustworthy: z.boolean(),
  checks: z.array(CanaryCheck).min(1),
});

export type CanaryCheck = z.infer<typeof CanaryCheck>;

/** Null when the program can be believed, else why not, in words for people. `checks` are what was asked. */
export interface Verdict {
  readonly problem: string | null;
  readonly checks: readonly CanaryCheck[];
  /** Of the error, when asking ended with one of the gateway's. */
  readonly code?: string;
}

/** Takes nobody's word: a canary that throws, says something else or has a wrong answer among right ones is a no. */
export async function verdictOf(ask: () => Promise<unknown>): Promise<Verdict> {
  let answer: unknown;
  try {
    answer = await ask();
  } catch (thrown) {
    const code = isGatewayError(thrown) ? { code: thrown.code } : {};
    return { problem: messageOf(thrown), checks: [], ...code };
  }
  const parsed = CanaryAnswer.safeParse(answer);
  if (!parsed.success) return { problem: "its canary gives no verdict", checks: [] };
  const { trustworthy, checks } = parsed.data;
  const wrong = checks.filter(({ ok }) => !ok);
  if (trustworthy && wrong.length === 0) return { problem: null, checks };
  const found = wrong.map((one) => `${one.what}: expected ${one.expected}, found ${one.found}`);
  return { problem: found.join("; ") || "its canary says so", checks };
}
