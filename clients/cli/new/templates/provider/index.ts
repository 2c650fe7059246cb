/** Offers models of a server that speaks OpenAI's chat completions, such as one on this machine. */
import { defineProvider, fail, z } from "metaforge";

export default defineProvider({
  name: "my-provider",
  version: "0.1.0",
  description: "Models of a server that speaks chat completions.",
  options: z.strictObject({ baseUrl: z.url().default("http://127.0.0.1:11434/v1") }),
  // With a key: key: { env: "MY_KEY", required: true }, which then is `key` beside `fetch`.
  /** A language model in the AI SDK's form (specification v2); an answer comes in one piece. */
  model({ baseUrl }, id, { fetch }) {
    async function doGenerate(call: Call) {
      const messages = call.prompt.map(({ role, content }) => ({ role, content: textOf(content) }));
      const { temperature, maxOutputTokens, responseFormat: format } = call;
      const wanted = format?.type === "json" && {
        type: format.schema ? "json_schema" : "json_object",
        ...(format.schema ? { json_schema: { name: "answer", schema: format.schema } } : {}),
      };
      const response = await fetch(`${baseUrl}/chat/completions`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          ...{ model: id, messages, temperature, max_tokens: maxOutputTokens },
          ...(wanted ? { response_format: wanted } : {}),
        }),
        signal: call.abortSignal ?? null,
      });
      if (!response.ok) throw failed(`the server answered ${response.status}`);
      const { choices, usage } = Answer.parse(await response.json());
      const { message, finish_reason: reason } = choices[0]!;
      return {
        content: [{ type: "text" as const, text: message.content }],
        finishReason: reason === "length" ? ("length" as const) : ("stop" as const),
        usage: { inputTokens: usage?.prompt_tokens, outputTokens: usage?.completion_tokens },
        warnings: [],
      };
    }
    /** What the gateway calls. */
    async function doStream(call: Call) {
      const { content, finishReason, usage, warnings } = await doGenerate(call);
      const parts = [
        { type: "stream-start", warnings },
        { type: "text-start", id: "0" },
        { type: "text-delta", id: "0", delta: content[0]!.text },
        { type: "text-end", id: "0" },
        { type: "finish", finishReason, usage },
      ];
      return { stream: ReadableStream.from(parts) };
    }
    const provider = "my-provider";
    const about = { specificationVersion: "v2", provider, modelId: id, supportedUrls: {} };
    return { ...about, doGenerate, doStream };
  },
});

/** The parts of a call that are used here; the AI SDK's own type holds more. */
interface Call {
  readonly prompt: readonly {
    readonly role: string;
    readonly content: string | readonly { readonly type: string; readonly text?: string }[];
  }[];
  readonly temperature?: number;
  readonly maxOutputTokens?: number;
  readonly responseFormat?: { readonly type: "text" | "json"; readonly schema?: unknown };
  readonly abortSignal?: AbortSignal;
}

const Answer = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({ content: z.string() }),
        finish_reason: z.string().nullish(),
      }),
    )
    .min(1),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).optional(),
});

const textOf = (content: Call["prompt"][number]["content"]) =>
  typeof content === "string" ? content : content.map(({ text = "" }) => text).join("");

const failed = (problem: string) => fail("UNAVAILABLE", { problem: `my-provider: ${problem}` });
