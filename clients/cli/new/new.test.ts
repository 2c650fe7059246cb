/** `metaforge new` and `metaforge test`: a plugin that is ready, green and trusted at once, and nothing else of the workspace. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { allBut } from "../../../test/fixtures/shipped.ts";
import { metaforge } from "../../../test/fixtures/command.ts";
import { childGateway, tempHome, testGateway } from "../../../test/fixtures/gateway.ts";
import { modelServer } from "../../../test/fixtures/model-server/server.ts";
import { skill } from "../../../test/fixtures/plugin-home.ts";

const test = suite("clients/cli/new");
const LEAN = {
  disabled: allBut("spec"),
  run: { spare: 0 },
};

interface Row {
  readonly name: string;
  readonly state: string;
}

test("writes plugins of every kind whose tests pass at once", async () => {
  const home = tempHome({ config: LEAN });
  for (const [kind, folder] of [
    ["skill", "skills"],
    ["tool", "plugins"],
    ["provider", "plugins"],
  ] as const) {
    const { code, stdout, stderr } = await metaforge(home, ["new", kind, `a-${kind}`]);
    assert.is(code, 0, stderr);
    const at = `${folder}/a-${kind}`;
    assert.match(
      stdout,
      `wrote ${at}/index.ts\nwrote ${at}/index.test.ts\nwrote ${at}/README.md\n`,
    );
    for (const file of readdirSync(home.at(at)))
      assert.not.match(
        readFileSync(home.at(`${at}/${file}`), "utf8"),
        /\bmy-(?:skill|tool|provider)\b/,
      );
  }
  assert.equal(readdirSync(home.at("plugins")), ["a-provider", "a-tool"]);
  const { code, stdout } = await metaforge(home, ["test"]);
  assert.is(code, 0, stdout);
  assert.match(stdout, /pass 27\b[^]*fail 0\b/);
  home.remove();
});

test("shows a new skill as ready in a gateway that runs, and the skill works", async () => {
  await using gateway = await testGateway({ config: LEAN });
  assert.is((await metaforge(gateway, ["new", "skill", "hello"])).code, 0);
  const row = async () =>
    ((await gateway.get("/status")).body.plugins as Row[]).find(({ name }) => name === "hello");
  for (const end = Date.now() + 8000; (await row())?.state !== "ready" && Date.now() < end;)
    await new Promise((resolve) => setTimeout(resolve, 50));
  assert.is((await row())?.state, "ready");
  const { body } = await gateway.run("hello");
  assert.is(body.status, "pending_approval");
  const { text } = await gateway.get(`/session/${body.session_id}/diff`);
  assert.match(text, "+- skills/hello/README.md:5: - What it is for: TBD");
});

test("gives skills the models of a new provider, when the configuration says so", async () => {
  await using server = await modelServer("openai-compatible");
  server.script({ answer: "5 V" });
  const { baseUrl } = server;
  const models = { use: ["local/small"], providers: { local: { baseUrl } } };
  const asker = `import { defineSkill } from "metaforge";
export default defineSkill({ name: "asker", agent: "asker", version: "1.0.0", description: "Asks.", input: { files: [] },
  run: async ({ llm }) => ({ artifacts: [{ path: "a.txt", content: await llm.text({ prompt: "How many volts?" }) }] }) });`;
  const home = tempHome({ config: { ...LEAN, models }, files: { "skills/asker/index.ts": asker } });
  await metaforge(home, ["new", "provider", "local"]);
  await metaforge(home, ["trust"]);
  await using gateway = await childGateway({}, home);
  const { body } = await gateway.api.run("asker");
  const { text } = await gateway.api.get(`/session/${body.session_id}/artifact?path=a.txt`);
  assert.is(text, "5 V", JSON.stringify(body));
});

test("trusts what it has written and nothing else", async () => {
  const home = tempHome({ config: LEAN, files: { "skills/foreign/index.ts": skill("foreign") } });
  await metaforge(home, ["new", "tool", "mine"]);
  await using gateway = await childGateway({}, home);
  const { body } = await gateway.api.get("/status");
  const states = (body.plugins as Row[]).map(({ name, state }) => [name, state]);
  assert.equal(states.toSorted(), [
    ["foreign", "untrusted"],
    ["mine", "ready"],
    ["spec", "ready"],
  ]);
});

test("writes what the gateway runs also where new files are open to a group", async () => {
  const home = tempHome({ config: LEAN });
  const before = process.umask(0o002);
  try {
    await metaforge(home, ["new", "skill", "hello"]);
  } finally {
    process.umask(before);
  }
  assert.is(statSync(home.at("skills/hello/index.ts")).mode & 0o022, 0);
  assert.is(statSync(home.at("skills/hello")).mode & 0o022, 0);
  home.remove();
});

test("refuses names that are taken or no names, and overwrites nothing", async () => {
  const home = tempHome({
    files: { "skills/here/index.ts": "mine", "skills/empty/notes.txt": "" },
  });
  const refused = async (kind: string, name: string) => {
    const { code, stderr } = await metaforge(home, ["new", kind, name]);
    return [code, stderr.split("\n").slice(0, 2).join(" ")].join(" ");
  };
  assert.match(await refused("skill", "My Skill"), /^2 .*hint: metaforge new skill my-skill/);
  assert.match(await refused("skill", "../evil"), /^2 .*hint: metaforge new skill evil/);
  assert.match(await refused("tool", "nul"), /^2 .*Windows/);
  assert.match(await refused("tool", "spec"), /^1 .*comes with MetaForge/);
  assert.match(await refused("tool", "here"), /^1 .*is there already/);
  assert.match(await refused("skill", "empty"), /^1 .*is there already/);
  assert.match(await refused("skil", "x"), /^2 .*did you mean 'skill'/);
  assert.equal(readdirSync(home.at("skills")), ["empty", "here"]);
  assert.is(readFileSync(home.at("skills/here/index.ts"), "utf8"), "mine");
  home.remove();
});

test("says what to do with a plugin that no gateway looks for", async () => {
  const home = tempHome({ config: LEAN });
  const elsewhere = join(home.top, "elsewhere");
  const { code, stdout } = await metaforge(home, ["new", "skill", "far", "--dir", elsewhere]);
  assert.is(code, 0);
  assert.match(stdout, "name it under `plugins` in your metaforge.yaml");
  assert.match(readFileSync(join(elsewhere, "far/index.ts"), "utf8"), 'files: ["PRD.md"]');
  home.remove();
});

test("tests what is named, and of the rest only what was trusted once", async () => {
  const ran = (mark: string) =>
    `import test from "node:test"; import { writeFileSync } from "node:fs"; test("x", () => writeFileSync("${mark}", ""));`;
  const home = tempHome({
    config: LEAN,
    files: {
      "skills/a/index.ts": skill("a"),
      "skills/a/a.test.ts": ran("a"),
      "skills/b/index.ts": skill("b"),
      "skills/b/b.test.ts": ran("b"),
    },
  });
  for (const name of ["a", "b"]) chmodSync(home.at(`skills/${name}`), 0o755);
  await metaforge(home, ["trust", "a"]);
  home.write("skills/a/index.ts", skill("a", { version: "2.0.0" }));
  const all = await metaforge(home, ["test"]);
  assert.match(all.stderr, "left out: 'b' was never trusted");
  assert.equal([all.code, existsSync(home.at("a")), existsSync(home.at("b"))], [0, true, false]);
  await metaforge(home, ["test", "b"]);
  assert.ok(existsSync(home.at("b")));
  home.remove();
});

test("ends with 1 when a test fails, when a file cannot be loaded, and when there is none", async () => {
  const home = tempHome({ config: LEAN });
  assert.match((await metaforge(home, ["test"])).stderr, "there is nothing to test");
  await metaforge(home, ["new", "skill", "hello"]);
  mkdirSync(home.at("skills/hello/deep [x]"));
  writeFileSync(home.at("skills/hello/deep [x]/more.test.ts"), "export const x: = 1;");
  const broken = await metaforge(home, ["test", "hello"]);
  assert.equal([broken.code, /fail 1\b/.test(broken.stdout)], [1, true]);
  assert.match((await metaforge(home, ["test", "helo"])).stderr, "did you mean 'hello'");
  home.remove();
});

test.run();
