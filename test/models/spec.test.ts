/** The skill spec with a model behind a gateway: what it proposes passes the guard of staging, and the rest stays to the byte. */
import { fileURLToPath } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { testGateway } from "../fixtures/gateway.ts";
import { modelServer } from "../fixtures/model-server/server.ts";

const test = suite("models/spec");

const SPEC = fileURLToPath(new URL("../../skills/spec", import.meta.url));
const KEY = "sk-test-0123456789abcdefWXYZ";
const PRD =
  "# Lamp\n\n## Needs\n\n- Supply: 5 V ±5 %\n- A lid in yellow, please, and nothing else\n";

const reading = {
  ...{ category: "mechanical", parameter: "lid_colour", min: null, typ: null, max: null },
  ...{ unit: null, values: ["yellow"], condition: null, priority: "must" },
};
const claim = (item: object, quote = "A lid in yellow") => ({ item, quote, source: "PRD.md" });

test("a model's readings are staged as proposals, its inventions as suggestions, the rest as without it", async () => {
  await using stack = new AsyncDisposableStack();
  const server = stack.use(await modelServer("openai-compatible", { key: KEY }));
  const models = {
    use: ["openai-compatible/small"],
    providers: { "openai-compatible": { baseUrl: server.baseUrl, apiKey: KEY } },
  };
  const plain = await constraintsOf();
  const items = [claim(reading), claim({ ...reading, values: null, max: 50, unit: "V" })];
  server.script({ answer: { items } });
  const { proposals, ...rest } = await constraintsOf({ models });
  assert.is(rest.mode, "deterministic+model:openai-compatible/small");
  assert.equal(
    proposals.map((one: { reading: object }) => one.reading),
    [{ origin: "model", ...reading, source: "PRD.md", quote: "A lid in yellow" }],
  );
  const [suggestion, ...more] = rest.assumptions;
  assert.equal([suggestion.origin, suggestion.grounded, more], ["model", false, []]);
  assert.equal({ ...rest, mode: plain.mode, assumptions: [] }, plain);
});

async function constraintsOf(config: Record<string, unknown> = {}) {
  await using gateway = await testGateway({ plugins: [SPEC], files: { "PRD.md": PRD }, config });
  const { body } = await gateway.run("spec");
  assert.is(body.status, "pending_approval", JSON.stringify(body.error));
  const path = `/session/${String(body.session_id)}/artifact?path=constraints.json`;
  return JSON.parse((await gateway.get(path)).text);
}

test.run();
