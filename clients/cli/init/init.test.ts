/** `metaforge init`: a document that `spec` reads, by interview or with examples; nothing invented or overwritten. */
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { runSkill } from "../../../core/testing.ts";
import spec from "../../../skills/spec/index.ts";
import { metaforge } from "../../../test/fixtures/command.ts";
import { tempHome } from "../../../test/fixtures/gateway.ts";
import { CTRL_C, ENTER, onTerminal } from "../../../test/fixtures/terminal.ts";
import { needs } from "../../../test/runner/needs.ts";
import { toDocument, toStarter } from "./document.ts";
import { writeNew } from "./new-file.ts";
import { QUESTIONS } from "./questions.ts";

const test = suite("clients/cli/init");
const withPython = needs("python3", test);

interface Constraint {
  readonly parameter: string;
  readonly statement: string;
  readonly condition: string | null;
}

async function read(text: string) {
  const { files } = await runSkill(spec, { files: { "PRD.md": text } });
  const { constraints } = JSON.parse(files["constraints.json"]!) as { constraints: Constraint[] };
  return { constraints, notes: files["assumptions.md"]! };
}

test("writes examples that are read as constraints, each marked as an example", async () => {
  const text = toStarter("Sensor");
  const { constraints, notes } = await read(text);
  assert.ok(constraints.length >= 12, `${constraints.length} constraints`);
  for (const { statement } of constraints) assert.match(statement, "(example)");
  assert.match(notes, "1 open question");
  assert.not.match(notes, "not understood");
  const figures = text.split("\n").filter((line) => line.startsWith("- "));
  for (const line of figures) assert.match(line, /\(example\)$/);
});

test("reads every example by its own question", async () => {
  for (const { label, example, section } of QUESTIONS) {
    if (section === "Out of scope") continue;
    const { constraints } = await read(
      toDocument({ name: "X", purpose: "", said: { [label]: example } }),
    );
    assert.ok(constraints.length > 0, label);
  }
});

test("invents nothing: what was not answered is an open question, and no constraint", async () => {
  const { constraints, notes } = await read(toDocument({ name: "Pump", purpose: "", said: {} }));
  assert.equal(constraints, []);
  const open = QUESTIONS.filter(({ bare }) => !bare).length;
  assert.match(notes, `${open + 1} open questions`);
});

test("keeps the answers' words, on one line each and without control characters", () => {
  const said = {
    Weight: "< 50 g",
    Interface: "USB-C,I2C;\u001b[2J",
    "Out of scope": "No display; no radio",
  };
  const text = toDocument({ name: "A *b* <c>\n# d", purpose: "Pumps.", said });
  assert.match(text, "# A \\*b\\* \\<c\\> \\# d: Product Requirements\n");
  assert.match(text, "- Weight: < 50 g\n");
  assert.match(text, "- Interface: USB-C\n- Interface: I2C\n- Interface: [2J\n");
  assert.match(text, "- No display\n- no radio\n");
  // oxlint-disable-next-line no-control-regex -- it is what is looked for
  assert.not.match(text, /[\u0000-\u0009\u000b-\u001f]/);
});

test("writes PRD.md into a new folder of any name, and says what is next in a shell's words", async () => {
  const home = tempHome();
  const { code, stdout } = await metaforge(home, ["init", "it's *new*/one", "--yes"]);
  assert.is(code, 0);
  assert.match(
    readFileSync(home.at("it's *new*/one/PRD.md"), "utf8"),
    "# one: Product Requirements",
  );
  assert.match(stdout, String.raw`metaforge -w 'it'\''s *new*/one' run spec`);
  assert.equal(readdirSync(home.at("it's *new*/one")), ["PRD.md"]);
  home.remove();
});

test("overwrites nothing, and asks nobody where nobody sits", async () => {
  const home = tempHome();
  writeFileSync(home.at("PRD.md"), "mine");
  const again = await metaforge(home, ["init", "--yes"]);
  assert.is(again.code, 1);
  assert.match(again.stderr, "PRD.md is there already");
  assert.is(readFileSync(home.at("PRD.md"), "utf8"), "mine");
  const silent = await metaforge(home, ["init", "new"]);
  assert.is(silent.code, 2);
  assert.match(silent.stderr, "init --yes");
  assert.not.ok(existsSync(home.at("new")));
  home.remove();
});

test("does not overwrite a file that came while questions were asked", async () => {
  const home = tempHome();
  const before = readFileSync(home.at("PRD.md"), "utf8");
  const refused = await writeNew(home.at("PRD.md"), "new").then(String, (thrown) => thrown.code);
  assert.equal([refused, readFileSync(home.at("PRD.md"), "utf8")], ["EXISTS", before]);
  home.remove();
});

test("leaves an approved constraints.json after `init --yes` and `run spec --yes` in an empty folder", async () => {
  const home = tempHome();
  const fresh = { top: home.top, workspace: home.at("fresh") };
  assert.is((await metaforge(home, ["init", "fresh", "--yes"])).code, 0);
  try {
    const { code, stderr } = await metaforge(fresh, ["run", "spec", "--yes"]);
    assert.is(code, 0, stderr);
  } finally {
    await metaforge(fresh, ["stop"]);
  }
  const { constraints } = JSON.parse(readFileSync(home.at("fresh/constraints.json"), "utf8"));
  assert.ok(constraints.length >= 12);
  home.remove();
});

const START = [
  ["What is it called?", `${ENTER}`],
  ["for whom", `Pumps.${ENTER}`],
] as const;

withPython("asks one question after the other and writes what was said", async () => {
  const home = tempHome();
  const rest = QUESTIONS.map(
    ({ asks, label }) =>
      [asks.slice(0, 20), label === "Weight" ? `< 50 g${ENTER}` : ENTER] as const,
  );
  const { code, shown } = await onTerminal(
    home,
    [...START, ...rest],
    ["init", "pump", "--name", "Pump 2"],
  );
  assert.is(code, 0, shown);
  const text = readFileSync(home.at("pump/PRD.md"), "utf8");
  assert.is(text, toDocument({ name: "Pump 2", purpose: "Pumps.", said: { Weight: "< 50 g" } }));
  home.remove();
});

withPython("leaves nothing behind after Ctrl-C", async () => {
  const home = tempHome();
  const { code, shown } = await onTerminal(home, [...START, ["measure", CTRL_C]], ["init", "pump"]);
  assert.is(code, 130);
  assert.match(shown, "nothing was changed");
  assert.not.ok(existsSync(home.at("pump")));
  home.remove();
});

withPython("offers another name where PRD.md is taken", async () => {
  const home = tempHome();
  const before = readFileSync(home.at("PRD.md"), "utf8");
  const rest = QUESTIONS.map(({ asks }) => [asks.slice(0, 20), ENTER] as const);
  const { code, shown } = await onTerminal(
    home,
    [["other name", ENTER], ...START, ...rest],
    ["init"],
  );
  assert.is(code, 0, shown);
  assert.match(shown, "metaforge run spec PRD-2.md");
  assert.is(readFileSync(home.at("PRD.md"), "utf8"), before);
  assert.ok(existsSync(join(home.workspace, "PRD-2.md")));
  home.remove();
});

test.run();
