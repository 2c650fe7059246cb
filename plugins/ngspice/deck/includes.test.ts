/** Files that a deck names: read inside the workspace alone, each way of not being there told apart. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { runTool } from "metaforge/testing";
import { fail } from "metaforge";
import type { NgspiceActions } from "../contract.ts";
import ngspice from "../index.ts";
import { readDeck } from "./read.ts";

const test = suite("plugins/ngspice/deck/includes");

test("follows includes of includes, sections and names in other letters, inside the workspace alone", async () => {
  const files = {
    "sim/deck.cir": '* t\n.include "Models\\a.LIB"\n.lib parts.lib fast\n.op\n',
    "sim/models/A.lib": ".model A d\n.include ../../b.mod\n",
    "b.mod": ".model B d\n",
    "sim/parts.lib": ".lib slow\n.model C d\n.endl\n.lib fast\n.model D d\n.endl\n",
  };
  const found = await inspect({ path: "sim/deck.cir" }, files);
  assert.equal([found.status, found.problems], ["ok", []]);
});

test("tells files that are missing, outside, endless and no text apart", async () => {
  const files = {
    "loop.lib": ".include loop.lib\n",
    "nul.lib": "a\0b",
    "s.lib": ".lib x\n.endl\n",
  };
  const codes = [
    ["nope.lib", "INCLUDE_MISSING"],
    ["s.lib y", "INCLUDE_MISSING"],
    ["/etc/passwd", "INCLUDE_OUTSIDE"],
    ["../x.lib", "INCLUDE_OUTSIDE"],
    ["a/../../x.lib", "INCLUDE_OUTSIDE"],
    ["C:\\x.lib", "INCLUDE_OUTSIDE"],
    ["~/x.lib", "INCLUDE_OUTSIDE"],
    ["loop.lib", "INPUT_INVALID"],
    ["nul.lib", "INPUT_INVALID"],
  ] as const;
  for (const [name, code] of codes) {
    const { problems } = await inspect({ text: `* t\n.lib ${name}\n.op\n` }, files);
    assert.equal(
      problems.map((one) => one.code),
      [code],
      name,
    );
    assert.ok(problems[0]!.line, name);
  }
});

test("tells decks that are missing, empty or no text apart", async () => {
  const files = { "empty.cir": " \n", "nul.cir": "* t\0\n" };
  for (const [path, code, says] of [
    ["nope.cir", "INPUT_MISSING", "is missing"],
    ["empty.cir", "INPUT_INVALID", "is empty"],
    ["nul.cir", "INPUT_INVALID", "NUL"],
  ] as const) {
    const { status, problems } = await inspect({ path }, files);
    assert.equal([status, problems[0]!.code], ["failed", code]);
    assert.match(problems[0]!.message, says);
  }
});

test("asks for no more files than a deck may have, however many it names, and lists the workspace once", async () => {
  let reads = 0;
  let lists = 0;
  const workspace = {
    readBytes: async () => {
      reads += 1;
      throw fail("VALIDATION_ERROR", { problem: "it is missing" });
    },
    list: async () => {
      lists += 1;
      return [];
    },
  };
  const includes = Array.from({ length: 3000 }, (_, n) => `.include x${n}.lib\n`).join("");
  const { problems } = await readDeck(workspace, `* t\n${includes}`, null, "sim");
  assert.equal([reads, lists], [200, 1]);
  assert.equal(problems[200]!.code, "INPUT_INVALID");
});

test("says why a file may not be read, which is another thing than its not being there", async () => {
  const problem = "'x.lib' is a link";
  const readBytes = async () => {
    throw fail("VALIDATION_ERROR", { problem });
  };
  const workspace = { readBytes, list: async () => [] };
  const { problems } = await readDeck(workspace, "* t\n.include x.lib\n", null, ".");
  assert.equal(
    problems.map(({ code }) => code),
    ["INCLUDE_OUTSIDE"],
  );
  assert.match(problems[0]!.message, problem);
});

test.run();

type Inspection = Awaited<ReturnType<NgspiceActions["inspectDeck"]>>;

const inspect = async (deck: object, files: Record<string, string> = {}) =>
  (await runTool(ngspice, { files }).call("inspectDeck", { deck })) as Inspection;
