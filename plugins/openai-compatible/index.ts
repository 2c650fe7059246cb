/** OpenAI-compatible: models of any server that speaks chat completions, such as LM Studio, vLLM or llama.cpp. */
import { defineProvider, fail, z } from "metaforge";

export default defineProvider({
  name: "openai-compatible",
  version: "1.0.0",
  description: "Models of a server that speaks OpenAI's chat completions.",
  key: { env: "OPENAI_COMPATIBLE_API_KEY", required: false },
  options: z.strictObject({
    // LM Studio's address; vLLM and llama.cpp listen on ports 8000 and 8080.
    baseUrl: z
      .url({ protocol: /^https?$/ })
      .default("http://127.0.0.1:1234/v1")
      .transform((url) => url.replace(/\/+$/, "")),
    // False for a server that refuses `response_format: json_schema`; it is asked for any JSON then.
    structuredOutputs: z.boolean().default(true),
  }),
  async model({ baseUrl, structuredOutputs }, id, { key, fetch }) {
    const { createOpenAICompatible } = await import("@ai-sdk/openai-compatible");
    return createOpenAICompatible({
      name: "openai-compatible",
      baseURL: baseUrl,
      ...(key !== null && { apiKey: key }),
      fetch,
      includeUsage: true,
      supportsStructuredOutputs: structuredOutputs,
    })(id);
  },
  async check({ baseUrl }, { key, fetch }, signal) {
    const headers = key === null ? {} : { authorization: `Bearer ${key}` };
    const { ok, status, body } = await fetch(`${baseUrl}/models`, { headers, signal });
    await body?.cancel();
    if (!ok) throw fail("UNAVAILABLE", { problem: `openai-compatible answered ${status}` });
  },
});
