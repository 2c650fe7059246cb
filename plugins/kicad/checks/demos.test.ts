/** The checks with the KiCad of this machine: known figures of its demo designs. */
import { availableParallelism } from "node:os";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createHash } from "node:crypto";
import { runTool } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { testGateway } from "../../../test/fixtures/gateway.ts";
import { hasDemos } from "../../../test/fixtures/kicad-demos.ts";
import { demoProject } from "../../../test/fixtures/kicad-project.ts";
import { needs } from "../../../test/runner/needs.ts";
import type { ErcData, Outcome } from "../contract.ts";
import kicad from "../index.ts";
import type { DrcAnswer } from "./drc.ts";

const test = suite("plugins/kicad/checks/demos");
const withDemos = hasDemos ? needs("kicad-cli", test) : test.skip;

type Files = Record<string, Uint8Array>;
const erc = async (files: Files, project: string) =>
  (await runTool(kicad, { files }).call("erc", { project })) as Outcome<ErcData>;
const drc = async (files: Files, project: string) =>
  (await runTool(kicad, { files }).call("drc", { project })) as Outcome<DrcAnswer>;
const codes = ({ problems }: Outcome<unknown>) => problems.map(({ code }) => code);

withDemos(
  "pic_programmer: one wrong footprint name at its place, one changed footprint, 61 differences",
  async () => {
    const files = demoProject("pic_programmer");
    const { status, data } = await erc(files, "pic_programmer.kicad_pro");
    assert.equal([status, data!.errors, data!.warnings], ["ok", 0, 1]);
    assert.equal(data!.sheets, [
      { path: "/", file: "pic_programmer.kicad_sch" },
      { path: "/pic_sockets/", file: "pic_sockets.kicad_sch" },
    ]);
    const [{ type, items }] = data!.violations as [ErcData["violations"][0]];
    const { ref, xMm, yMm } = items[0]!;
    assert.equal([type, ref, xMm, yMm], ["footprint_link_issues", "J1", 31.75, 91.44]);
    const board = await drc(files, "pic_programmer.kicad_pcb");
    const { errors, byType, unconnected, capped } = board.data!.drc;
    assert.equal([board.status, errors, byType], ["ok", 0, { lib_footprint_mismatch: 1 }]);
    assert.equal([unconnected, capped], [[], []]);
    const { parity } = board.data!;
    assert.equal([parity.status, parity.data!.byType], ["ok", { footprint_symbol_mismatch: 61 }]);
  },
);

withDemos("multichannel_mixer: open pins and undriven supplies, twelve clearances", async () => {
  const files = demoProject("multichannel");
  const sheet = (await erc(files, "multichannel_mixer.kicad_sch")).data!;
  assert.equal([sheet.sheets.length, sheet.errors, sheet.warnings], [5, 4, 41]);
  assert.equal(sheet.byType, {
    footprint_link_issues: 32,
    lib_symbol_mismatch: 9,
    pin_not_connected: 1,
    power_pin_not_driven: 3,
  });
  // KiCad reports them all on the first sheet; most of the symbols are on the sheet of the fourth channel.
  const { places } = placesOf(sheet);
  assert.equal(places["C32"], "/CH4/");
  assert.equal(places["C1"], "/");
  const { drc: board, parity } = (await drc(files, "multichannel_mixer.kicad_pro")).data!;
  assert.equal([board.errors, board.warnings, parity.data!.violations.length], [12, 91, 115]);
  assert.equal(board.byType, {
    clearance: 12,
    connection_width: 4,
    lib_footprint_mismatch: 81,
    nonmirrored_text_on_back_layer: 1,
    silk_edge_clearance: 1,
    silk_over_copper: 4,
  });
  const clearances = board.violations.filter(({ type }) => type === "clearance");
  for (const { limitMm, actualMm } of clearances) assert.ok(actualMm! < limitMm!);
  assert.equal(board.ignored.length, 5);
});

withDemos("complex_hierarchy: one file is two sheets, and nothing is wrong", async () => {
  const files = demoProject("complex_hierarchy");
  const { data, status } = await erc(files, "complex_hierarchy.kicad_pro");
  assert.equal([status, data!.errors, data!.warnings], ["ok", 0, 0]);
  const names = data!.sheets.map(({ file }) => file);
  assert.equal(names, ["complex_hierarchy.kicad_sch", "ampli_ht.kicad_sch", "ampli_ht.kicad_sch"]);
  const board = (await drc(files, "complex_hierarchy.kicad_pro")).data!;
  assert.equal([board.drc.errors, board.drc.warnings], [0, 0]);
  assert.is(board.parity.data!.violations.length, 68);
});

withDemos(
  "ecc83-pp: clean with its settings; without them it says that they are missing",
  async () => {
    const files = demoProject("ecc83");
    const whole = await erc(files, "ecc83-pp.kicad_pro");
    assert.equal([whole.status, whole.data!.violations], ["ok", []]);
    const board = await drc(files, "ecc83-pp.kicad_pro");
    assert.equal(board.data!.drc.byType, { silk_edge_clearance: 2 });
    const without = Object.fromEntries(
      Object.entries(files).filter(([name]) => !/lib-table$|\.kicad_pro$/.test(name)),
    );
    const bare = await erc(without, "ecc83-pp.kicad_sch");
    assert.equal(
      [bare.status, codes(bare), bare.data!.violations.length],
      ["partial", ["SETTINGS_MISSING"], 37],
    );
    const bareBoard = await drc(without, "ecc83-pp.kicad_pcb");
    assert.equal(
      [codes(bareBoard), bareBoard.data!.drc.violations.length],
      [["SETTINGS_MISSING"], 17],
    );
  },
);

withDemos(
  "microwave: a board without a schematic is checked, and compared with nothing",
  async () => {
    const files = demoProject("microwave");
    const board = await drc(files, "microwave.kicad_pro");
    const { parity, drc: found } = board.data!;
    assert.equal([board.status, found.errors, found.warnings], ["ok", 8, 16]);
    assert.equal(
      [parity.status, parity.data, codes(parity)],
      ["not-run", null, ["PARITY_NOT_RUN"]],
    );
    const sheet = await erc(files, "microwave.kicad_pro");
    assert.equal([sheet.status, codes(sheet)], ["not-run", ["INPUT_MISSING"]]);
  },
);

withDemos("gives eight equal answers to eight checks at once", async () => {
  const files = demoProject("pic_programmer");
  await runTool(kicad, { files }).within(async (context) => {
    const input = { project: "pic_programmer.kicad_pro" };
    const action = (at: number) => kicad.actions[at % 2 === 0 ? "erc" : "drc"]!;
    const all = await Promise.all(
      Array.from(
        { length: 8 },
        (_, at) => action(at).run(context, input) as Promise<Outcome<unknown>>,
      ),
    );
    const answers = all.map(({ status, data }) => JSON.stringify([status, withoutEvidence(data)]));
    assert.is(new Set(answers).size, 2);
    const left = readdirSync(context.scratch).filter((name) => name.startsWith("kicad-"));
    assert.equal([left, availableParallelism() > 0], [[], true]);
  });
});

withDemos("leaves the user's folder as it was, byte for byte", async () => {
  const files = demoProject("pic_programmer");
  await using gateway = await testGateway({ files, config: { run: { spare: 0 } } });
  const before = fingerprint(gateway.workspace);
  for (const action of ["erc", "drc"]) {
    const { body } = await gateway.post(`/tool/kicad/${action}`, {
      project: "pic_programmer.kicad_pro",
    });
    assert.is((body as { result: { status: string } }).result.status, "ok");
  }
  assert.equal(fingerprint(gateway.workspace), before);
});

/** Reference → sheet, of what is found at a symbol. */
function placesOf({ violations }: ErcData) {
  const entries = violations.map(({ items, sheet }) => [items[0]?.ref, sheet]);
  return { places: Object.fromEntries(entries) as Record<string, string> };
}

test.run();

/** How long a call took, and whether it was kept, differ from one to the next. */
function withoutEvidence(data: unknown): unknown {
  return JSON.parse(
    JSON.stringify(data, (key, value: unknown) => (key === "evidence" ? null : value)),
  );
}

/** Each file of a folder with its digest; the gateway's own folder left out. */
function fingerprint(folder: string): [string, string][] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => !path.includes("/.metaforge"))
    .toSorted()
    .map((path) => [path, createHash("sha256").update(readFileSync(path)).digest("hex")]);
}
