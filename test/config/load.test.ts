/** Where a value comes from: shipped file, user's file, environment, flags; and what a workspace may say. */
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { loadConfig } from "../../core/config/load.ts";
import type { ConfigSources } from "../../core/config/load.ts";
import { errorOf } from "../fixtures/run-pool.ts";

const test = suite("test/config/load");

/** Files by their place: `shipped.yaml`, `user/…`, `workspace/…`. */
function folders(files: Readonly<Record<string, string>>) {
  const top = mkdtempSync(join(realpathSync(tmpdir()), "metaforge-config-"));
  for (const folder of ["user", "workspace"]) mkdirSync(join(top, folder));
  for (const [path, text] of Object.entries({ "shipped.yaml": "", ...files }))
    writeFileSync(join(top, path), text);
  const sources = {
    shipped: join(top, "shipped.yaml"),
    file: undefined,
    userFolder: join(top, "user"),
    workspace: join(top, "workspace"),
    env: {},
    flags: {},
  };
  return {
    at: (path: string) => join(top, path),
    load: (more: Partial<ConfigSources> = {}) => loadConfig({ ...sources, ...more }),
    [Symbol.dispose]: () => rmSync(top, { recursive: true, force: true }),
  };
}

test("lets flags win over the environment, that over the user's file, and that over the shipped one", async () => {
  using home = folders({
    "shipped.yaml":
      "port: 1\nhost: localhost\nrun: { queue: 1, spare: 1 }\nlog: { level: error }\n",
    "user/metaforge.yaml": "port: 2\nrun: { queue: 2 }\nlog: { level: info }\n",
  });
  assert.is((await home.load()).port, 2);
  const env = { METAFORGE_PORT: "3", METAFORGE_LOG_LEVEL: "debug" };
  const config = await home.load({ env });
  assert.equal([config.port, config.log.level, config.host], [3, "debug", "localhost"]);
  assert.equal([config.run.queue, config.run.spare], [2, 1]);
  assert.is((await home.load({ env, flags: { port: 4 } })).port, 4);
});

test("takes the file it is told to take in place of the user's", async () => {
  using home = folders({ "user/metaforge.yaml": "port: 2\n", "other.json": '{"port": 5}' });
  assert.is((await home.load({ file: home.at("other.json") })).port, 5);
  const missing = await errorOf(home.load({ file: home.at("nowhere.yaml") }));
  assert.equal(
    [missing.code, missing.details["file"]],
    ["CONFIG_INVALID", home.at("nowhere.yaml")],
  );
});

for (const [name, text] of [
  ["metaforge.yaml", "port: 7\n"],
  ["metaforge.yml", "port: 7\n"],
  ["metaforge.json", '{"port": 7}'],
  ["package.json", '{"name": "x", "metaforge": {"port": 7}}'],
] as const) {
  test(`reads the user's ${name}`, async () => {
    using home = folders({ [`user/${name}`]: text });
    assert.is((await home.load()).port, 7);
  });
}

test("takes an empty file, or one with comments alone, for no word at all", async () => {
  for (const text of ["", "\n", "# port: 1\n\n  # host: x"]) {
    using home = folders({ "user/metaforge.yaml": text, "workspace/metaforge.yaml": text });
    assert.is((await home.load()).port, 3000);
  }
});

test("names the key that may have been meant, and what a workspace may say", async () => {
  for (const [file, text, says] of [
    ["user", "model: x\n", "there is no key 'model'; did you mean 'models'?"],
    [
      "user",
      "run: { timeoutMS: 5 }\n",
      "'run': there is no key 'timeoutMS'; did you mean 'timeoutMs'?",
    ],
    ["user", "models: { limits: { x: 5 } }\n", "there is callsPerRun, tokensPerRun, outputTokens"],
    [
      "workspace",
      "model: x\n",
      "'model' may not stand in a workspace's file, only plugins and disabled;",
    ],
  ] as const) {
    using home = folders({ [`${file}/metaforge.yaml`]: text });
    assert.match((await errorOf(home.load())).message, says);
  }
});

test("takes no notice of a package.json that does not speak of it", async () => {
  using home = folders({ "workspace/package.json": '{"name": "x", "port": 7}' });
  assert.equal((await home.load()).workspacePlugins, []);
});

/** What is wrong → the file that said it, and words of the message. */
const WRONG: [what: string, path: string, text: string, says: RegExp][] = [
  ["an unknown key", "user/metaforge.yaml", "prot: 1", /'prot'; did you mean 'port'/],
  ["an unknown key in a group", "user/metaforge.yaml", "run: { timeout: 1 }", /'run'.*'timeout'/],
  ["a wrong type", "user/metaforge.json", '{"port": "x"}', /'port'.*number/],
  ["broken YAML", "user/metaforge.yaml", "port: [1", /metaforge\.yaml/],
  ["broken JSON", "workspace/metaforge.json", "{", /metaforge\.json/],
  ["text alone", "user/metaforge.yaml", "just text", /metaforge\.yaml/],
  ["a key that is no workspace's matter", "workspace/metaforge.yaml", "port: 1", /'port' may not/],
  [
    "a workspace's keys in package.json",
    "workspace/package.json",
    '{"metaforge": {"host": "x"}}',
    /'host' may not/,
  ],
];

for (const [what, path, text, says] of WRONG) {
  test(`names the file and the trouble: ${what}`, async () => {
    using home = folders({ [path]: text });
    const error = await errorOf(home.load());
    assert.is(error.code, "CONFIG_INVALID");
    assert.match(error.message, says);
    assert.ok(error.message.startsWith(`${home.at(path)}: `), error.message);
  });
}

test("blames the environment for what the environment said", async () => {
  using home = folders({ "user/metaforge.yaml": "port: 2\n" });
  const error = await errorOf(home.load({ env: { METAFORGE_PORT: "many" } }));
  assert.match(error.message, /^the environment: 'port'/);
});

test("lets a workspace add plugins and leave some out, with its own folder as their start", async () => {
  using home = folders({
    "user/metaforge.yaml": "plugins: [./mine, package]\ndisabled: [a]\n",
    "workspace/metaforge.yaml": "plugins: [./theirs]\ndisabled: [b]\n",
  });
  const { userPlugins, workspacePlugins, disabled } = await home.load();
  assert.equal(userPlugins, [
    { name: home.at("user/mine"), from: home.at("user") },
    { name: "package", from: home.at("user") },
  ]);
  const from = home.at("workspace");
  assert.equal(workspacePlugins, [{ name: home.at("workspace/theirs"), from }]);
  assert.equal(disabled, ["a", "b"]);
});

test("takes models from the user's configuration and the environment, never from a workspace", async () => {
  using home = folders({
    "user/metaforge.yaml": "models: { use: [acme/large], providers: { acme: { apiKey: k } } }\n",
  });
  const { models, userFile } = await home.load();
  assert.equal(models.use, ["acme/large"]);
  assert.equal(models.timeouts, { connectMs: 10_000, idleMs: 30_000, totalMs: 120_000 });
  assert.is(userFile, home.at("user/metaforge.yaml"));
  const env = { METAFORGE_MODEL: "other/org/model-2:latest" };
  const stand = (await home.load({ env })).models;
  assert.equal(
    [stand.use, stand.providers],
    [["other/org/model-2:latest"], { acme: { apiKey: "k" } }],
  );
  for (const text of ["models: {}", "models: { use: [acme/x] }", "models: { providers: {} }"]) {
    using bad = folders({ "workspace/metaforge.yaml": `${text}\n` });
    const error = await errorOf(bad.load());
    assert.equal(
      [error.code, error.details["file"]],
      ["CONFIG_INVALID", bad.at("workspace/metaforge.yaml")],
    );
  }
});

test("shows no line of a file that cannot be read as YAML, and no value that does not fit: a key may stand there", async () => {
  const texts = [
    "models:\n  providers:\n    acme:\n      apiKey: sk-hunter22\n     baseUrl: x\n",
    "models: { use: [sk-hunter22] }\n",
    "models: { providers: { acme: sk-hunter22 } }\n",
    "models: { providers: { acme: { apiKey: [sk-hunter22] } } }\n",
  ];
  for (const text of texts) {
    using home = folders({ "user/metaforge.yaml": text });
    const error = await errorOf(home.load());
    assert.is(error.code, "CONFIG_INVALID");
    assert.not.match(JSON.stringify([error.message, error.details]), "hunter22");
  }
  using json = folders({
    "other.json": '{"models": {"providers": {"acme": {"apiKey": sk-hunter22',
  });
  const error = await errorOf(json.load({ file: json.at("other.json") }));
  assert.not.match(JSON.stringify([error.message, error.details]), "hunter22");
});

test("takes a key named __proto__ for no key at all", async () => {
  using home = folders({ "user/metaforge.json": '{"__proto__": {"port": 9}, "host": "::1"}' });
  const { port, host } = await home.load();
  assert.equal([port, host], [3000, "::1"]);
  assert.is(({} as { port?: number }).port, undefined);
});

test.run();
