/** At a terminal: the bar, the question and its answers, the pager. */
import { existsSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { commandLine, lines } from "../../../test/fixtures/command-line.ts";
import { CTRL_C, CTRL_D, ENTER } from "../../../test/fixtures/terminal.ts";
import { needs } from "../../../test/runner/needs.ts";

const test = suite("clients/cli/at-terminal");
const withPython = needs("python3", test);

const UP = "\u001b[A";
const QUESTION = "What shall become of it?";
const args = (value: object) => ["run", "talkative", "--args", JSON.stringify(value)];

withPython(
  "shows a diff in the pager that is wished for, and without one that does not exist",
  async () => {
    await using line = commandLine({ env: { METAFORGE_PAGER: "sed s/^/PAGED:/" } });
    await line.run("run", "talkative");
    const paged = await line.type([], "diff", "--unified");
    assert.equal(
      [paged.code, /^PAGED:.*diff --git a\/out\.txt/m.test(paged.raw)],
      [0, true],
      paged.raw,
    );
    assert.match(paged.raw, "\u001b[32m+new");
    assert.not.match((await line.run("diff")).stdout, "PAGED");
    // Nobody is there to leave it when nobody is to be asked.
    const { code, shown } = await line.type([], "run", "talkative", "--yes");
    assert.equal([code, shown.includes("PAGED")], [0, false], shown);
    line.env.METAFORGE_PAGER = "no-such-pager";
    await line.run(...args({ files: { "late.txt": "x\n" } }));
    assert.match((await line.type([], "diff")).shown, "diff --git a/late.txt");
  },
);

withPython("asks on a terminal and writes only what is approved there", async () => {
  await using line = commandLine();
  const yes = await line.type([[QUESTION, UP + UP + ENTER]], "run", "talkative");
  assert.is(yes.code, 0, yes.shown);
  assert.match(yes.raw, "░");
  assert.match(yes.shown, "approved, 1 file written:");
  assert.ok(existsSync(line.at("out.txt")));
  const other = args({ files: { "b.txt": "b\n".repeat(60) } });
  const no = await line.type(
    [
      [QUESTION, UP + ENTER],
      ["Why not?", `too long${ENTER}`],
    ],
    ...other,
  );
  assert.equal([no.code, existsSync(line.at("b.txt"))], [3, false]);
  // The diff has pushed it all up: what is decided on stands above the question once more.
  assert.match(no.shown, /talking\s+1 warning: metaforge show [0-9a-f]{8}\s+b\.txt \| \+60 -0/);
  const enter = await line.type([[QUESTION, ENTER]], ...other);
  assert.equal([enter.code, existsSync(line.at("b.txt"))], [0, false]);
  const [left] = lines((await line.run("pending", "--json")).stdout);
  await line.run("reject", String(left!["session_id"]), "--reason", "x");
  const quit = await line.type([[QUESTION, CTRL_C]], ...other);
  assert.is(quit.code, 130);
  assert.match((await line.run("pending")).stdout, "b.txt");
  // Nothing is written by an end of the input either, and the question does not hang.
  const [still] = lines((await line.run("pending", "--json")).stdout);
  await line.run("reject", String(still!["session_id"]), "--reason", "x");
  const ended = await line.type([[QUESTION, CTRL_D]], ...other);
  assert.equal([ended.code, existsSync(line.at("b.txt"))], [130, false], ended.shown);
  assert.match((await line.run("pending")).stdout, "b.txt");
});

test.run();
