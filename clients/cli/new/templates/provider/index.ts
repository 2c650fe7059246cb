/** Offers models of a server that speaks OpenAI's chat completions, such as one on this machine. */
import { defineProvider, fail, z } from "metaforge";

const Options = z.object({ baseUrl: z.url().default("http://localhost:11434/v1") });

/** The parts of a prompt that are used here; the AI SDK's own type holds more. */
interface Prompt {
  readonly prompt: readonly {
    readonly role: string;
    readonly content: string | readonly { readonly type: string; readonly text?: string }[];
  }[];
  readonly temperature?: number;
  readonly abortSignal?: AbortSignal;
}

const Answer = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
  usage: z.object({ prompt_tokens: z.number(), completion_tokens: z.number() }).optional(),
});

export default defineProvider({
  name: "my-provider",
  version: "0.1.0",
  description: "Models of a server that speaks chat completions.",
  options: Options,
  /** A language model in the AI SDK's form (specification v2); text only, and not streamed. */
  model({ baseUrl }, id, { fetch }) {
    return {
      specificationVersion: "v2",
      provider: "my-provider",
      modelId: id,
      supportedUrls: {},
      async doGenerate({ prompt, temperature, abortSignal }: Prompt) {
        const messages = prompt.map(({ role, content }) => ({ role, content: textOf(content) }));
        const response = await fetch(`${baseUrl}/chat/completions`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ model: id, messages, temperature }),
          signal: abortSignal ?? null,
        });
        if (!response.ok) throw failed(`the server answered ${response.status}`);
        const { choices, usage } = Answer.parse(await response.json());
        return {
          content: [{ type: "text", text: choices[0]!.message.content }],
          finishReason: "stop",
          usage: { inputTokens: usage?.prompt_tokens, outputTokens: usage?.completion_tokens },
          warnings: [],
        };
      },
      doStream: () => Promise.reject(failed("it does not stream")),
    };
  },
});

const textOf = (content: Prompt["prompt"][number]["content"]) =>
  typeof content === "string" ? content : content.map(({ text = "" }) => text).join("");

const failed = (problem: string) => fail("UNAVAILABLE", { problem: `my-provider: ${problem}` });
