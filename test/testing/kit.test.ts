/** The test kit itself: it answers as the gateway does, and its contracts notice what they are there for. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { action, defineSkill, defineTool } from "../../core/define.ts";
import type { SkillContext, SkillDefinition, ToolDefinition } from "../../core/define.ts";
import { z } from "../../core/index.ts";
import { createExchanges } from "../../core/models/record.ts";
import { requestHash } from "../../core/models/request.ts";
import { tempScratch } from "../../core/testing/scratch.ts";
import { runSkill, skillContract, toolContract } from "../../core/testing.ts";
import type { Case } from "../../core/testing.ts";
import { errorOf } from "../fixtures/run-pool.ts";

const test = suite("test/testing/kit");

type Context = SkillContext<unknown>;
const skill = (run: (context: Context) => unknown, more: Partial<SkillDefinition> = {}) =>
  defineSkill({
    name: "sample",
    agent: "sample",
    version: "1.0.0",
    description: "A sample.",
    input: { files: ["a.md"] },
    run: run as SkillDefinition["run"],
    ...more,
  });
const none = { artifacts: [] };

test("serves files, copies, storage, tools and a model from what the test gives", async () => {
  const echo = defineTool({
    name: "echo",
    version: "1.0.0",
    description: "Echoes.",
    detect: async () => ({ available: true }),
    actions: {
      say: action({ description: "Says.", input: z.string(), run: async (_, word) => `${word}!` }),
    },
  });
  const busy = skill(
    async ({ read, copyTree, storage, tool, llm }) => {
      await storage.set("k", { n: 1 });
      const { say } = (await tool("echo" as never)) as Record<
        string,
        (w: string) => Promise<string>
      >;
      const parts = [
        await read("a.md"),
        (await readdir(await copyTree("deep"))).join(),
        JSON.stringify(await storage.get("k")),
        await say!("hey"),
        await llm.text({ prompt: "who" }),
      ];
      return { artifacts: [{ path: "out.txt", content: parts.join(" ") }] };
    },
    { needs: ["echo"] },
  );
  const files = { "a.md": "alpha", "deep/x.txt": "x", "deeper/y.txt": "y" };
  const run = await runSkill(busy, { files, tools: [echo], llm: ({ prompt }) => `${prompt}?` });
  assert.is(run.files["out.txt"], 'alpha x.txt {"n":1} hey! who?');
});

test("refuses what the gateway refuses", async () => {
  const args = z.object({ n: z.number() });
  const reads = skill(({ read }) => read("b.md"));
  const calls = skill(({ tool }) => tool("echo" as never));
  assert.is(await codeOf(runSkill(reads)), "VALIDATION_ERROR");
  assert.is(await codeOf(runSkill(calls)), "FORBIDDEN");
  assert.is(
    await codeOf(runSkill(skill(() => none, { input: { files: [], args } }))),
    "VALIDATION_ERROR",
  );
  assert.is(await codeOf(runSkill(skill(() => "text"))), "AGENT_ERROR");
  assert.is(await codeOf(runSkill(skill(({ llm }) => llm.text({ prompt: "x" })))), "UNAVAILABLE");
});

const codeOf = async (run: Promise<unknown>) => (await errorOf(run)).code;

/** Names of the cases that do not hold. */
async function broken(cases: readonly Case[]): Promise<string[]> {
  const names: string[] = [];
  for (const [name, check] of cases) await check().catch(() => names.push(name));
  return names;
}

test("answers a model's questions from a session's record, and grounds what it answers", async () => {
  await using folder = await tempScratch();
  const Limit = z.strictObject({ value: z.number(), unit: z.string() });
  const asks = skill(async ({ read, llm }) => {
    const sources = [{ name: "a.md", text: await read("a.md") }];
    const found = await llm.grounded({ prompt: "Limits?", schema: Limit, sources });
    return { artifacts: [{ path: "out.json", content: JSON.stringify(found) }] };
  });
  const claims = [5, 6].map((value) => {
    return { item: { value, unit: "V" }, source: "a.md", quote: "Supply: 5 V" };
  });
  const files = { "a.md": "Supply: 5 V\n" };
  const { files: made } = await runSkill(asks, { files, llm: () => claims });
  const request = {
    ...{ kind: "grounded" as const, prompt: "Limits?", schema: z.toJSONSchema(Limit) },
    sources: [{ name: "a.md", text: files["a.md"] }],
  };
  const exchanges = createExchanges({ content: true, redact: (text) => text });
  const answer = { provider: "p", model: "m", tokens: { input: 1, output: 1 } };
  const text = JSON.stringify({ items: claims });
  exchanges.add(request, requestHash(request), { ...answer, text });
  const replay = join(folder.path, "exchange.jsonl");
  await writeFile(replay, exchanges.text());
  assert.is((await runSkill(asks, { files, replay })).files["out.json"], made["out.json"]);
  assert.is(JSON.parse(made["out.json"]!).grounded.length, 1);
  const other = { "a.md": "Supply: 6 V\n" };
  assert.is(await codeOf(runSkill(asks, { files: other, replay })), "AGENT_ERROR");
});

test("notices in a skill what the contract is there for", async () => {
  const schema = z.object({ n: z.number() });
  const bad = skill(() => ({ artifacts: [{ path: "n.json", content: '{"n":"x"}' }] }), {
    name: "Not Kebab",
    agent: "Also Not",
    artifacts: { "n.json": schema },
    input: { files: [], args: z.unknown() },
  });
  assert.equal(await broken(skillContract(bad)), [
    "says its name, version and purpose",
    "names its agent in kebab-case",
    "has schemas that can be published and refuse nonsense",
    "proposes files that fit the schemas it publishes",
  ]);
});

test("notices a skill that does not heed the signal, or leaves a timer behind", async () => {
  const deaf = skill(() => new Promise((end) => setTimeout(() => end(none), 1500)));
  assert.equal(await broken(skillContract(deaf)), ["ends within a second of being cancelled"]);
  const timers: NodeJS.Timeout[] = [];
  const untidy = skill(() => {
    timers.push(setTimeout(() => {}, 5000));
    return Promise.resolve(none);
  });
  assert.equal(await broken(skillContract(untidy)), ["leaves nothing running"]);
  for (const timer of timers) clearTimeout(timer);
});

test("notices in a tool what the contract is there for", async () => {
  const definition: ToolDefinition = {
    name: "bad",
    version: "one",
    description: "A bad tool.",
    detect: () => new Promise((end) => setTimeout(() => end({ available: false }), 1200)),
    actions: { any: action({ description: "", input: z.unknown(), run: async () => 1 }) },
  };
  assert.equal(await broken(toolContract(defineTool(definition))), [
    "says its name, version and purpose",
    "has actions with a purpose and schemas that refuse nonsense",
    "says in `detect` whether its program is there",
    "ends `detect` within a second of being cancelled",
  ]);
});

test.run();
