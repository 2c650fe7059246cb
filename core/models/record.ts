/** Keeps what a run asked models and what they answered, as JSON lines, and answers from such lines in place of a model. */
import { hash } from "node:crypto";
import { z } from "zod";
import { fail } from "../errors.ts";
import { redactedJson } from "../redaction.ts";
import type { ModelAnswer, ModelRequest, Recorder } from "./contract.ts";

export const EXCHANGE = "metaforge/exchange@1";

/** Characters of contents that one record keeps; answers of more than a hundred calls fit in. */
const ROOM = 16 * 1024 * 1024;

/** Figures and hashes of one exchange always; its words only when they were asked for and there was room. */
const toExchange = () =>
  z.object({
    schema: z.literal(EXCHANGE),
    kind: z.enum(["text", "object", "grounded"]),
    provider: z.string(),
    model: z.string(),
    /** Over kind, prompt, system, schema, sources and temperature; not the model, since another one may step in. */
    request_sha256: z.string(),
    answer_sha256: z.string(),
    usage: z.object({ input_tokens: z.number(), output_tokens: z.number() }),
    content: z
      .object({
        prompt: z.string(),
        system: z.string().optional(),
        sources: z.array(z.object({ name: z.string(), text: z.string() })).optional(),
        answer: z.string(),
      })
      .nullable(),
    /** Why there is no content. */
    missing: z.string().optional(),
  });
type Exchange = z.output<ReturnType<typeof toExchange>>;

export interface Exchanges extends Recorder {
  /** JSON lines, in the order of the answers; empty when nothing was asked. */
  text(): string;
}

export function createExchanges(options: {
  /** Whether the words are kept beside the figures. */
  readonly content: boolean;
  readonly redact: (text: string) => string;
}): Exchanges {
  const { redact } = options;
  const lines: string[] = [];
  let room = ROOM;

  function add(request: ModelRequest, sha256: string, answer: ModelAnswer): void {
    const { kind } = request;
    const { provider, model, text, tokens } = answer;
    const content = options.content ? redactedJson(contentOf(request, text), redact) : null;
    const missing =
      content === null
        ? "the run was not verbose"
        : content.length > room
          ? `a record has room for ${ROOM} characters`
          : null;
    if (missing === null) room -= content!.length;
    const exchange: Exchange = {
      ...{ schema: EXCHANGE, kind, provider, model, request_sha256: sha256 },
      answer_sha256: hash("sha256", text),
      usage: { input_tokens: tokens.input, output_tokens: tokens.output },
      ...(missing === null ? { content: JSON.parse(content!) } : { content: null, missing }),
    };
    lines.push(`${JSON.stringify(exchange)}\n`);
  }

  return { add, text: () => lines.join("") };
}

const contentOf = ({ prompt, system, sources }: ModelRequest, answer: string) => ({
  ...{ prompt, answer },
  ...(system !== undefined && { system }),
  ...(sources && { sources }),
});

export interface Replay {
  /** The recorded answer. Throws AGENT_ERROR when there is none: while a run is replayed, no model is asked. */
  next(request: ModelRequest, sha256: string): ModelAnswer;
}

/** Throws VALIDATION_ERROR with the field and the line for what is no record, or one without its answers. */
export function createReplay(text: string, field: string): Replay {
  const answers = new Map<string, ModelAnswer[]>();
  // Made for each record: at the start of a gateway it would be made for most of them in vain.
  const schema = toExchange();
  for (const [n, line] of text.split("\n").entries()) {
    if (line.trim() === "") continue;
    const exchange = parsed(schema, line, n + 1, field);
    const answer = toAnswer(exchange, n + 1, field);
    const { request_sha256 } = exchange;
    const before = answers.get(request_sha256);
    if (before) before.push(answer);
    else answers.set(request_sha256, [answer]);
  }
  return {
    next({ kind }, sha256) {
      // Equal questions get their answers in the order they were given.
      const answer = answers.get(sha256)?.shift();
      if (answer) return answer;
      const problem = `the record has no answer to this question (llm.${kind}, request ${sha256}), and no model is asked while a run is replayed; skill, files, arguments and temperature have to be those of the record`;
      throw fail("AGENT_ERROR", { problem });
    },
  };
}

function parsed(schema: z.ZodType<Exchange>, line: string, n: number, field: string): Exchange {
  try {
    return schema.parse(JSON.parse(line));
  } catch (cause) {
    const problem = `line ${n} of the record is no exchange of the schema '${EXCHANGE}'`;
    throw fail("VALIDATION_ERROR", { field, problem }, { cause });
  }
}

function toAnswer(
  { provider, model, content, usage, missing }: Exchange,
  n: number,
  field: string,
) {
  if (!content) {
    const problem = `line ${n} of the record has no content (${missing ?? "it was left out"}), so it cannot be replayed; record a run with options.verbose`;
    throw fail("VALIDATION_ERROR", { field, problem });
  }
  const tokens = { input: usage.input_tokens, output: usage.output_tokens };
  return { provider, model, text: content.answer, tokens };
}
