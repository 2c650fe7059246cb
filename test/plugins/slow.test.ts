/** Plugins that hang or fail at import: they hold up nobody else, and are asked once for the same bytes. */
import { mkdirSync, rmSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { skill, tool } from "../fixtures/plugin-home.ts";
import { until } from "../fixtures/run-pool.ts";
import { findPlugins } from "../../core/plugins/find.ts";
import { pluginHome } from "./home.ts";

const test = suite("test/plugins/slow");
const HANGS = { top: "await new Promise(() => {});" };

test("publishes what is quick while another plugin hangs, also what is dropped meanwhile", async () => {
  using home = pluginHome({ "package/skills/one/index.ts": skill("one") });
  await using loaded = await home.host({ timeoutMs: 6000 });
  home.write("package/skills/hangs/index.ts", skill("hangs", HANGS));
  home.write("package/skills/two/index.ts", skill("two"));
  let through = false;
  const first = loaded.host.refresh().then(() => (through = true));
  await until(() => loaded.registry.skill("two") !== undefined);
  assert.equal(loaded.states(), { one: "ready", two: "ready", hangs: "starting" });
  home.write("package/skills/three/index.ts", skill("three"));
  const second = loaded.host.refresh();
  await until(() => loaded.registry.skill("three") !== undefined);
  assert.not(through);
  assert.is(loaded.row("hangs").state, "starting");
  await Promise.all([first, second]);
  assert.is(loaded.row("hangs").error!.code, "PLUGIN_START_TIMEOUT");
  assert.ok(loaded.row("hangs").ms >= 6000);
  assert.is(loaded.describer.forks(), 4);
  assert.equal(
    loaded.changes.filter(({ name }) => name === "hangs").map(({ after }) => after!.state),
    ["starting", "failed"],
  );
});

test("asks a folder that failed again when it has changed, or after a restart", async () => {
  using home = pluginHome({ "package/skills/bad/index.ts": "throw 1;" });
  {
    await using loaded = await home.host();
    await loaded.host.refresh();
    assert.equal(loaded.states(), { bad: "PLUGIN_IMPORT_FAILED" });
    assert.is(loaded.describer.forks(), 1);
    home.write("package/skills/bad/index.ts", skill("bad"));
    await loaded.host.refresh();
    assert.equal(loaded.states(), { bad: "ready" });
    home.write("package/skills/bad/index.ts", "throw 1;");
    await loaded.host.refresh();
    assert.equal(loaded.states(), { bad: "PLUGIN_IMPORT_FAILED" });
  }
  await using again = await home.host();
  assert.is(again.describer.forks(), 1);
});

test("asks again when the failure was the machine's", async () => {
  using home = pluginHome();
  await using loaded = await home.host();
  home.write("package/skills/one/index.ts", skill("one"));
  const [candidate] = await findPlugins(home.find());
  rmSync(home.at("data/scratch"), { recursive: true });
  const said = await loaded.describer.describe(candidate!, "hash").catch(({ code }) => code);
  assert.is(said, "ENOENT");
  mkdirSync(home.at("data/scratch"));
  assert.is((await loaded.describer.describe(candidate!, "hash")).name, "one");
});

test("lets a skill wait for a tool that is still starting", async () => {
  using home = pluginHome({ "package/skills/old/index.ts": skill("old") });
  await using loaded = await home.host();
  const late = "await new Promise((go) => setTimeout(go, 2500));";
  const source = tool("late", "async () => ({ available: true })");
  home.write("package/plugins/late/index.ts", `${late}${source}`);
  home.write("package/skills/one/index.ts", skill("one", { needs: ["late"] }));
  home.write("package/skills/two/index.ts", skill("two", { needs: ["one"] }));
  const through = loaded.host.refresh();
  await until(() => loaded.registry.rows().length === 4);
  assert.equal(loaded.states(), {
    late: "starting",
    one: "starting",
    two: "starting",
    old: "ready",
  });
  await through;
  assert.equal(loaded.states(), { late: "ready", one: "ready", two: "ready", old: "ready" });
});

test("ends what hangs when the host closes", async () => {
  using home = pluginHome();
  const loaded = await home.host({ timeoutMs: 20_000 });
  home.write("package/skills/loops/index.ts", skill("loops", { top: "for (;;);" }));
  const through = loaded.host.refresh();
  await until(() => loaded.registry.rows().length === 1);
  const began = performance.now();
  await loaded[Symbol.asyncDispose]();
  await through;
  assert.ok(performance.now() - began < 5000);
});

test.run();
