/** An exported circuit without this machine's paths, and the analyses of its workbook. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { portableDeck } from "./spice-text.ts";
import { workbookCommands, workbookName } from "./workbook.ts";

const test = suite("plugins/kicad/exports/spice-text");

const has = (path: string) => ["diode.mod", "models/opa.lib"].includes(path);
const stock = (path: string) => (path === "/usr/kicad/Sim.sp" ? ".subckt a b\n.ends\n" : null);
const deck = (...lines: string[]) => portableDeck(lines.join("\n"), has, stock);

test("names a model of the project relative to it, wherever it was copied to", () => {
  const found = deck(
    '.include "/tmp/kicad-1/w/diode.mod"',
    ".lib 'models/opa.lib'",
    '.include "diode.mod"',
    "R1 a b 1k",
  );
  assert.is(
    found.text,
    '.include "diode.mod"\n.lib \'models/opa.lib\'\n.include "diode.mod"\nR1 a b 1k',
  );
  assert.equal([found.includes, found.unreachable], [["diode.mod", "models/opa.lib"], []]);
});

test("puts a model of KiCad's own libraries in", () => {
  const { text, includes } = deck('.include "/usr/kicad/Sim.sp"', "X1 1 2 a");
  assert.is(text, "* Sim.sp of KiCad's own libraries:\n.subckt a b\n.ends\nX1 1 2 a");
  assert.equal(includes, []);
});

test("leaves out what is out of reach, and says its name alone", () => {
  const { text, unreachable } = deck(
    '.include "/elsewhere/secret/x.lib"',
    ".include ../../etc/passwd",
  );
  assert.is(text, "* not reachable: x.lib\n* not reachable: passwd");
  assert.equal(unreachable, ["x.lib", "passwd"]);
});

test("finds analyses and their options in a workbook, each once", () => {
  const tabs = [
    { commands: [".tran 200n 120m\n.option chgtol=1e-11", ".kicad adjustpaths", ".save all"] },
    { commands: [".ac dec 10 1 100Meg", ".probe alli"] },
    { commands: [".ac dec 10 1 100Meg"] },
    {},
  ];
  assert.equal(workbookCommands(JSON.stringify({ version: 6, tabs })), [
    ".tran 200n 120m",
    ".option chgtol=1e-11",
    ".ac dec 10 1 100Meg",
  ]);
});

test("finds nothing in what is no workbook", () => {
  for (const text of ["", "{", "[]", '{"tabs": 3}', '{"tabs": [{"commands": [1]}]}']) {
    assert.equal(workbookCommands(text), [], text);
  }
});

test("takes the workbook that the project names, else the one of its own name", () => {
  const settings = { schematic: { ngspice: { workbook_filename: "other.wbk" } } };
  assert.is(workbookName(JSON.stringify(settings), "amp"), "other.wbk");
  assert.is(workbookName("{}", "amp"), "amp.wbk");
});

test.run();
