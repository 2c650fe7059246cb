/** `metaforge trust`: shows what a workspace brings, asks a person, and takes a script's word for its consent. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { metaforge } from "../../../test/fixtures/command.ts";
import { tempHome } from "../../../test/fixtures/gateway.ts";
import { skill } from "../../../test/fixtures/plugin-home.ts";
import { CTRL_C, onTerminal } from "../../../test/fixtures/terminal.ts";
import { needs } from "../../../test/runner/needs.ts";

const test = suite("clients/cli/trust");
const withPython = needs("python3", test);

const workspace = () =>
  tempHome({
    files: {
      "skills/pump/index.ts": skill("pump"),
      "skills/pump/notes.md": "x".repeat(3000),
      "skills/valve/index.ts": skill("valve"),
    },
  });
const pins = (home: ReturnType<typeof tempHome>) => {
  const file = join(home.userFolder, "trust.json");
  if (!existsSync(file)) return [];
  return Object.keys(JSON.parse(readFileSync(file, "utf8"))[home.workspace]).toSorted();
};

test("lists plugins with their files, sizes and what has changed, and trusts nothing by it", async () => {
  const home = workspace();
  const first = await metaforge(home, ["trust", "--list"]);
  assert.match(first.stdout, /^pump {2}skills\/pump {2}not trusted yet$/m);
  assert.match(first.stdout, /^ {2}notes\.md {2}2\.9 KiB$/m);
  assert.match(first.stdout, /^ {2}2 files, /m);
  assert.equal([first.code, pins(home)], [0, []]);
  await metaforge(home, ["trust"]);
  home.write("skills/pump/index.ts", skill("pump", { version: "2.0.0" }));
  home.write("skills/pump/new.ts", "");
  const second = await metaforge(home, ["trust", "--list"]);
  assert.match(
    second.stdout,
    /changed since you trusted it\n {2}~ index\.ts\n {2}\+ new\.ts\n {2}1 file as before/,
  );
  assert.match(second.stdout, /^valve {2}skills\/valve {2}trusted$/m);
  const { stdout } = await metaforge(home, ["trust", "--list", "--json"]);
  const [pump] = JSON.parse(stdout).plugins;
  assert.equal([pump.name, pump.state, pump.changes.added], ["pump", "changed", ["new.ts"]]);
  home.remove();
});

test("takes the command itself for consent where nobody can be asked", async () => {
  const home = workspace();
  const { code, stdout } = await metaforge(home, ["trust"]);
  assert.equal([code, stdout], [0, "trusted pump\ntrusted valve\n"]);
  assert.equal(pins(home), ["skills/pump", "skills/valve"]);
  home.remove();
});

test("trusts what is named alone, and says which name it may have been", async () => {
  const home = workspace();
  await metaforge(home, ["trust", "valve"]);
  assert.equal(pins(home), ["skills/valve"]);
  await metaforge(home, ["trust", "pump"]);
  assert.equal(pins(home), ["skills/pump", "skills/valve"]);
  const { code, stderr } = await metaforge(home, ["trust", "pmup"]);
  assert.equal([code, /did you mean 'pump'/.test(stderr)], [1, true]);
  home.remove();
});

withPython("asks on a terminal, and trusts nothing after no or Ctrl-C", async () => {
  const home = workspace();
  const no = await onTerminal(home, [["Let these 2 plugins run", "n"]], ["trust"]);
  assert.equal([no.code, pins(home)], [3, []], no.shown);
  assert.match(no.shown, "nothing was trusted");
  const stopped = await onTerminal(home, [["Let 'pump' run", CTRL_C]], ["trust", "pump"]);
  assert.equal([stopped.code, pins(home)], [130, []]);
  const yes = await onTerminal(home, [["Let these 2 plugins run", "y"]], ["trust"]);
  assert.equal([yes.code, pins(home).length], [0, 2], yes.shown);
  const again = await onTerminal(home, [], ["trust"]);
  assert.match(again.shown, "trusted already, and unchanged");
  home.remove();
});

withPython("shows names of files without what a terminal would act on", async () => {
  const home = workspace();
  home.write("skills/pump/\u001b[2Jgone\u202e.ts", "");
  const { shown } = await onTerminal(home, [["Let these", "n"]], ["trust"]);
  assert.match(shown, String.raw`\x1b[2Jgone\u202e.ts`);
  home.remove();
});

withPython("shows a hostile name in its question as something to see", async () => {
  const home = tempHome({ files: { "plugins/a\u001b[7mb/index.ts": "export default {};\n" } });
  const { raw } = await onTerminal(home, [["Let", CTRL_C]], ["trust"]);
  assert.not.match(raw, "\u001b[7mb");
  assert.match(raw, String.raw`Let 'a\x1b[7mb' run`);
  home.remove();
});

test.run();
