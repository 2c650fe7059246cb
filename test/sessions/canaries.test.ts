/** Which tools are judged by their canaries: a gateway that is busy says nothing against a tool. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fail } from "../../core/errors.ts";
import type { Registry } from "../../core/registry.ts";
import { createCanaries } from "../../core/sessions/canaries.ts";

const test = suite("core/sessions/canaries");

const tool = (name: string) => ({
  name,
  facts: { tool: { detected: { available: true }, actions: [{ name: "canary" }] } },
});
const registry = { tools: () => ["busy", "broken"].map(tool) } as unknown as Registry;

test("leaves out a tool that could not be asked, and judges one that failed", async () => {
  const call = async (name: string) => {
    throw name === "busy"
      ? fail("RATE_LIMITED", { problem: "all slots run" })
      : fail("TOOL_ERROR", { tool: name, problem: "it crashed" });
  };
  const verdicts = await createCanaries(registry, { call }).ask(new AbortController().signal);
  assert.equal([...verdicts.keys()], ["broken"]);
  assert.match(verdicts.get("broken")!.problem!, "crashed");
});

test.run();
