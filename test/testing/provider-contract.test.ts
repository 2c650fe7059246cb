/** The contract of providers: what it finds wrong with one that keeps to nothing. */
import { connect } from "node:net";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { z } from "zod";
import { defineProvider } from "../../core/define.ts";
import { fail } from "../../core/errors.ts";
import { providerContract } from "../../core/testing.ts";

const test = suite("testing/provider-contract");

test("finds each promise that a provider breaks", async () => {
  const broken = defineProvider({
    name: "Broken",
    version: "1",
    description: "",
    key: { env: "broken-key", required: true },
    options: z.any(),
    model: (_options, _id, { key, fetch }) => ({
      specificationVersion: "v1",
      provider: "broken",
      modelId: "another",
      apiKey: key,
      async doGenerate() {
        connect(9, "127.0.0.1").on("error", () => {});
        await fetch(`http://127.0.0.1/ask?key=${key}`);
        throw fail("UNAVAILABLE", { problem: `refused ${key}` });
      },
      doStream: async () => {},
    }),
    check: async (_options, { key, fetch }) => {
      const { ok } = await fetch("http://127.0.0.1/models");
      if (!ok) throw fail("UNAVAILABLE", { problem: `the key ${key} was refused` });
    },
  });
  assert.equal(await failures(broken), [
    "says its name, version and purpose",
    "has options that can be published and refuse nonsense",
    "names the variable of its key in capitals",
    "gives a language model of the AI SDK's specification v4",
    "asks by the `fetch` it is given and opens no connection of its own",
    "shows its key to the server in a header, and to nobody else",
    "tells in `check` whether the server takes the key, and does not tell the key",
    "ends `check` when it is given up",
  ]);
});

test("finds a check that takes any answer for a yes, and a timer that is left", async () => {
  let left: NodeJS.Timeout | undefined;
  const careless = defineProvider({
    name: "careless",
    version: "1.0.0",
    description: "Looks at no answer.",
    model(_options, modelId, { fetch }) {
      left ??= setInterval(() => {}, 1000);
      const call = async () => {
        const { ok, status } = await fetch("http://127.0.0.1/ask", { method: "POST", body: "{}" });
        if (!ok) throw fail("UNAVAILABLE", { problem: `answered ${status}` });
      };
      const model = { specificationVersion: "v4", provider: "careless", modelId };
      return { ...model, doGenerate: call, doStream: call };
    },
    check: async (_options, { fetch }, signal) => {
      await fetch("http://127.0.0.1/models", { signal });
    },
  });
  // The first model leaves the timer, so that case alone is run first.
  const cases = providerContract(careless).toReversed();
  try {
    assert.equal(await failuresOf(cases), [
      "leaves nothing running",
      "tells in `check` whether the server takes the key, and does not tell the key",
    ]);
  } finally {
    clearInterval(left);
  }
});

test.run();

const failures = (provider: Parameters<typeof providerContract>[0]) =>
  failuresOf(providerContract(provider));

/** The cases that do not hold, in order. */
async function failuresOf(cases: ReturnType<typeof providerContract>) {
  const found: string[] = [];
  for (const [name, check] of cases) await check().catch(() => found.push(name));
  return found;
}
