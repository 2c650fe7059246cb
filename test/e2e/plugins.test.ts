/** Plugins that come, change and go while the gateway runs, and those of a workspace that nobody has trusted yet. */
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { metaforge } from "../fixtures/command.ts";
import { LEAN } from "../fixtures/crash.ts";
import { tempHome, testGateway } from "../fixtures/gateway.ts";

const test = suite("e2e/plugins");

/** A skill's source; importing it leaves a file at `trace`, so that one sees whether it was. */
const skill = (name: string, text: string, trace = "") => `
import { writeFileSync } from "node:fs";
import { defineSkill, z } from "metaforge";
if (${JSON.stringify(trace)}) writeFileSync(${JSON.stringify(trace)}, "imported");
export default defineSkill({
  name: ${JSON.stringify(name)}, agent: "a", version: "1.0.0", description: "d", needs: [],
  input: { files: [], args: z.object({}) },
  run: async () => ({ artifacts: [{ path: "${name}.txt", content: ${JSON.stringify(text)} }] }),
});
`;

type Gateway = Awaited<ReturnType<typeof testGateway>>;
type Row = { name: string; state: string; source: string; error?: { code: string } };

async function row(gateway: Gateway, name: string): Promise<Row | undefined> {
  const { body } = await gateway.get("/status");
  return body.plugins.find((plugin: Row) => plugin.name === name);
}

/** Waits until the plugin's row looks so. */
async function becomes(gateway: Gateway, name: string, check: (row?: Row) => boolean) {
  for (let n = 0; n < 400; n += 1) {
    const now = await row(gateway, name);
    if (check(now)) return now;
    await new Promise((go) => setTimeout(go, 20));
  }
  throw new TypeError(`'${name}' is ${JSON.stringify(await row(gateway, name))}`);
}

const proposed = async (gateway: Gateway, name: string): Promise<string> => {
  const { body } = await gateway.run(name);
  return (await gateway.get(`/session/${body.session_id}/artifact?path=${name}.txt`)).text;
};

test("takes up a plugin that is dropped in, edited and removed, without a restart", async () => {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "metaforge-mine-"));
  await using gateway = await testGateway({ plugins: [folder], config: LEAN });
  const write = (text: string) => {
    mkdirSync(join(folder, "fresh"), { recursive: true, mode: 0o755 });
    writeFileSync(join(folder, "fresh", "index.ts"), skill("fresh", text), { mode: 0o644 });
  };
  assert.is((await gateway.run("fresh")).status, 400);
  write("one");
  await becomes(gateway, "fresh", (now) => now?.state === "ready");
  assert.is(await proposed(gateway, "fresh"), "one");
  const events = () =>
    gateway.kernel.services.outbox.after(0, -1)!.filter(({ event }) => event === "plugin.changed");
  const before = events().length;
  write("two");
  await becomes(gateway, "fresh", () => events().length > before);
  assert.is(await proposed(gateway, "fresh"), "two");
  rmSync(join(folder, "fresh"), { recursive: true });
  await becomes(gateway, "fresh", (now) => now === undefined);
  assert.is((await gateway.run("fresh")).status, 400);
  const told = events().map(({ data }) => data);
  assert.equal(told[0], { name: "fresh", state: "ready" });
  assert.equal(told.at(-1), { name: "fresh", state: "removed" });
  rmSync(folder, { recursive: true });
});

test("imports nothing of a workspace's plugins before `metaforge trust`, and again after a change", async () => {
  const top = mkdtempSync(join(realpathSync(tmpdir()), "metaforge-trace-"));
  const trace = join(top, "trace");
  const path = "skills/local/index.ts";
  const files = { [path]: skill("local", "one", trace) };
  await using gateway = await testGateway({ files, config: LEAN });
  const untrusted = await row(gateway, "local");
  assert.equal([untrusted!.state, untrusted!.source], ["untrusted", "workspace"]);
  assert.is(untrusted!.error!.code, "PLUGIN_UNTRUSTED");
  assert.is((await gateway.run("local")).status, 400);
  assert.not.ok(existsSync(trace), "it was imported");

  const granted = await metaforge(gateway, ["trust"]);
  assert.equal([granted.code, granted.stdout], [0, "trusted local\n"]);
  await becomes(gateway, "local", (now) => now?.state === "ready");
  assert.is(await proposed(gateway, "local"), "one");

  rmSync(trace);
  gateway.write(path, skill("local", "two", trace));
  const changed = await becomes(gateway, "local", (now) => now?.state === "untrusted");
  assert.is(changed!.error!.code, "PLUGIN_CHANGED");
  assert.is((await gateway.run("local")).status, 400);
  assert.not.ok(existsSync(trace), "it was imported");

  await metaforge(gateway, ["trust", "-w", gateway.workspace]);
  await becomes(gateway, "local", (now) => now?.state === "ready");
  assert.is(await proposed(gateway, "local"), "two");
  rmSync(top, { recursive: true });
});

test("takes plugins, and nothing else, from a workspace's own configuration", async () => {
  const home = tempHome({ files: { "more/other/index.ts": skill("other", "x") } });
  for (const line of [
    "host: 0.0.0.0",
    "apiKeys: []",
    "run: { timeoutMs: 5 }",
    "allowedHosts: [evil]",
  ]) {
    home.write("metaforge.yaml", `plugins: ["./more"]\n${line}\n`);
    const { code, stdout, stderr } = await metaforge(home, ["start"]);
    assert.equal([code, stdout], [1, ""], line);
    assert.match(stderr, `metaforge: ${home.at("metaforge.yaml")}: `);
    assert.match(stderr, `'${line.split(":")[0]}' may not stand in a workspace's file`);
    assert.not.match(stderr, /\n\s+at /);
  }
  home.write("metaforge.yaml", 'plugins: ["./more"]\n');
  assert.is((await metaforge(home, ["trust"])).stdout, "trusted other\n");
  home.remove();
});

test("runs no script that a workspace calls its configuration", async () => {
  const home = tempHome();
  const script = `require("node:fs").writeFileSync(${JSON.stringify(join(home.top, "ran"))}, "");`;
  const names = ["metaforge.js", "metaforge.cjs", "metaforge.config.cjs", ".metaforgerc.js"];
  for (const name of [
    ...names,
    ".config/config.js",
    ".config/config.cjs",
    ".config/metaforgerc.cjs",
  ])
    home.write(name, script);
  home.write(".config/config.json", '{"cosmiconfig": {"searchPlaces": ["metaforge.cjs"]}}');
  const { code, stdout } = await metaforge(home, ["trust"]);
  assert.equal([code, stdout], [0, `${home.workspace} brings no plugins\n`]);
  assert.not.ok(existsSync(join(home.top, "ran")), "a script of the workspace was run");
  home.remove();
});

test.run();
