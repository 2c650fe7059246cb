/** Trust in a workspace's plugins: nothing runs before it is given, and a change asks again. */
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
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
  assert.equal(await home.trust().grant(home.find()), ["new"]);
  await using loaded = await home.host();
  assert.equal(loaded.states(), { new: "ready" });
  home.write("workspace/skills/new/deep/hidden.json", "{}");
  await loaded.host.refresh();
  assert.equal(loaded.states(), { new: "PLUGIN_CHANGED" });
  assert.is(loaded.registry.skill("new"), undefined);
  await home.trust().grant(home.find());
  await loaded.host.refresh();
  assert.equal(loaded.states(), { new: "ready" });
});

test("does not take one workspace's trust for another's", async () => {
  using home = pluginHome({ "workspace/skills/new/index.ts": skill("new") });
  home.write("other/skills/new/index.ts", skill("new"));
  await home.trust().grant(home.find());
  await using loaded = await home.host({ find: { workspace: home.at("other") } });
  assert.equal(loaded.states(), { new: "PLUGIN_UNTRUSTED" });
});

test("keeps pins where only the user can read them, and trusts nothing by an odd file", async () => {
  using home = pluginHome({ "workspace/skills/new/index.ts": skill("new") });
  await home.trust().grant(home.find());
  const file = home.at("config/trust.json");
  assert.is(statSync(file).mode & 0o777, 0o600);
  assert.is(statSync(home.at("config")).mode & 0o777, 0o700);
  writeFileSync(file, readFileSync(file, "utf8").replace(/[0-9a-f]{64}/, "yes"));
  await using loaded = await home.host();
  assert.equal(loaded.states(), { new: "PLUGIN_UNTRUSTED" });
});

test("forgets a workspace's earlier pins when trust is given again", async () => {
  using home = pluginHome({ "workspace/skills/new/index.ts": skill("new") });
  await home.trust().grant(home.find());
  const held = home.at("workspace/skills/new");
  assert.is(await home.trust().trusted(held, "0".repeat(64)), "changed");
  await home.trust().grant({ ...home.find(), disabled: ["new"] });
  assert.is(await home.trust().trusted(held, "0".repeat(64)), "no");
});

test.run();
