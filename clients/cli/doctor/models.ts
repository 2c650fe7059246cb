/** What the doctor says of language models: whether each one that is configured answers, and how soon. */
import { checksOf } from "./check.ts";
import type { Check } from "./check.ts";

const { ok, warning, problem } = checksOf("models");

export interface ModelAnswer {
  readonly provider: string;
  readonly model: string;
  readonly ms: number;
  /** Null: it answered. */
  readonly problem: string | null;
}

/** One line for each entry of `models.use`, in its order. */
export function checkModels(answers: readonly ModelAnswer[]): Check[] {
  // While one of them answers, runs have a model.
  const wrong = answers.some((answer) => answer.problem === null) ? warning : problem;
  return answers.map(({ provider, model, ms, problem: why }) => {
    const name = `${provider}/${model}`;
    if (why === null) return ok(name, `answered in ${ms} ms`);
    return wrong(name, why, "see `models` in your metaforge.yaml; skills do without a model");
  });
}
