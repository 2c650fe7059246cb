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

/** What `status` says of the model, for the models that the configuration names: what a person can do something about. */
export function modelWords(
  state: string,
  plugins: readonly { readonly name: string; readonly state: string }[],
  wished: readonly string[],
): string {
  const word = state.replaceAll("_", " ");
  if (state === "ok" || wished.length === 0) return word;
  const providers = [...new Set(wished.map((model) => model.split("/")[0]!))];
  const missing = providers.flatMap((provider) => {
    const row = plugins.find(({ name }) => name === provider);
    if (!row) return `no provider '${provider}' is loaded`;
    if (row.state !== "ready") return `'${provider}' is ${row.state}`;
    return state === "not_configured" ? `'${provider}' has no key` : [];
  });
  const why = missing.length === 0 ? word : missing.join("; ");
  return `${wished.join(", ")} cannot be asked: ${why} (\`metaforge doctor\` says more)`;
}
