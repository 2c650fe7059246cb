/** Asks a model for trade-offs between parts that survived; what it says stands apart, and must quote the design. */
import { isGatewayError, z } from "metaforge";
import type { Llm } from "metaforge";
import type { Architecture } from "./schema.ts";
import type { Suggestion } from "./schema.ts";

const Item = z.object({
  block: z.string().max(80),
  part: z.string().max(200),
  text: z.string().min(1).max(600),
});

const PROMPT = `The source lists blocks of a hardware design, each with the part that was chosen by rules and the alternatives that meet
the same demands. For blocks where the choice is a trade-off, say in one or two sentences which of the listed parts you
would take and why. "block" and "part" are ids as written in the source; never a part that is not listed for that block.
Quote the line of the part. Use no number that is not in the quote.`;

/** At most one a block; none without a model, or when it gives nothing usable. Rejects only with the signal's reason. */
export async function suggest(
  body: Pick<Architecture, "blocks">,
  llm: Pick<Llm, "available" | "grounded">,
  signal: AbortSignal,
  say: (problem: string) => void,
): Promise<Suggestion[]> {
  const open = body.blocks.filter(
    ({ part, alternatives }) => part !== null && alternatives.length > 0,
  );
  if (!llm.available || open.length === 0) return [];
  const text = open
    .flatMap(({ id, name, part, rationale, alternatives }) => [
      `Block ${id}: ${name}`,
      `chosen ${part!.id}: ${rationale}`,
      ...alternatives.map((one) => `alternative ${one.id}: ${one.reason}`),
      "",
    ])
    .join("\n");
  try {
    const { grounded } = await llm.grounded({
      prompt: PROMPT,
      schema: Item,
      sources: [{ name: "design", text }],
    });
    const kept = grounded.flatMap(({ item, quote, source }): Suggestion[] => {
      const block = open.find(({ id }) => id === item.block);
      const listed = block && [block.part!.id, ...block.alternatives.map(({ id }) => id)];
      // A part that did not survive is no choice, and a quote about another part is no reason.
      if (!listed?.includes(item.part) || !quote.includes(item.part)) return [];
      return [
        { origin: "model", block: item.block, part: item.part, text: item.text, quote, source },
      ];
    });
    return [...new Map(kept.map((one) => [one.block, one])).values()];
  } catch (thrown) {
    signal.throwIfAborted();
    if (!isGatewayError(thrown)) throw thrown;
    say(thrown.message);
    return [];
  }
}
