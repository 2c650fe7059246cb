/** Ollama: models on this machine, by its OpenAI-compatible API; no key, and nothing leaves the machine. */
import { defineProvider, fail, z } from "metaforge";

export default defineProvider({
  name: "ollama",
  version: "1.0.0",
  description: "Models that Ollama runs on this machine.",
  options: z.strictObject({
    baseUrl: z
      .url({ protocol: /^https?$/ })
      .default("http://127.0.0.1:11434")
      .transform((url) => url.replace(/\/+$/, "")),
  }),
  async model({ baseUrl }, id, { fetch }) {
    const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
    return createOpenAICompatible({
      name: "ollama",
      baseURL: `${baseUrl}/v1`,
      fetch,
      includeUsage: true,
      supportsStructuredOutputs: true,
    })(id);
  },
  async check({ baseUrl }, { fetch }, signal) {
    const { ok, status, body } = await fetch(`${baseUrl}/api/tags`, { signal });
    await body?.cancel();
    if (!ok) throw fail("UNAVAILABLE", { problem: `ollama answered ${status}` });
  },
});
