/** Offers models of a server that speaks OpenAI's chat completions, such as one on this machine. */
import { defineProvider, fail, z } from "metaforge";

export default defineProvider({
  name: "my-provider",
  version: "0.1.0",
  description: "Models of a server that speaks chat completions.",
  // The gateway asks nothing but this address; the option has to be called so.
  options: z.strictObject({ baseUrl: z.url().default("http://127.0.0.1:11434/v1") }),
  // With a key: key: { env: "MY_KEY", required: true }; it is `key` beside `fetch`, for `apiKey` below.
  async model({ baseUrl }, id, { fetch }) {
    // Imported here, so that who asks no model does not pay for it. @ai-sdk/openai and @ai-sdk/anthropic are there, too.
    const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
    const server = createOpenAICompatible({
      ...{ name: "my-provider", baseURL: baseUrl, fetch },
      ...{ includeUsage: true, supportsStructuredOutputs: true },
    });
    return server(id);
  },
  // For /health, in the background; it must cost nothing.
  async check({ baseUrl }, { fetch }, signal) {
    const { ok, status, body } = await fetch(`${baseUrl}/models`, { signal });
    await body?.cancel();
    if (!ok) throw fail("UNAVAILABLE", { problem: `my-provider answered ${status}` });
  },
});
