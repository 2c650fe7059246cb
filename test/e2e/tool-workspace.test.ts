/** A tool sees the workspace as a run does, keeps a cache between calls, and answers bytes; a skill tells what it used. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { allBut } from "../fixtures/shipped.ts";
import { testGateway } from "../fixtures/gateway.ts";
import { pluginHome } from "../fixtures/plugin-home.ts";

const test = suite("e2e/tool-workspace");
const disabled = allBut();

const TOOL = `
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { action, defineTool, fail, z } from "metaforge";
const none = z.strictObject({});
export default defineTool({
  name: "looker", version: "1.0.0", description: "Looks at the workspace.",
  detect: async () => ({ available: true, version: "7.1" }),
  actions: {
    read: action({ description: "Reads.", input: z.strictObject({ path: z.string() }), run: ({ read }, { path }) => read(path) }),
    list: action({ description: "Lists.", input: none, run: ({ list }) => list(".", { endings: [".sch"] }) }),
    copy: action({ description: "Copies.", input: none, async run({ copyTree }) {
      const into = await copyTree("hw", { endings: [".sch"] });
      return { names: await readdir(into), text: await readFile(join(into, "a.sch"), "utf8") };
    } }),
    refuse: action({ description: "Refuses.", input: z.strictObject({ path: z.string().optional() }), run: async (_, { path }) => {
      throw fail("VALIDATION_ERROR", { problem: "line 2 is no good", line: 2, ...(path ? { path } : {}) });
    } }),
    bytes: action({ description: "Answers bytes.", input: none, run: async () => ({ content: new Uint8Array([1, 2, 255]) }) }),
    count: action({ description: "Counts calls.", input: none, async run({ cache }) {
      const n = ((await cache.get("count")) ?? 0) + 1;
      await cache.set("count", n);
      return n;
    } }),
  },
});`;

const SKILL = `
import { defineSkill } from "metaforge";
export default defineSkill({
  name: "used", agent: "used", version: "1.0.0", description: "Tells what it used.",
  input: { files: ["PRD.md"] }, needs: ["looker"],
  async run({ read, tool, provenance }) {
    await read("PRD.md");
    const before = await provenance();
    const looker = await tool("looker");
    await looker.read({ path: "hw/a.sch" });
    const content = JSON.stringify({ before: before.tools, after: await provenance() });
    return { artifacts: [{ path: "used.json", content }] };
  },
});`;

/** Asks the tool to refuse: its input, or a file. */
const REFUSED = `
import { defineSkill, z } from "metaforge";
export default defineSkill({
  name: "refused", agent: "refused", version: "1.0.0", description: "Is refused.",
  input: { files: [], args: z.object({ input: z.any() }) }, needs: ["looker"],
  async run({ tool, input }) {
    await (await tool("looker")).refuse(input.args.input);
    return { artifacts: [] };
  },
});`;

/** Asks another tool, which it can do without. */
const ASKER = `
import { action, defineTool, z } from "metaforge";
export default defineTool({
  name: "asker", version: "1.0.0", description: "Asks the looker.", uses: ["looker", "nowhere"],
  detect: async () => ({ available: true }),
  actions: {
    ask: action({ description: "Asks.", input: z.strictObject({ whom: z.string() }), async run({ tool }, { whom }) {
      return (await tool(whom)).read({ path: "PRD.md" });
    } }),
  },
});`;

async function looking() {
  const home = pluginHome({
    "user/looker/index.ts": TOOL,
    "user/used/index.ts": SKILL,
    "user/asker/index.ts": ASKER,
    "user/refused/index.ts": REFUSED,
  });
  const files = { "hw/a.sch": "sheet", "hw/b.txt": "no", "other.sch": "x" };
  const gateway = await testGateway({
    config: { disabled, run: { spare: 0 } },
    plugins: [home.at("user")],
    files,
  });
  const call = async (action: string, input: object = {}) =>
    (await gateway.post(`/tool/looker/${action}`, input)).body;
  return {
    ...gateway,
    call,
    [Symbol.asyncDispose]: async () => {
      await gateway[Symbol.asyncDispose]();
      home[Symbol.dispose]();
    },
  };
}

test("lets a tool that a client calls read, list and copy, under the path rules", async () => {
  await using gateway = await looking();
  assert.is((await gateway.call("read", { path: "hw/a.sch" })).result, "sheet");
  for (const path of ["../x", "/etc/passwd", ".metaforge/metaforge.db", "hw/none"]) {
    assert.is((await gateway.call("read", { path })).error.code, "VALIDATION_ERROR");
  }
  assert.equal((await gateway.call("list")).result, [
    { path: "hw/a.sch", size: 5 },
    { path: "other.sch", size: 1 },
  ]);
  assert.equal((await gateway.call("copy")).result, { names: ["a.sch"], text: "sheet" });
});

test("answers bytes in base64, and keeps a tool's cache between calls", async () => {
  await using gateway = await looking();
  assert.equal((await gateway.call("bytes")).result, { content: "AQL/" });
  const counts = [await gateway.call("count"), await gateway.call("count")];
  assert.equal(
    counts.map(({ result }) => result),
    [1, 2],
  );
});

test("lets a tool ask a tool that it names, and says so when it is not there or not named", async () => {
  await using gateway = await looking();
  const ask = async (whom: string) =>
    (await gateway.post("/tool/asker/ask", { whom })).body as {
      result?: string;
      error?: { code: string; message: string };
    };
  assert.match((await ask("looker")).result!, "# Pump");
  assert.match((await ask("nowhere")).error!.message, "the tool 'nowhere' is not loaded");
  assert.match((await ask("other")).error!.message, "not named in needs or uses");
});

test("tells a skill which inputs and tools its result stands on", async () => {
  await using gateway = await looking();
  const { body } = await gateway.run("used");
  const { body: used } = await gateway.get(`/session/${body.session_id}/artifact?path=used.json`);
  const { before, after } = typeof used === "string" ? JSON.parse(used) : used;
  assert.equal(before, []);
  assert.equal(after.tools, [{ name: "looker", version: "7.1" }]);
  assert.equal(
    after.inputs.map(({ path }: { path: string }) => path),
    ["PRD.md", "hw/a.sch"],
  );
  assert.match(after.inputs[0].sha256, /^[0-9a-f]{64}$/);
  assert.is(after.mode, "deterministic");
});

test("blames a file of the workspace on whoever can mend it, and a skill's bad question on the tool", async () => {
  await using gateway = await looking();
  const errorOf = async (input: object) =>
    (await gateway.run("refused", { args: { input } })).body.error;
  const file = await errorOf({ path: "hw/a.sch" });
  assert.equal(
    [file.code, file.message, file.details.path, file.details.line],
    ["VALIDATION_ERROR", "Invalid input: line 2 is no good", "hw/a.sch", 2],
  );
  assert.is((await errorOf({})).code, "TOOL_ERROR");
  assert.is((await errorOf({ path: 7 })).code, "TOOL_ERROR");
});

test.run();
