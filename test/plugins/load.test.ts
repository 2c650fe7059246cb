/** Loading plugins: what each failure says, that the others go on, and that a warm start starts no process. */
import { chmodSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { detectTools } from "../../core/plugins/detect.ts";
import { skill, tool } from "../fixtures/plugin-home.ts";
import { pluginHome } from "./home.ts";

const test = suite("test/plugins/load");

test("loads what is good and says of each other plugin what is wrong with it", async () => {
  using home = pluginHome({
    "package/skills/good/index.ts": skill("good", { needs: ["probe"] }),
    "package/plugins/probe/index.ts": tool(
      "probe",
      "async () => ({ available: true, version: '9' })",
    ),
    "package/skills/hangs/index.ts": skill("hangs", { top: "await new Promise(() => {});" }),
    "package/skills/loops/index.ts": skill("loops", { top: "for (;;);" }),
    "package/skills/throws/index.ts": "throw new Error('at ' + import.meta.filename);",
    "package/skills/exits/index.ts": "process.exit(2);",
    "package/skills/lies/index.ts": skill("someone-else"),
    "package/skills/by-hand/index.ts": "export default { name: 'by-hand' };",
    "package/skills/nothing/index.ts": "export const x = 1;",
    "package/skills/odd-version/index.ts": skill("odd-version", { version: "one" }),
    "package/skills/lonely/index.ts": skill("lonely", { needs: ["nobody"] }),
    "package/skills/egg/index.ts": skill("egg", { needs: ["hen"] }),
    "package/skills/hen/index.ts": skill("hen", { needs: ["egg"] }),
    "package/skills/.hidden/index.ts": skill("hidden"),
    "package/skills/no-entry/readme.txt": "nothing to see",
    "package/skills/off/index.ts": skill("off"),
    "user/good/index.ts": skill("good"),
  });
  await using loaded = await home.host({ timeoutMs: 1500, find: { disabled: ["off"] } });
  const states = loaded.registry.rows().map((row) => [row.name, row.error?.code ?? row.state]);
  assert.equal(states.toSorted(), [
    ["by-hand", "PLUGIN_NOT_DEFINED"],
    ["egg", "PLUGIN_NEEDS_CYCLE"],
    ["exits", "PLUGIN_IMPORT_FAILED"],
    ["good", "PLUGIN_DUPLICATE"],
    ["good", "ready"],
    ["hangs", "PLUGIN_START_TIMEOUT"],
    ["hen", "PLUGIN_NEEDS_CYCLE"],
    ["lies", "PLUGIN_NAME_MISMATCH"],
    ["lonely", "PLUGIN_NEEDS_MISSING"],
    ["loops", "PLUGIN_START_TIMEOUT"],
    ["nothing", "PLUGIN_NOT_DEFINED"],
    ["odd-version", "PLUGIN_NOT_DEFINED"],
    ["probe", "ready"],
    ["throws", "PLUGIN_IMPORT_FAILED"],
  ]);
  const said = loaded.registry.rows().map((row) => row.error?.message ?? "");
  assert.not.match(said.join("\n"), home.root);
  assert.match(loaded.row("exits").error!.message, "exit code 2");
  assert.match(loaded.row("egg").error!.message, /egg → hen → egg|hen → egg → hen/);
  assert.match(loaded.row("odd-version").error!.message, "should be a semantic version");
  assert.is(loaded.registry.skill("good")!.source, "package");
  assert.ok(loaded.row("hangs").ms >= 1500);
  assert.match(loaded.row("hangs").error!.hint!, "top-level await");
});

test("loads a plugin that takes away the folder it was given", async () => {
  using home = pluginHome();
  const folder = JSON.stringify(home.at("data/scratch"));
  const top = `
    import { rmSync, writeFileSync } from "node:fs";
    rmSync(${folder}, { recursive: true });
    writeFileSync(${folder}, "");`;
  home.write("package/skills/rude/index.ts", skill("rude", { top }));
  await using loaded = await home.host();
  assert.equal(loaded.states(), { rude: "ready" });
  await loaded.host.refresh();
  assert.equal(loaded.states(), { rude: "ready" });
});

test("asks every tool whether it is there, also when what one leaves cannot be removed", async () => {
  using home = pluginHome({
    "package/plugins/probe/index.ts": tool("probe", "async () => ({ available: false })"),
  });
  await using loaded = await home.host();
  await loaded.host.detected();
  home.write("file", "");
  const pool = { ...loaded.pool, run: async <T>() => ({ available: true }) as T };
  const { signal } = new AbortController();
  await detectTools(loaded.registry, pool, home.at("file"), signal);
  assert.is(loaded.registry.tool("probe")!.facts.tool.detected.available, true);
});

test("publishes a skill's arguments as JSON Schema", async () => {
  using home = pluginHome({ "package/skills/one/index.ts": skill("one") });
  await using loaded = await home.host();
  const { args } = loaded.registry.skill("one")!.facts.skill;
  assert.is((args!["properties"] as { depth: { default: number } }).depth.default, 1);
});

test("starts no process for plugins it has read before, and reads again what changed", async () => {
  using home = pluginHome({
    "package/skills/one/index.ts": skill("one"),
    "package/skills/two/index.ts": skill("two"),
  });
  const forks = async (version?: string) => {
    await using loaded = await home.host(version ? { version } : {});
    assert.equal(loaded.states(), { one: "ready", two: "ready" });
    return loaded.describer.forks();
  };
  assert.is(await forks(), 2);
  assert.is(await forks(), 0);
  home.write("package/skills/two/more.ts", "export const changed = true;");
  assert.is(await forks(), 1);
  assert.is(await forks("1.0.1"), 2, "another version of the gateway");
  const facts = readFileSync(home.at("data/facts.json"), "utf8");
  writeFileSync(home.at("data/facts.json"), facts.replace('"version":"1.0.0"', '"version":1'));
  assert.is(await forks("1.0.1"), 2, "an odd cache");
  writeFileSync(home.at("data/facts.json"), "{");
  assert.is(await forks(), 2, "a torn cache");
});

test("loads an npm package that the configuration names, under the name it gives itself", async () => {
  using home = pluginHome({
    "conf/node_modules/@org/metaforge-tidy/package.json": JSON.stringify({
      name: "@org/metaforge-tidy",
      type: "module",
      exports: { ".": { import: "./lib/main.js" } },
    }),
    "conf/node_modules/@org/metaforge-tidy/lib/main.js": skill("tidy"),
  });
  const from = home.at("conf");
  const userPlugins = [
    { name: "@org/metaforge-tidy", from },
    { name: "not-installed", from },
  ];
  await using loaded = await home.host({ find: { userPlugins } });
  assert.equal(loaded.states(), { tidy: "ready", "not-installed": "PLUGIN_IMPORT_FAILED" });
});

test("says of each place that the configuration names what is not there", async () => {
  const manifest = (exports: unknown) => JSON.stringify({ name: "x", exports });
  using home = pluginHome({
    "conf/file.ts": "",
    "conf/node_modules/leads-out/package.json": manifest("../other/index.js"),
    "conf/node_modules/torn/package.json": "{",
    "conf/several/one/index.ts": skill("one"),
    "conf/empty/readme.txt": "",
  });
  const from = home.at("conf");
  const at = (name: string) => ({ name: home.at(`conf/${name}`), from });
  const packages = ["@org/missing", "leads-out", "torn", "plugins/name"];
  const userPlugins = [
    ...[at("gone"), at("off"), at("file.ts"), at("several"), at("empty")],
    ...packages.map((name) => ({ name, from })),
  ];
  const find = { userPlugins, workspacePlugins: [at("theirs")], disabled: ["off"] };
  await using loaded = await home.host({ find });
  const said = loaded.registry.rows().map(({ name, error }) => [name, error?.message]);
  const failed = (name: string, problem: string) => [
    name,
    `'${name}' could not be imported: ${problem}`,
  ];
  assert.equal(said, [
    ["one", undefined],
    failed("gone", "the folder does not exist"),
    failed("file.ts", "it is a file; name its folder"),
    failed("missing", "the package is not installed (a folder begins with ./)"),
    failed("leads-out", "its package.json names a file outside the package"),
    failed("torn", "its package.json cannot be read"),
    failed("name", "the package is not installed (a folder begins with ./)"),
    failed("theirs", "the folder does not exist"),
  ]);
  assert.equal(await home.grant(find), []);
  home.write("conf/gone/index.ts", skill("gone"));
  await loaded.host.refresh();
  assert.is(loaded.registry.skill("gone")!.source, "user");
});

test("takes a named folder that is a plugin itself", async () => {
  using home = pluginHome({ "deep/one/index.ts": skill("one") });
  const userPlugins = [{ name: home.at("deep/one"), from: home.root }];
  await using loaded = await home.host({ find: { userPlugins } });
  assert.equal(loaded.states(), { one: "ready" });
});

for (const [what, path, mode] of [
  ["the folder", "user/open", 0o777],
  ["the entry", "user/open/index.ts", 0o664],
  ["a file beside it", "user/open/lib/more.ts", 0o666],
] as const) {
  test(`refuses a user's plugin of which others may write ${what}`, async () => {
    using home = pluginHome({
      "user/open/index.ts": skill("open"),
      "user/open/lib/more.ts": "",
      "user/shut/index.ts": skill("shut"),
    });
    chmodSync(home.at(path), mode);
    await using loaded = await home.host();
    assert.equal(loaded.states(), { shut: "ready", open: "PLUGIN_UNSAFE" });
  });
}

test("never runs a workspace's folder that lies elsewhere, trusted or not", async () => {
  using home = pluginHome({ "elsewhere/sly/index.ts": skill("sly") });
  symlinkSync(home.at("elsewhere"), home.at("workspace/plugins"));
  assert.equal(await home.grant(), []);
  await using loaded = await home.host();
  assert.equal(loaded.states(), { sly: "PLUGIN_UNSAFE" });
  assert.is(loaded.describer.forks(), 0);
});

test.run();
