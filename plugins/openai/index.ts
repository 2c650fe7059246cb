/** OpenAI: its models, by the Responses API, which is where the newest of them answer; nothing is stored there. */
import { defineProvider, fail, z } from "metaforge";

export default defineProvider({
  name: "openai",
  version: "1.0.0",
  description: "OpenAI's language models.",
  key: { env: "OPENAI_API_KEY", required: true },
  options: z.strictObject({
    baseUrl: z
      .url({ protocol: /^https?$/ })
      .default("https://api.openai.com/v1")
      .transform((url) => url.replace(/\/+$/, "")),
    organization: z.string().min(1).optional(),
    project: z.string().min(1).optional(),
  }),
  async model({ baseUrl, organization, project }, id, { key, fetch }) {
    const { createOpenAI } = await import("@ai-sdk/openai");
    const named = { ...(organization && { organization }), ...(project && { project }) };
    // Always given: for what is missing, the SDK would look into the environment.
    const openai = createOpenAI({ baseURL: baseUrl, apiKey: key ?? "", fetch, ...named });
    const model = openai.responses(id);
    type Call = Parameters<typeof model.doStream>[0];
    // Without this, OpenAI keeps each prompt and answer for 30 days.
    const unstored = (call: Call): Call => {
      const own = { ...call.providerOptions?.openai, store: false };
      return { ...call, providerOptions: { ...call.providerOptions, openai: own } };
    };
    const { specificationVersion, provider, modelId, supportedUrls } = model;
    return {
      ...{ specificationVersion, provider, modelId, supportedUrls },
      doGenerate: (call: Call) => model.doGenerate(unstored(call)),
      doStream: (call: Call) => model.doStream(unstored(call)),
    };
  },
  async check({ baseUrl }, { key, fetch }, signal) {
    const headers = { authorization: `Bearer ${key}` };
    const { ok, status, body } = await fetch(`${baseUrl}/models`, { headers, signal });
    await body?.cancel();
    if (!ok) throw fail("UNAVAILABLE", { problem: `openai answered ${status}` });
  },
});
