/** Changes while the gateway runs: new, edited and removed plugins take effect, and what was registered is undone. */
import { renameSync, rmSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Offered } from "../../core/plugins/inside.ts";
import { createProviderImport } from "../../core/plugins/providers.ts";
import { extension, skill, tool } from "../fixtures/plugin-home.ts";
import { until } from "../fixtures/run-pool.ts";
import { pluginHome } from "./home.ts";

const test = suite("test/plugins/reload");
const watch = { debounceMs: 30, pollMs: 100 };

test("notices a plugin that is dropped into a folder that was not there before", async () => {
  using home = pluginHome();
  rmSync(home.at("user"), { recursive: true });
  await using loaded = await home.host({ watch });
  home.write("user/late/index.ts", skill("late"));
  await until(() => loaded.changes.length === 3);
  assert.equal(
    loaded.changes.map(({ name, before, after }) => [name, before?.state, after?.state]),
    [
      ["user", undefined, "failed"],
      ["user", "failed", undefined],
      ["late", undefined, "ready"],
    ],
  );
});

test("notices an edit, a rename and a removal", async () => {
  using home = pluginHome({ "package/skills/one/index.ts": skill("one") });
  await using loaded = await home.host({ watch });
  home.write("package/skills/one/index.ts", skill("one", { version: "2.0.0" }));
  await until(() => loaded.registry.skill("one")?.facts.version === "2.0.0");
  renameSync(home.at("package/skills/one"), home.at("package/skills/two"));
  await until(() => loaded.states()["two"] === "PLUGIN_NAME_MISMATCH");
  assert.is(loaded.registry.skill("one"), undefined);
  rmSync(home.at("package/skills/two"), { recursive: true });
  await until(() => loaded.registry.rows().length === 0);
});

test("runs the new code after an edit, in a new process", async () => {
  using home = pluginHome({ "package/plugins/echo/index.ts": saying("old") });
  await using loaded = await home.host();
  await loaded.host.detected();
  home.write("package/plugins/echo/index.ts", saying("new"));
  await loaded.host.refresh();
  await loaded.host.detected();
  assert.is(loaded.registry.tool("echo")!.facts.tool.detected.version, "new");
});

test("says nothing of plugins that did not change", async () => {
  using home = pluginHome({
    "package/skills/one/index.ts": skill("one"),
    "package/skills/bad/index.ts": "throw 1;",
    "package/plugins/gone/index.ts": tool(
      "gone",
      "async () => ({ available: false, reason: 'x' })",
    ),
  });
  await using loaded = await home.host();
  await loaded.host.detected();
  assert.is(loaded.changes.length, 3);
  const before = loaded.pool.size;
  await loaded.host.refresh();
  assert.is(loaded.changes.length, 3);
  assert.is(loaded.pool.size, before);
});

test("keeps the last known find of a tool while it is asked again", async () => {
  using home = pluginHome({
    "package/plugins/once/index.ts": tool(
      "once",
      "async ({ which }) => ({ available: (await which('sh')) !== null, version: '1' })",
    ),
    "package/plugins/bad/index.ts": tool("bad", "async () => { throw new Error('no licence'); }"),
    "package/plugins/odd/index.ts": tool("odd", "async () => 'yes'"),
  });
  await using loaded = await home.host();
  await loaded.host.refresh();
  const found = (name: string) => loaded.registry.tool(name)!.facts.tool.detected;
  assert.equal(found("once"), { available: true, version: "1" });
  assert.equal(found("bad"), { available: false, reason: "no licence" });
  assert.is(found("odd").available, false);
});

/** A tool whose version is a word. */
const saying = (word: string) =>
  tool("echo", `async () => ({ available: true, version: "${word}" })`);

/** Writes down what extensions register and take back. */
function recorder() {
  const told: string[] = [];
  const offer = (plugin: string): Offered => ({
    route: (path) => (told.push(`route ${path}`), () => void told.push(`unroute ${path}`)),
    front: () => (told.push("front"), () => void told.push("unfront")),
    on: (event) => (told.push(`on ${event}`), () => void told.push(`off ${event}`)),
    storage: {
      get: async () => plugin,
      set: async () => {},
      remove: async () => {},
      keys: async () => [],
    },
  });
  return { told, offer };
}

const PAGE = "(ctx) => { ctx.route('/a', () => new Response()); ctx.on('x', () => {}); }";

test("undoes what an extension registered when it is removed, the latest first", async () => {
  using home = pluginHome({ "package/plugins/page/index.ts": extension("page", PAGE) });
  const { told, offer } = recorder();
  await using loaded = await home.host({ offer });
  assert.equal(told.splice(0), ["route /a", "on x"]);
  await loaded.host.refresh();
  assert.equal(told, [], "an unchanged extension is left alone");
  rmSync(home.at("package/plugins/page"), { recursive: true });
  await loaded.host.refresh();
  assert.equal(told, ["off x", "unroute /a"]);
});

test("starts an extension's new code after an edit, and undoes it all at the end", async () => {
  using home = pluginHome({ "package/plugins/page/index.ts": extension("page", PAGE) });
  const { told, offer } = recorder();
  {
    await using loaded = await home.host({ offer });
    home.write("package/plugins/page/index.ts", extension("page", PAGE.replace("/a", "/b")));
    await loaded.host.refresh();
    assert.equal(told.splice(0), ["route /a", "on x", "off x", "unroute /a", "route /b", "on x"]);
  }
  assert.equal(told, ["off x", "unroute /b"]);
});

test("fails an extension that throws or hangs, with nothing of it left, and starts the others", async () => {
  using home = pluginHome({
    "package/plugins/throws/index.ts": extension(
      "throws",
      "(ctx) => { ctx.route('/t', () => new Response()); throw new Error('no port'); }",
    ),
    "package/plugins/hangs/index.ts": extension(
      "hangs",
      "async (ctx) => { ctx.route('/h', () => new Response()); await new Promise((go) => setTimeout(go, 800)); ctx.route('/late', () => new Response()); }",
    ),
    "package/plugins/fine/index.ts": extension("fine", PAGE),
  });
  const { told, offer } = recorder();
  await using loaded = await home.host({ offer });
  assert.equal(loaded.states(), {
    fine: "ready",
    hangs: "PLUGIN_START_TIMEOUT",
    throws: "PLUGIN_IMPORT_FAILED",
  });
  assert.match(loaded.row("throws").error!.message, "no port");
  await until(() => told.includes("unroute /late"));
  assert.equal(told.filter((word) => /\/(?:t|h|late)$/.test(word)).toSorted(), [
    "route /h",
    "route /late",
    "route /t",
    "unroute /h",
    "unroute /late",
    "unroute /t",
  ]);
});

test("imports a provider only when it is asked for, also one outside the package, and again after a change", async () => {
  const provider = (echo: string) => `
    import { defineProvider, z } from "metaforge";
    globalThis.imports = [...(globalThis.imports ?? []), "${echo}"];
    export default defineProvider({
      name: "echo-model", version: "1.0.0", description: "Echoes.",
      key: { env: "ECHO_KEY", required: false },
      options: z.object({}), model: (options, id) => "${echo} " + id,
    });`;
  const seen = globalThis as { imports?: string[] };
  using home = pluginHome({ "user/echo-model/index.ts": provider("first") });
  await using loaded = await home.host();
  const load = createProviderImport(loaded.host, 5000);
  assert.equal(loaded.states(), { "echo-model": "ready" });
  assert.equal(loaded.row("echo-model").facts!.provider, {
    key: { env: "ECHO_KEY", required: false },
  });
  assert.equal([loaded.inside.running(), seen.imports], [[], undefined]);
  const asked = async () => (await load("echo-model")).model({}, "x", {} as never);
  assert.equal([await asked(), await asked(), seen.imports], ["first x", "first x", ["first"]]);

  home.write("user/echo-model/index.ts", provider("second"));
  await loaded.host.refresh();
  assert.equal([await asked(), seen.imports], ["second x", ["first", "second"]]);
  delete seen.imports;
  const refused = await load("nobody").catch((thrown: { code: string }) => thrown.code);
  assert.is(refused, "UNAVAILABLE");
});

test.run();
