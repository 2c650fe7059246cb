/** The skill as the gateway runs it, with a KiCad that says what the test wants. */
import { createHash } from "node:crypto";
import { unzipSync } from "fflate";
import { runSkill, skillContract } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { choosing } from "../../test/fixtures/kicad-skills.ts";
import * as fake from "./fixtures/fake-kicad.ts";
import release from "./index.ts";
import type { Manifest } from "./schema.ts";
import { ManifestSchema } from "./schema.ts";

const test = suite("skills/release/index");

const FILES = {
  "hw/lamp.kicad_pro": "{}",
  "hw/lamp.kicad_sch": "(kicad_sch)",
  "hw/lamp.kicad_pcb": "(kicad_pcb)",
};

async function run(fakes: fake.Fakes = {}) {
  const result = await runSkill(release, {
    files: FILES,
    tools: [choosing(fake.fakeKicad(fakes))],
  });
  const bytes = new Map(result.artifacts.map(({ path, content }) => [path, content]));
  const manifest = JSON.parse(result.files["manufacturing/manifest.json"]!) as Manifest;
  const zip = bytes.get("manufacturing/lamp.zip");
  const inside = zip ? unzipSync(zip) : {};
  const report = result.files["manufacturing/release-report.md"]!;
  return { ...result, bytes, manifest, zip, inside, report };
}

const text = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes);
const sha256 = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest("hex");
const ids = (findings: readonly { id: string; severity: string }[]) =>
  findings.map(({ id, severity }) => `${severity} ${id}`);

const tools = [choosing(fake.fakeKicad())];
for (const [name, holds] of skillContract(release, { files: FILES, tools })) test(name, holds);

test("proposes the zip, the schematic, two views, the manifest and a report", async () => {
  const { bytes, inside, manifest, summary } = await run();
  assert.equal(
    [...bytes.keys()],
    [
      "manufacturing/lamp.zip",
      "manufacturing/lamp-schematic.pdf",
      "manufacturing/lamp-top.png",
      "manufacturing/lamp-bottom.png",
      "manufacturing/manifest.json",
      "manufacturing/release-report.md",
    ],
  );
  assert.equal(Object.keys(inside), [
    "bom/lamp-bom.csv",
    "drill/lamp.drl",
    "gerber/lamp-F_Cu.gtl",
    "gerber/lamp-job.gbrjob",
    "pos/lamp-pos.csv",
  ]);
  assert.equal(ManifestSchema.parse(manifest), manifest);
  assert.is(manifest.verdict, "ready");
  assert.is(summary, "READY: 5 files for makers.");
});

test("gives the hash of every file inside and outside the zip", async () => {
  const { bytes, inside, manifest } = await run();
  const hashes = (files: readonly { path: string; sha256: string }[]) =>
    Object.fromEntries(files.map((one) => [one.path, one.sha256]));
  const { path, ...rest } = manifest.zip!;
  assert.is(rest.sha256, sha256(bytes.get(path)!));
  assert.equal(
    hashes(rest.files),
    Object.fromEntries(Object.entries(inside).map(([name, content]) => [name, sha256(content)])),
  );
  const beside = [...bytes.keys()].filter(
    (name) => name !== path && name !== "manufacturing/manifest.json",
  );
  assert.equal(
    hashes(manifest.files),
    Object.fromEntries(beside.map((name) => [name, sha256(bytes.get(name)!)])),
  );
});

test("makes the same bytes for the same inputs", async () => {
  const [first, second] = [await run(), await run()];
  assert.equal(first.files, second.files);
  assert.equal(first.zip, second.zip);
  // The first entry's date and time: the format's first moment, whatever the time zone.
  assert.equal([...first.zip!.slice(10, 14)], [0, 0, 0x21, 0]);
});

test("is not ready while errors are open, and proposes the files for review", async () => {
  const { manifest, findings, report, summary, zip } = await run({
    erc: fake.erc([fake.violation("pin_not_connected", "U1")]),
    drc: fake.drc({
      board: [fake.violation("clearance", "R1"), fake.violation("clearance", "R2")],
      unconnected: [fake.violation("unconnected_items", "R3")],
    }),
  });
  assert.ok(zip);
  assert.equal(manifest.reasons, [
    "1 error of the schematic's rules",
    "2 errors of the board's rules",
    "1 connection not routed",
  ]);
  assert.equal(ids(findings).slice(0, 3), [
    "error gate-erc-pin_not_connected-error",
    "error gate-drc-clearance-error",
    "error gate-unconnected-unconnected_items-error",
  ]);
  assert.is(findings[1]!.title, "Board rules: 2 × clearance");
  assert.is(summary, "NOT READY: 1 error of the schematic's rules, and 2 more.");
  assert.match(report.split("\n")[2]!, "**NOT READY.**");
});

test("is ready with warnings and with what the project excludes", async () => {
  const { manifest, findings } = await run({
    drc: fake.drc({
      board: [fake.violation("clearance", "R1", { excluded: true })],
      parity: fake.different([
        fake.violation("footprint_symbol_mismatch", "R1", { severity: "warning" }),
      ]),
    }),
  });
  assert.is(manifest.verdict, "ready");
  assert.equal(manifest.gate.drc.excluded, 1);
  assert.ok(ids(findings).includes("warning gate-parity-footprint_symbol_mismatch-warning"));
});

test("is not ready when a rule check gave no answer", async () => {
  const parity = fake.none("not-run", "PARITY_NOT_RUN", "there is no schematic");
  for (const fakes of [
    { erc: fake.none("failed", "INPUT_CORRUPT", "a parenthesis is missing") },
    { drc: fake.none("failed", "TIMEOUT", "it did not end in 300 s") },
    { drc: fake.drc({ parity }) },
    { bom: fake.none("failed", "CRASHED", "it was ended by SIGSEGV") },
    { erc: { status: "failed" as const, data: null, problems: [], evidence: [] } },
    { erc: fake.erc([], [{ code: "SETTINGS_MISSING", message: "there is no .kicad_pro" }]) },
  ]) {
    const { manifest, findings } = await run(fakes);
    assert.is(manifest.verdict, "not_ready", JSON.stringify(fakes));
    assert.is(findings[0]!.severity, "error");
  }
});

test("says that nothing could be made when KiCad is not installed", async () => {
  const missing = fake.none("not-run", "TOOL_MISSING", "kicad-cli is not on PATH");
  const names = ["inspect", "erc", "drc", "netlist", "fabricationOutputs", "boardFacts"] as const;
  const more = ["bom", "schematicPdf", "render"] as const;
  const all = Object.fromEntries([...names, ...more].map((name) => [name, missing]));
  const { bytes, findings, manifest, report } = await run(all as fake.Fakes);
  assert.equal(
    [...bytes.keys()],
    ["manufacturing/manifest.json", "manufacturing/release-report.md"],
  );
  assert.equal(ids(findings), ["error tool-missing-inspect"]);
  assert.match(findings[0]!.action!, "https://www.kicad.org/download");
  assert.equal(
    [manifest.verdict, manifest.zip, manifest.parts.components],
    ["not_ready", null, null],
  );
  assert.match(report, "None could be made.");
});

test("leaves parts that are not fitted out of the placement file, and in the BOM", async () => {
  const { inside, manifest, findings } = await run();
  assert.is(text(inside["pos/lamp-pos.csv"]), fake.POSITIONS.replace(/^"C1".*\n/m, ""));
  assert.match(text(inside["bom/lamp-bom.csv"]), /"C1","100n","lamp:C_0805","1","DNP"\n$/);
  assert.equal(ids(findings), ["info parts-dnp-not-placed"]);
  const { dnp, fitted, placedTop, placedBottom, excludedFromBom } = manifest.parts;
  assert.equal([dnp, fitted, placedTop, placedBottom], [["C1"], 2, 1, 1]);
  assert.equal(excludedFromBom, ["H1"]);
});

test("tells parts that are bought and not placed, and the other way round", async () => {
  const parts = [...fake.PARTS.filter(({ ref }) => ref !== "D1"), fake.component("J1")];
  const { findings, manifest } = await run({ netlist: fake.netlist(parts) });
  assert.equal([manifest.parts.notPlaced, manifest.parts.notOrdered], [["J1"], ["D1"]]);
  assert.equal(ids(findings), [
    "warning parts-not-placed",
    "warning parts-not-ordered",
    "info parts-dnp-not-placed",
  ]);
});

test("takes a fiducial that is placed and not bought for what it is", async () => {
  const parts = [fake.component("D1", { excludedFromBom: true }), fake.component("R1")];
  const { findings } = await run({ netlist: fake.netlist(parts) });
  assert.ok(ids(findings).includes("info parts-excluded-yet-placed"));
});

test("writes no cell that a spreadsheet would compute", async () => {
  const { inside } = await run();
  assert.match(text(inside["bom/lamp-bom.csv"]), `"R1","'=1+1","lamp:R_0805","1",""`);
});

test("asks for the fields that name what is bought", async () => {
  const asked: Record<string, unknown>[] = [];
  const fields = { MPN: "RC0805", Colour: "blue", "Sim.Device": "R", LCSC: " " };
  await run({
    netlist: fake.netlist([fake.component("R1", { fields })]),
    hear: (action, input) => void (action === "bom" && asked.push(input)),
  });
  assert.equal(asked[0]!.fields, ["MPN"]);
  assert.equal(asked[0]!.groupBy, ["Value", "Footprint", "${DNP}", "MPN"]);
});

test("says what is too large, and is not ready without its zip", async () => {
  // Bytes that no packer makes smaller.
  const noise = createHash("shake256", { outputLength: 11 * 1024 * 1024 }).digest();
  const { bytes, manifest, findings } = await run({
    fabricationOutputs: fake.fabrication(undefined, noise),
  });
  assert.not(bytes.has("manufacturing/lamp.zip"));
  assert.equal([manifest.zip, manifest.verdict], [null, "not_ready"]);
  assert.is(findings[0]!.id, "too-large-manufacturing/lamp.zip");
});

test("goes on without a view that cannot be rendered", async () => {
  const { bytes, manifest, findings } = await run({
    render: fake.none("failed", "TIMEOUT", "it did not end in 300 s"),
  });
  assert.not(bytes.has("manufacturing/lamp-top.png"));
  assert.equal([manifest.verdict, findings[0]!.severity], ["ready", "warning"]);
});

test.run();
