/** Asks a language model how it reads the statements that no rule understood; what it adds stands apart from what was read. */
import type { Llm, Provenance } from "metaforge";
import { isGatewayError } from "metaforge";
import type { SourceDocument } from "../reading/index.ts";
import type { Constraints } from "../schema.ts";
import type { Added } from "./judge.ts";
import { judge } from "./judge.ts";
import { Item } from "./item.ts";
import { openText } from "./open-text.ts";

const NOTHING: Added = { proposals: [], suggestions: [] };

/** Characters of open statements that are shown to a model. */
const ASKED = 60_000;

const PROMPT = `Each source is a requirements document of which only the statements are left that could not be read, with the
headings above them; empty lines stand for the others. List the limits, choices and features that these statements set
for the product. One item for each parameter. "min", "typ" and "max" are the bounds that the words state, null where
they state none; never compute one. "unit" is written as in the source. "values" are names that the words choose, such as
["CAN"], each as written; null for a limit. "condition" is copied from the words, or null. "parameter" is snake_case.
Leave out what sets nothing. Quote the statement that an item stands on.`;

/**
 * Proposals and suggestions for what is in `unmapped`; nothing when nothing is, without a model, or when it gives no
 * usable answer: then the result is what it is without one. Rejects only with the signal's reason.
 */
export async function propose(
  documents: readonly SourceDocument[],
  constraints: Constraints,
  llm: Pick<Llm, "available" | "grounded">,
  signal: AbortSignal,
  say: (problem: string) => void,
): Promise<Added> {
  if (!llm.available || constraints.unmapped.length === 0) return NOTHING;
  const open = openText(documents, constraints.unmapped, ASKED);
  if (open.sources.length === 0) return NOTHING;
  try {
    const answer = await llm.grounded({ prompt: PROMPT, schema: Item, sources: open.sources });
    return judge(answer, constraints, open);
  } catch (thrown) {
    signal.throwIfAborted();
    if (!isGatewayError(thrown)) throw thrown;
    say(thrown.message);
    return NOTHING;
  }
}

/**
 * The result with what a model added, and which: `mode` is that of the run's provenance. Nothing of the deterministic
 * part is touched, and nothing added leaves it as it is.
 */
export async function withProposals(
  constraints: Constraints,
  { proposals, suggestions }: Added,
  provenance: () => Promise<Pick<Provenance, "mode">>,
): Promise<Constraints> {
  if (proposals.length === 0 && suggestions.length === 0) return constraints;
  const { mode } = await provenance();
  return {
    ...constraints,
    // A host may not know who answered; that a model did stays said.
    mode: mode === constraints.mode ? `${mode}+model` : mode,
    assumptions: [...constraints.assumptions, ...suggestions],
    proposals: [...proposals],
  };
}
