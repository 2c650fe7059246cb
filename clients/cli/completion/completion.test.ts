/** Completion: what a half-typed line asks for, and what the gateway and the workspace know. */
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer as createHttpServer } from "node:http";
import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { allBut } from "../../../test/fixtures/shipped.ts";
import { metaforge } from "../../../test/fixtures/command.ts";
import { childGateway, tempHome } from "../../../test/fixtures/gateway.ts";
import command from "../commands/complete.ts";
import { COMMANDS } from "../commands/table.ts";
import { createShell } from "../shell.ts";
import type { Shell } from "../shell.ts";
import { isPath, sourceOf } from "./candidates.ts";
import { placeOf, typedLine } from "./line.ts";
import { SHELLS } from "./shells.ts";

const test = suite("clients/cli/completion");
const BARE = {
  disabled: allBut("spec", "metrics", "otel"),
  run: { spare: 0 },
};
type Home = Pick<ReturnType<typeof tempHome>, "top" | "workspace">;

/** What `metaforge complete` prints, without a process for each line. */
async function offered(
  { workspace }: Home,
  words: readonly string[],
  name = "zsh",
  env: NodeJS.ProcessEnv = {},
) {
  const printed: string[] = [];
  const shell = {
    ...createShell(process),
    cwd: workspace,
    env,
    out: { line: (text: string) => void printed.push(text) } as unknown as Shell["out"],
  };
  const call = {
    args: { _: [], shell: name as "zsh", "word…": "" },
    words,
    all: () => [],
    commands: COMMANDS,
    shell,
  };
  assert.is(await command.run(call), 0);
  return printed.map((line) => line.split("\t"));
}
const valuesOf = async (...ask: Parameters<typeof offered>) =>
  (await offered(...ask)).map(([value]) => value);

/** A gateway has little time to answer, and on a busy machine the first answers come too late. */
async function inTime(...ask: Parameters<typeof offered>) {
  for (let tries = 0; ; tries += 1) {
    const found = await offered(...ask);
    if (found.length > 0 || tries > 100) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

test("knows where the cursor stands: at a command, an option, its value, a positional", () => {
  const args = {
    skill: { type: "positional" },
    "files…": { type: "positional" },
    workspace: { type: "string", alias: "w" },
    yes: { type: "boolean", alias: "y" },
  } as const;
  const at = (...line: string[]) => {
    const { name, kind, current } = placeOf(typedLine(line), args);
    return [kind, name, current].join(" ");
  };
  assert.is(typedLine(["ru"]).command, null);
  assert.is(typedLine(["-w", "dir", "run", ""]).command, "run");
  assert.is(at("run", "sp"), "positional skill sp");
  assert.is(at("run", "spec", ""), "positional files… ");
  assert.is(at("run", "spec", "a.md", "b"), "positional files… b");
  assert.is(at("run", "-y", "spec", "b"), "positional files… b");
  assert.is(at("run", "-w", "dir", "sp"), "positional skill sp");
  assert.is(at("-w", "dir", "run", "sp"), "positional skill sp");
  assert.is(at("run", "--workspace", "d"), "value workspace d");
  assert.is(at("run", "--workspace=d"), "value workspace d");
  assert.is(at("run", "--workspace", "=", "d"), "value workspace d");
  assert.is(at("run", "-"), "option  -");
  assert.is(at("run", "--", "-x"), "positional skill -x");
});

test("offers commands, their options and fixed words, and nothing that is hidden", async () => {
  const home = tempHome({ config: BARE });
  const shown = Object.keys(COMMANDS).filter((name) => !COMMANDS[name]!.hidden);
  assert.equal(await valuesOf(home, [""]), [...shown, "help"]);
  assert.equal(await offered(home, ["appr"]), [["approve", COMMANDS["approve"]!.says]]);
  assert.equal(await valuesOf(home, ["new", ""]), ["skill", "tool", "provider"]);
  assert.equal(await valuesOf(home, ["completion", ""]), [...SHELLS]);
  assert.equal(await valuesOf(home, ["doctor", "--js"]), ["--json"]);
  assert.equal(await valuesOf(home, ["sessions", "--status", "fa"]), ["failed"]);
  assert.equal(await valuesOf(home, ["sessions", "--status=fa"]), ["--status=failed"]);
  assert.equal(await valuesOf(home, ["sessions", "--status", "=", "fa"], "bash"), ["failed"]);
  assert.equal(await valuesOf(home, ["run", "spec", ""]), [":files"]);
  assert.equal(await valuesOf(home, ["run", "-w", ""]), [":folders"]);
  home.remove();
});

test("knows of every command what its words may be", async () => {
  for (const [name, { load, hidden }] of Object.entries(COMMANDS)) {
    const { args } = (await load()).default;
    for (const [word, { type }] of Object.entries(args as Record<string, { type: string }>)) {
      if (type !== "positional" || hidden) continue;
      assert.ok(sourceOf(name, word) ?? isPath(word), `${name} ${word}`);
    }
  }
});

test("offers ids of the gateway that runs: those that wait, those that run, all", async () => {
  await using gateway = await childGateway({ config: BARE });
  const { body } = await gateway.api.run("spec");
  const id = body.session_id as string;
  const [[value, says] = []] = await inTime(gateway, ["approve", ""]);
  assert.equal([value, says!.replace(/,[^,]*$/, "")], [id, "spec, 2 files"]);
  for (const name of ["reject", "diff", "show"])
    assert.is((await inTime(gateway, [name, id.slice(0, 4)]))[0]![0], id, name);
  assert.equal(await valuesOf(gateway, ["cancel", ""]), []);
  await gateway.api.post(`/approve/${id}`);
  assert.match((await inTime(gateway, ["show", ""]))[0]!.join(), `${id},spec, completed`);
  assert.equal(await valuesOf(gateway, ["approve", ""]), []);
});

test("starts no gateway, and offers skills and plugins by their folders without one", async () => {
  const home = tempHome({
    config: BARE,
    files: { "skills/mine/index.ts": "", "plugins/gerbv/index.ts": "" },
  });
  const skills = await valuesOf(home, ["run", ""]);
  assert.equal([skills.includes("spec"), skills.at(-1)], [true, "mine"]);
  assert.equal(await valuesOf(home, ["trust", ""]), ["gerbv", "mine"]);
  assert.equal(await valuesOf(home, ["approve", ""]), []);
  assert.not.ok(existsSync(home.at(".metaforge")));
  home.remove();
});

test("is silent on trouble, and does not wait for a gateway that does not answer", async () => {
  const home = tempHome({ config: BARE });
  assert.equal(await offered(home, ["no-such-command", ""]), []);
  assert.equal(await offered(home, ["approve", "-w", "/no/such/folder", ""]), []);
  assert.equal(await offered(home, []), await offered(home, [""]));
  const { code, stdout, stderr } = await metaforge(home, ["complete", "--", "no-such", "--x", ""]);
  assert.equal([code, stdout, stderr], [0, "", ""]);
  const open: Socket[] = [];
  const mute = createServer((socket) => void open.push(socket));
  await new Promise<void>((ready) => mute.listen(0, "127.0.0.1", ready));
  const { port } = mute.address() as AddressInfo;
  mkdirSync(home.at(".metaforge"), { mode: 0o700 });
  writeFileSync(home.at(".metaforge/holder.json"), JSON.stringify({ pid: process.pid, port }));
  const began = performance.now();
  assert.equal(await offered(home, ["approve", ""]), []);
  const took = performance.now() - began;
  for (const socket of open) socket.destroy();
  mute.close();
  // A patient one would wait for five seconds.
  assert.ok(took < 2500, `${took} ms`);
  home.remove();
});

test("hands no word to a shell that it would read as more than one, whoever offers it", async () => {
  const names = ["fine-one", "two words", "$(touch x)", "a;b", "`c`", "\u001b[31m", "--yes"];
  const skills = names.map((name) => ({ name, description: "A skill." }));
  const server = createHttpServer((_, response) => response.end(JSON.stringify({ skills })));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const env = { METAFORGE_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  const home = tempHome();
  const found = await inTime(home, ["run", ""], "zsh", env);
  server.close();
  server.closeAllConnections();
  assert.equal(
    found.map(([value]) => value),
    ["fine-one"],
  );
  home.remove();
});

test("hands no control character and no word with a space to a shell", async () => {
  const evil = `import { defineSkill } from "metaforge";
export default defineSkill({ name: "evil", agent: "evil", version: "1.0.0",
  description: "Red\\u001b[31m\\u0007 and\\ttab.", input: { files: [] }, run: async () => ({ artifacts: [] }) });`;
  const home = tempHome({
    config: BARE,
    files: { "skills/evil/index.ts": evil, "skills/a b/index.ts": "" },
  });
  assert.equal(await valuesOf(home, ["trust", ""]), ["evil"]);
  await metaforge(home, ["trust"]);
  await using gateway = await childGateway({}, home);
  // Until the gateway has answered, the name comes from the folder, without a description.
  let line = "";
  for (let tries = 0; !line.includes("tab") && tries < 100; tries += 1)
    line = (await inTime(gateway, ["run", "ev"]))[0]!.join("\t");
  assert.is(line, "evil\tRed\\x07 and\\ttab.");
});

test("says for which shells there is a script", async () => {
  const home = tempHome();
  const { code, stderr } = await metaforge(home, ["completion", "tcsh"]);
  assert.equal([code, /bash, zsh or fish/.test(stderr)], [2, true]);
  home.remove();
});

test.run();
