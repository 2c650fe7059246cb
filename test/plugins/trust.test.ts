/** Trust in a workspace's plugins: nothing runs before it is given, and a change asks again. */
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { skill } from "../fixtures/plugin-home.ts";
import { pluginHome } from "./home.ts";

const test = suite("test/plugins/trust");

/** Leaves a file behind when it is imported. */
const traced = (name: string, trace: string, extra = "") =>
  skill(name, {
    top: `import { writeFileSync } from "node:fs"; writeFileSync(${JSON.stringify(trace)}, "ran"); ${extra}`,
  });

test("imports nothing of a workspace nobody has trusted", async () => {
  using home = pluginHome();
  home.write("workspace/skills/new/index.ts", traced("new", home.at("trace")));
  await using loaded = await home.host();
  assert.equal(loaded.states(), { new: "PLUGIN_UNTRUSTED" });
  assert.is(loaded.row("new").state, "untrusted");
  assert.match(loaded.row("new").error!.hint!, "metaforge trust");
  assert.not.ok(existsSync(home.at("trace")));
});

test("runs what was trusted, and asks again after a change in any file", async () => {
  using home = pluginHome();
  home.write("workspace/skills/new/index.ts", traced("new", home.at("trace")));
  assert.equal(await home.grant(), ["new"]);
  await using loaded = await home.host();
  assert.equal(loaded.states(), { new: "ready" });
  home.write("workspace/skills/new/deep/hidden.json", "{}");
  await loaded.host.refresh();
  assert.equal(loaded.states(), { new: "PLUGIN_CHANGED" });
  assert.is(loaded.registry.skill("new"), undefined);
  await home.grant();
  await loaded.host.refresh();
  assert.equal(loaded.states(), { new: "ready" });
});

test("does not take one workspace's trust for another's", async () => {
  using home = pluginHome({ "workspace/skills/new/index.ts": skill("new") });
  home.write("other/skills/new/index.ts", skill("new"));
  await home.grant();
  await using loaded = await home.host({ find: { workspace: home.at("other") } });
  assert.equal(loaded.states(), { new: "PLUGIN_UNTRUSTED" });
});

test("keeps pins where only the user can read them, and trusts nothing by an odd file", async () => {
  using home = pluginHome({ "workspace/skills/new/index.ts": skill("new") });
  await home.grant();
  const file = home.at("config/trust.json");
  assert.is(statSync(file).mode & 0o777, 0o600);
  assert.is(statSync(home.at("config")).mode & 0o777, 0o700);
  writeFileSync(file, readFileSync(file, "utf8").replace(/[0-9a-f]{64}/, "yes"));
  await using loaded = await home.host();
  assert.equal(loaded.states(), { new: "PLUGIN_UNTRUSTED" });
});

test("forgets a workspace's earlier pins when trust is given again", async () => {
  using home = pluginHome({ "workspace/skills/new/index.ts": skill("new") });
  await home.grant();
  const held = home.at("workspace/skills/new");
  assert.is(await home.trust().trusted(held, "0".repeat(64)), "changed");
  await home.grant({ disabled: ["new"] });
  assert.is(await home.trust().trusted(held, "0".repeat(64)), "no");
});

test("says which files differ from those that were trusted", async () => {
  using home = pluginHome({ "workspace/skills/new/index.ts": skill("new") });
  home.write("workspace/skills/new/old.json", "{}");
  const review = async () => (await home.trust().review(home.find()))[0]!;
  assert.equal([(await review()).state, (await review()).changes], ["untrusted", null]);
  await home.grant();
  assert.equal([(await review()).state, (await review()).changes], ["trusted", null]);
  home.write("workspace/skills/new/index.ts", skill("new", { version: "2.0.0" }));
  home.write("workspace/skills/new/deep/more.json", "{}");
  rmSync(home.at("workspace/skills/new/old.json"));
  const { state, changes } = await review();
  assert.is(state, "changed");
  assert.equal(changes, {
    added: ["deep/more.json"],
    changed: ["index.ts"],
    removed: ["old.json"],
  });
});

test("trusts what was shown, not what lies there when the answer comes", async () => {
  using home = pluginHome({ "workspace/skills/new/index.ts": skill("new") });
  const reviewed = await home.trust().review(home.find());
  home.write("workspace/skills/new/index.ts", traced("new", home.at("trace")));
  await home.trust().grant(reviewed);
  await using loaded = await home.host();
  assert.equal(loaded.states(), { new: "PLUGIN_CHANGED" });
  assert.not.ok(existsSync(home.at("trace")));
});

test("trusts one plugin alone, and keeps what was trusted before", async () => {
  using home = pluginHome();
  for (const name of ["one", "two", "three"])
    home.write(`workspace/skills/${name}/index.ts`, skill(name));
  const only = async (name: string) => {
    const all = await home.trust().review(home.find());
    await home.trust().grant(
      all.filter((plugin) => plugin.name === name),
      { only: true },
    );
  };
  await only("one");
  await only("two");
  await using loaded = await home.host();
  assert.equal(loaded.states(), { one: "ready", three: "PLUGIN_UNTRUSTED", two: "ready" });
});

test("reads pins of folders whose files are not remembered one by one", async () => {
  using home = pluginHome({ "workspace/skills/new/index.ts": skill("new") });
  for (let n = 0; n < 500; n += 1) home.write(`workspace/skills/new/data/${n}.json`, "{}");
  await home.grant();
  await using loaded = await home.host();
  assert.equal(loaded.states(), { new: "ready" });
  home.write("workspace/skills/new/data/0.json", "[]");
  const [plugin] = await home.trust().review(home.find());
  assert.equal([plugin!.state, plugin!.changes], ["changed", null]);
});

test.run();
