/** Designs with something wrong with them, given to the KiCad of this machine: each fault has a code of its own. */
import { runTool } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { hasDemos } from "../../../test/fixtures/kicad-demos.ts";
import {
  CLEAN_DRC,
  demoProject,
  fakeKicad,
  PROJECT,
  sheetText,
} from "../../../test/fixtures/kicad-project.ts";
import { needs } from "../../../test/runner/needs.ts";
import type { ErcData, Outcome } from "../contract.ts";
import kicad from "../index.ts";
import type { DrcAnswer } from "./drc.ts";

const test = suite("plugins/kicad/checks/faulty");
const withDemos = hasDemos ? needs("kicad-cli", test) : test.skip;

type Files = Record<string, Uint8Array | string>;
type Options = { readonly path?: string };
const erc = async (files: Files, project: string, options: Options = {}) =>
  (await runTool(kicad, { files, ...options }).call("erc", { project })) as Outcome<ErcData>;
const drc = async (files: Files, project: string, options: Options = {}) =>
  (await runTool(kicad, { files, ...options }).call("drc", { project })) as Outcome<DrcAnswer>;
const codes = ({ problems }: Outcome<unknown>) => problems.map(({ code }) => code);
const textOf = (files: Files, name: string) => Buffer.from(files[name]!).toString();

withDemos(
  "tells schematics that are missing, cut off, empty, too new, foreign or lone sheets apart",
  async () => {
    const files = demoProject("pic_programmer");
    const name = "pic_programmer.kicad_sch";
    const text = textOf(files, name);
    const { [name]: _, ...without } = files;
    const { "pic_programmer.kicad_pro": __, ...alone } = files;
    const of = async (content: string) => codes(await erc({ ...files, [name]: content }, name));
    assert.equal(codes(await erc(without, name)), ["INPUT_MISSING"]);
    assert.equal(await of(text.slice(0, text.length / 2)), ["INPUT_CORRUPT"]);
    assert.equal(await of(""), ["INPUT_CORRUPT"]);
    assert.equal(await of(text.replace("20250114", "20991231")), ["INPUT_TOO_NEW"]);
    assert.equal(await of("EESchema Schematic File Version 4\n"), ["INPUT_FOREIGN"]);
    const sheet = await erc(files, "pic_sockets.kicad_sch");
    assert.equal([sheet.status, codes(sheet)], ["failed", ["INPUT_IS_SUBSHEET"]]);
    assert.is(sheet.problems[0]!.action, "Name 'pic_programmer.kicad_pro' instead.");
    // Its own first sheet without settings is a whole design.
    assert.equal(codes(await erc(alone, name)), ["SETTINGS_MISSING"]);
  },
);

withDemos("says which sheet is missing, where KiCad would go on with fewer", async () => {
  const { "pic_sockets.kicad_sch": _, ...files } = demoProject("pic_programmer");
  const { status, problems } = await erc(files, "pic_programmer.kicad_pro");
  assert.equal(
    [status, problems.map(({ code, where }) => [code, where])],
    ["failed", [["INPUT_MISSING", "pic_sockets.kicad_sch"]]],
  );
});

withDemos("tells boards that are missing, cut off, too new or foreign apart", async () => {
  const files = demoProject("microwave");
  const name = "microwave.kicad_pcb";
  const text = textOf(files, name);
  const of = async (content: string) => codes(await drc({ ...files, [name]: content }, name));
  assert.equal(codes(await drc({ "microwave.kicad_pro": "{}" }, name)), ["INPUT_MISSING"]);
  assert.equal(await of(text.slice(0, text.length / 2)), ["INPUT_CORRUPT"]);
  assert.equal(await of(text.replace(/\(version \d+\)/, "(version 20991231)")), ["INPUT_TOO_NEW"]);
  assert.equal(await of("G04 a Gerber file*\n%FSLAX46Y46*%\n"), ["INPUT_FOREIGN"]);
});

withDemos(
  "judges by KiCad's own settings where the project's cannot be read, and says so",
  async () => {
    const files = { ...demoProject("microwave"), "microwave.kicad_pro": '{"board": ' };
    const { status, problems } = await drc(files, "microwave.kicad_pro");
    assert.equal([status, problems.map(({ code }) => code)], ["partial", ["SETTINGS_CORRUPT"]]);
  },
);

withDemos("checks a board whose schematic cannot be read, and compares nothing", async () => {
  const files = demoProject("ecc83");
  const schematic = textOf(files, "ecc83-pp.kicad_sch");
  const cut = { ...files, "ecc83-pp.kicad_sch": schematic.slice(0, 5000) };
  const { status, data } = await drc(cut, "ecc83-pp.kicad_pro");
  assert.equal([status, data!.drc.byType], ["ok", { silk_edge_clearance: 2 }]);
  assert.equal(
    [data!.parity.status, codes(data!.parity)],
    ["not-run", ["PARITY_NOT_RUN", "INPUT_CORRUPT"]],
  );
});

withDemos("tells a schematic on which KiCad crashes", async () => {
  const files = demoProject("ecc83");
  const schematic = textOf(files, "ecc83-pp.kicad_sch");
  const from = schematic.indexOf("(lib_symbols");
  const end = schematic.indexOf("\n\t)", from) + 3;
  const bare = `${schematic.slice(0, from)}(lib_symbols)${schematic.slice(end)}`;
  const broken = { ...files, "ecc83-pp.kicad_sch": bare };
  const sheet = await erc(broken, "ecc83-pp.kicad_pro");
  assert.equal([sheet.status, codes(sheet)], ["failed", ["CRASHED"]]);
  // Its lists are not that honest: they are shorter.
  for (const list of ["bom", "netlist"]) {
    const call = runTool(kicad, { files: broken }).call(list, { project: "ecc83-pp.kicad_pro" });
    const { status, problems } = (await call) as Outcome<unknown>;
    assert.equal([status, problems.map(({ code }) => code)], ["partial", ["INPUT_CORRUPT"]]);
  }
});

test("checks a board alone when KiCad crashes on comparing it", async () => {
  const crash = 'case "$*" in *--schematic-parity*) kill -SEGV $$;; esac';
  using program = fakeKicad(`${crash}; echo '${CLEAN_DRC}' > "$out"`);
  const board = await drc(PROJECT, "x.kicad_pro", { path: program.path });
  assert.equal([board.status, board.data!.drc.errors], ["ok", 0]);
  const { parity } = board.data!;
  assert.equal([parity.status, codes(parity)], ["failed", ["CRASHED"]]);
});

withDemos("proves whether the board's own rules were in force", async () => {
  const files = demoProject("ecc83");
  const rule = (text: string) =>
    drc({ ...files, "ecc83-pp.kicad_dru": text }, "ecc83-pp.kicad_pro");
  const good = await rule('(version 1)\n(rule "wide" (constraint track_width (min 0.05mm)))');
  assert.equal([good.status, codes(good)], ["ok", []]);
  const broken = await rule('(version 1)\n(rule "wide" (constraint track_width (min 0.05mm))');
  assert.equal([broken.status, codes(broken)], ["partial", ["RULES_INVALID"]]);
  assert.equal(broken.data!.drc.byType, good.data!.drc.byType);
  const misread = `(rule "odd" (constraint clearance (min 0.01mm)) (condition "A.Type == 'Via' &&"))`;
  const one = await rule(
    `(version 1)\n(rule "wide" (constraint track_width (min 0.05mm)) (condition "A.Type == 'Track'"))\n${misread}`,
  );
  assert.equal(
    one.problems.map(({ code }) => code),
    ["RULES_INVALID"],
  );
  assert.match(one.problems[0]!.message, /the condition of the rule 'odd'/);
});

withDemos("shows exclusions, and does not count them", async () => {
  const files = demoProject("multichannel");
  const name = "multichannel_mixer.kicad_pro";
  const before = (await erc(files, name)).data!;
  const one = before.violations.find(({ type }) => type === "pin_not_connected")!;
  const { uuid, xMm, yMm } = one.items[0]!;
  const settings = JSON.parse(textOf(files, name)) as { erc: Record<string, unknown> };
  const root = /\(uuid "([^"]+)"\)/.exec(textOf(files, "multichannel_mixer.kicad_sch"))![1];
  const none = "00000000-0000-0000-0000-000000000000";
  const place = `${Math.round(xMm * 10_000)}|${Math.round(yMm * 10_000)}`;
  settings.erc["erc_exclusions"] = [
    [`pin_not_connected|${place}|${uuid}|${none}|/${root}|/${root}|`, "spare pin"],
  ];
  const after = (await erc({ ...files, [name]: JSON.stringify(settings) }, name)).data!;
  assert.equal([after.errors, after.excluded], [before.errors - 1, 1]);
  const [excluded] = after.violations.filter((violation) => violation.excluded);
  assert.equal([excluded!.id, excluded!.comment], [one.id, "spare pin"]);
});

const NOT_COMPARED = "echo 'Failed to fetch schematic netlist for parity tests' >&2";

test("takes KiCad's word on stderr that it has compared nothing", async () => {
  using program = fakeKicad(`${NOT_COMPARED}; echo '${CLEAN_DRC}' > "$out"`);
  const { data } = await drc(PROJECT, "x.kicad_pro", { path: program.path });
  assert.equal([data!.parity.status, codes(data!.parity)], ["not-run", ["PARITY_NOT_RUN"]]);
});

test("says that places are not sure when KiCad's are nowhere near", async () => {
  const item = {
    description: "Sheet",
    uuid: "00000000-0000-4000-8000-0000000000b0",
    pos: { x: 7, y: 7 },
  };
  const violation = { type: "a", severity: "error", description: "A", items: [item] };
  const sheets = [{ path: "/", uuid_path: "/a", violations: [violation] }];
  const report = JSON.stringify({ $schema: "erc.v1.json", coordinate_units: "mm", sheets });
  using program = fakeKicad(`echo '${report}' > "$out"`);
  const files = {
    ...PROJECT,
    "x.kicad_sch": sheetText(["y.kicad_sch"]),
    "y.kicad_sch": sheetText([], false),
  };
  const { status, problems, data } = await erc(files, "x.kicad_pro", { path: program.path });
  assert.equal([status, problems.map(({ code }) => code)], ["partial", ["COORDINATES_UNSURE"]]);
  assert.equal([data!.violations[0]!.items[0]!.xMm, data!.errors], [7, 1]);
});

test.run();
