/** Diffs that a skill makes in its own words: what is compared, and what is answered when there is nothing to compare. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { testGateway } from "../fixtures/gateway.ts";

const test = suite("sessions/named-diff");

const FIXTURES = fileURLToPath(new URL("../fixtures/plugins", import.meta.url));
const PRD = "# Node\n\n## Needs\n\n- Supply voltage: at most 3.6 V\n- Weight: < 8 g\n";

type Gateway = Awaited<ReturnType<typeof testGateway>>;
const gatewayOf = () => testGateway({ plugins: [FIXTURES], files: { "PRD.md": PRD } });

async function run(gateway: Gateway, text?: string): Promise<string> {
  if (text !== undefined) writeFileSync(gateway.at("PRD.md"), text);
  const { body } = await gateway.run("spec");
  return body.session_id as string;
}
const diff = (gateway: Gateway, id: string, format: string) =>
  gateway.get(`/session/${id}/diff?format=${format}`);

test("shows what changed in the requirements against the file that was approved", async () => {
  await using gateway = await gatewayOf();
  await gateway.post(`/approve/${await run(gateway)}`, {});
  const id = await run(gateway, PRD.replace("3.6 V", "3.3 V"));
  const { status, text } = await diff(gateway, id, "requirements");
  assert.is(status, 200, text);
  const [head, line, ...more] = text.split("\n");
  assert.is(head, "1 changed, 0 added, 0 removed, 1 as before");
  assert.match(line!, /^~ REQ-\w+ supply_voltage max 3\.6 V → 3\.3 V, tighter$/);
  assert.equal(more, [""]);
  // What is approved later does not change what was compared.
  await gateway.post(`/approve/${id}`, {});
  assert.is((await diff(gateway, id, "requirements")).text, text);
});

test("says that there is no earlier file to compare with", async () => {
  await using gateway = await gatewayOf();
  const { status, body } = await diff(gateway, await run(gateway), "requirements");
  assert.equal([status, body.error.code], [404, "NOT_FOUND"]);
  assert.is(body.error.message, "An earlier constraints.json not found");
});

test("names the diffs there are when asked for another, and has the unified one for every session", async () => {
  await using gateway = await gatewayOf();
  const id = await run(gateway);
  for (const format of ["boo", "__proto__", "constructor", ""]) {
    const { status, body } = await diff(gateway, id, format);
    assert.equal([status, body.error.code], [400, "VALIDATION_ERROR"], format);
    assert.equal(body.error.details.allowed, ["unified", "requirements"], format);
  }
  const [unified, plain] = [
    await diff(gateway, id, "unified"),
    await gateway.get(`/session/${id}/diff`),
  ];
  assert.is(unified.text, plain.text);
  assert.match(plain.text, /^diff --git a\/constraints\.json/);
  const { skills } = (await gateway.get("/skills")).body;
  const { diffs } = skills.find(({ name }: { name: string }) => name === "spec");
  assert.equal(diffs, { requirements: "constraints.json" });
});

test("is empty when the file is not among those that a run proposes", async () => {
  await using gateway = await gatewayOf();
  const { body } = await gateway.post("/session/create", { skill: "spec" });
  const { status, text } = await diff(gateway, body.id, "requirements");
  assert.equal([status, text], [200, ""]);
});

test("says so when what stood there is not the skill's", async () => {
  await using gateway = await gatewayOf();
  writeFileSync(gateway.at("constraints.json"), "{}");
  const { status, body } = await diff(gateway, await run(gateway), "requirements");
  assert.equal([status, body.error.code], [409, "CONFLICT"]);
  assert.match(body.error.message, "the earlier constraints.json is not one of spec's");
});

test("a diff that throws, answers something else or ends its process is a failed answer, and the next run is as ever", async () => {
  await using gateway = await gatewayOf();
  writeFileSync(gateway.at("out.txt"), "before\n");
  const { body: ran } = await gateway.run("misbehave", { args: { how: "fine" } });
  for (const [format, words] of [
    ["throws", "boo"],
    ["a-number", "its diff is no text"],
    ["exits", "exit code 3"],
  ] as const) {
    const { status, body } = await diff(gateway, ran.session_id, format);
    assert.equal([status, body.error.code], [500, "AGENT_ERROR"], format);
    assert.match(body.error.message, words);
  }
  assert.is((await gateway.get(`/session/${await run(gateway)}`)).body.status, "pending_approval");
});

test.run();
