/** Anthropic: its models, by the Messages API. */
import { defineProvider, fail, z } from "metaforge";

export default defineProvider({
  name: "anthropic",
  version: "1.0.0",
  description: "Anthropic's language models.",
  key: { env: "ANTHROPIC_API_KEY", required: true },
  options: z.strictObject({
    baseUrl: z
      .url({ protocol: /^https?$/ })
      .default("https://api.anthropic.com/v1")
      .transform((url) => url.replace(/\/+$/, "")),
  }),
  async model({ baseUrl }, id, { key, fetch }) {
    const { createAnthropic } = await import("@ai-sdk/anthropic");
    // The key is always given: for a missing one, the SDK would look into the environment.
    return createAnthropic({ baseURL: baseUrl, apiKey: key ?? "", fetch })(id);
  },
  async check({ baseUrl }, { key, fetch }, signal) {
    const headers = { "x-api-key": key ?? "", "anthropic-version": "2023-06-01" };
    const { ok, status, body } = await fetch(`${baseUrl}/models`, { headers, signal });
    await body?.cancel();
    if (!ok) throw fail("UNAVAILABLE", { problem: `anthropic answered ${status}` });
  },
});
