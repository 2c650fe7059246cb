/** The command line itself: what is understood, what is explained, and the exit codes; no gateway is asked. */
import type { ArgsDef } from "citty";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { commandLine } from "../../test/fixtures/command-line.ts";
import { understood } from "./command.ts";
import { COMMANDS } from "./commands/table.ts";
import { createOutput } from "./terminal/output.ts";
import { toProblem } from "./problem.ts";
import type { Problem } from "./problem.ts";
import { commandHelp } from "./help.ts";
import { nearest } from "./nearest.ts";

const test = suite("clients/cli");

const OPTIONS = {
  id: { type: "positional", description: "an id" },
  how: { type: "enum", options: ["open", "closed"] },
  reason: { type: "string", alias: "m" },
  json: { type: "boolean" },
} satisfies ArgsDef;

test("understands every word of a line or says which one it does not", () => {
  const bad: [string[], string][] = [
    [["--jsno"], "there is no option '--jsno'; did you mean '--json'?"],
    [["--reason"], "--reason needs a value"],
    [["--reason", "--json"], "written --reason=--json"],
    [["--json=yes"], "--json takes no value"],
    [["-x"], "there is no option '-x'"],
    [["a", "b", "c"], "'b c' is more than this command takes"],
    [["--json"], "ID is missing"],
    [["a", "--how", "opn"], "--how cannot be 'opn'"],
  ];
  for (const [line, says] of bad) {
    try {
      understood(line, OPTIONS);
      assert.unreachable(line.join(" "));
    } catch (thrown) {
      assert.match((thrown as Problem).message, says);
      assert.is((thrown as Problem).exit, 2);
    }
  }
  const { words, all } = understood(["-m", "x", "a", "--reason=-y", "--json"], OPTIONS);
  assert.equal([words, all("reason")], [["a"], ["x", "-y"]]);
  assert.equal(
    understood(["a", "b", "--", "-c"], { "ids…": { type: "positional" } }).words.length,
    3,
  );
});

test("finds the word that was meant, and none where none is near", () => {
  const names = Object.keys(COMMANDS);
  const meant = ["stat", "aprove", "pendign", "difff", "xyzzy"].map((word) => nearest(word, names));
  assert.equal(meant, ["status", "approve", "pending", "diff", null]);
});

test("shows the overview on stdout when nothing is asked for, and starts nothing", async () => {
  await using line = commandLine();
  const [bare, help, word] = await Promise.all([line.run(), line.run("--help"), line.run("help")]);
  assert.equal(
    [bare.code, bare.stderr, help.stdout, word.stdout],
    [0, "", bare.stdout, bare.stdout],
  );
  for (const [name, { hidden }] of Object.entries(COMMANDS)) {
    assert.is(new RegExp(`^  ${name} `, "m").test(bare.stdout), !hidden, name);
  }
  assert.is(line.pid(), undefined);
});

test("explains each command with its options, units and an example", async () => {
  for (const [name, { says, hidden, load }] of Object.entries(COMMANDS)) {
    if (hidden) continue;
    let text = "";
    const stream = { write: (piece: string) => (text += piece) } as unknown as NodeJS.WriteStream;
    // oxlint-disable-next-line no-await-in-loop -- nothing waits in there
    await commandHelp(createOutput(stream, {}), name, (await load()).default);
    assert.ok(text.startsWith(says), name);
    assert.match(text, /EXAMPLES?\n\n  .*metaforge /);
    assert.not.match(text, /^ {30}/m);
  }
  await using line = commandLine();
  const { code, stdout, stderr } = await line.run("approve", "--help");
  assert.equal([code, stderr], [0, ""]);
  assert.ok(stdout.startsWith(COMMANDS["approve"]!.says));
});

test("refuses what makes no sense with exit code 2, on stderr, with what was meant", async () => {
  await using line = commandLine();
  const cases: [string[], RegExp][] = [
    [["frobnicate"], /no command 'frobnicate'/],
    [["statsu"], /did you mean 'metaforge status'/],
    [["--nonsense"], /--nonsense is no command/],
    [["status", "--jsn"], /did you mean '--json'/],
    [["sessions", "--limit", "no"], /whole number/],
    [["sessions", "--status", "odd"], /cannot be 'odd'\n.*pending_approval/],
    [["sessions", "--status", "aproved"], /did you mean 'approved'/],
    [["run"], /SKILL is missing\n.*`metaforge status` lists them/],
    [["cancel"], /ID is missing\n.*an id or its beginning/],
    [["new"], /KIND is missing\n.*skill, tool or provider/],
    [["completion"], /SHELL is missing\n.*bash, zsh or fish/],
    [["run", "spec", "--yes", "--later"], /exclude each other/],
    [["run", "spec", "--args", "[1]"], /JSON object/],
    [["run", "spec", "--temperature", "3"], /0 to 2/],
    [["reject", "3f"], /--reason is needed/],
    [["diff", "-u", "--stat"], /exclude each other/],
    [["status", "-w", "nowhere"], /no folder 'nowhere'/],
    [["-w", "nowhere", "status", "--"], /no folder 'nowhere'/],
  ];
  const all = await Promise.all(cases.map(([args]) => line.run(...args)));
  for (const [n, { code, stdout, stderr }] of all.entries()) {
    assert.equal([code, stdout], [2, ""], cases[n]![0].join(" "));
    assert.match(stderr, cases[n]![1]);
    assert.not.match(stderr, "\u001b");
  }
  assert.is(line.pid(), undefined);
});

test("says what a disk refuses without words for programmers, and what to look at", () => {
  const thrown = (code: string, path: string) =>
    Object.assign(new Error(`${code}: permission denied, mkdir '${path}'`), {
      code,
      path,
      syscall: "mkdir",
    });
  const { message, hint, exit } = toProblem(thrown("EACCES", "/a/skills"));
  assert.equal([message, exit], ["/a/skills: permission denied", 1]);
  assert.match(hint!, "the owner and the rights");
});

test("says errors as JSON where that is asked for", async () => {
  await using line = commandLine();
  const { code, stdout, stderr } = await line.run("status", "--no-start", "--json");
  const { error } = JSON.parse(stdout) as { error: { code: string; details: { hint: string } } };
  assert.equal([code, stderr, error.code], [1, "", "NO_GATEWAY"]);
  assert.match(error.details.hint, "metaforge start");
});

test.run();
