/** The skill as the gateway runs it, with a KiCad that says what the test wants. */
import { isGatewayError } from "metaforge";
import { runSkill, skillContract } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { choosing } from "../../test/fixtures/kicad-skills.ts";
import { drc, erc, fakeKicad, none, violation } from "./fixtures/fake-kicad.ts";
import type { Fakes } from "./fixtures/fake-kicad.ts";
import check from "./index.ts";
import type { Check } from "./schema.ts";
import { CheckSchema } from "./schema.ts";

const test = suite("skills/check/index");

const FILES = {
  "hw/lamp.kicad_pro": "{}",
  "hw/lamp.kicad_sch": "(kicad_sch)",
  "hw/lamp.kicad_pcb": "(kicad_pcb)",
};

async function run(fakes: Fakes = {}, files: Record<string, string> = FILES) {
  const result = await runSkill(check, { files, tools: [choosing(fakeKicad(fakes))] });
  const report = JSON.parse(result.files["reports/check.json"]!) as Check;
  return { ...result, report, markdown: result.files["reports/check.md"]! };
}

for (const [name, holds] of skillContract(check, {
  files: FILES,
  tools: [choosing(fakeKicad())],
})) {
  test(name, holds);
}

test("passes a project in which nothing is broken, in the shape that it publishes", async () => {
  const { report, summary, findings, files } = await run();
  assert.equal(CheckSchema.parse(report), report);
  assert.is(report.verdict, "pass");
  assert.is(summary, "PASS: no errors, 0 warnings.");
  assert.equal(findings, []);
  assert.equal(Object.keys(files), [
    "reports/check.json",
    "reports/check.md",
    "reports/schematic-root.svg",
    "reports/board-front.svg",
    "reports/board-back.svg",
  ]);
  assert.equal(
    report.inputs.map(({ path }) => path),
    ["hw/lamp.kicad_pcb", "hw/lamp.kicad_pro", "hw/lamp.kicad_sch"],
  );
});

test("gives each violation its place, KiCad's words and what to do about it", async () => {
  const open = violation("pin_not_connected", "U1", { sheet: "/supply/" });
  const { findings, report, summary } = await run({ erc: erc([open]) });
  assert.equal(findings, [
    {
      id: "pin_not_connected-U1",
      severity: "error",
      title: "U1: KiCad's words on pin_not_connected",
      where: { file: "hw/supply.kicad_sch", item: "U1 at 31.75, 91.44 mm on sheet /supply/" },
      evidence: "KiCad's words on pin_not_connected\nSymbol U1 (31.75, 91.44 mm)",
      action: "Connect it, or mark it as not connected on purpose.",
    },
  ]);
  assert.is(report.verdict, "fail");
  assert.equal(report.erc.byType, { pin_not_connected: 1 });
  assert.is(summary, "FAIL: 1 error, 0 warnings.");
});

test("does not count what the project excludes, and lists it with its reason", async () => {
  const waived = violation("clearance", "R1", { excluded: true, comment: "tested | fine" });
  const { report, findings, markdown } = await run({ drc: drc({ board: [waived] }) });
  assert.is(report.verdict, "pass");
  assert.equal([report.drc.errors, report.drc.excluded, findings], [0, 1, []]);
  assert.equal(report.exclusions[0]!.comment, "tested | fine");
  assert.match(markdown, "tested \\| fine");
});

test("counts what is not routed, and fails for it", async () => {
  const { report, markdown } = await run({
    drc: drc({ unconnected: [violation("unconnected_items", "R1")] }),
  });
  assert.equal([report.drc.unconnected, report.drc.errors, report.verdict], [1, 0, "fail"]);
  assert.match(markdown, "1 connection is not routed");
});

test("says what the project switches off, and that zones are not refilled", async () => {
  const { report, markdown } = await run({ erc: erc([], { ignored: ["pin_to_pin"] }) });
  assert.equal(report.erc.ignored, ["pin_to_pin"]);
  assert.match(markdown, "Schematic rules that the project switches off: `pin_to_pin`.");
  assert.match(markdown, "Zones are not refilled");
});

test("counts to KiCad's limit as at least", async () => {
  const { report, markdown } = await run({
    drc: drc({ board: [violation("clearance", "R1")], capped: ["clearance"] }),
  });
  assert.equal(report.drc.capped, ["clearance"]);
  assert.match(markdown, /Board rules \(DRC\) +\| yes +\| +≥ 1 \| +0 \|/);
});

test("does not pass a project without its settings", async () => {
  const problem = { code: "SETTINGS_MISSING", message: "no .kicad_pro" } as const;
  const { report, findings } = await run({ erc: erc([], { problems: [problem] }) });
  assert.is(report.verdict, "not_measured");
  assert.equal(
    findings.map(({ severity, title }) => [severity, title]),
    [["warning", "Schematic rules: The project's settings are missing"]],
  );
});

test("says that nothing was checked when KiCad is not installed", async () => {
  const missing = none("not-run", "TOOL_MISSING", "kicad-cli is not on PATH");
  const { report, findings, summary, markdown, files } = await run({ erc: missing, drc: missing });
  assert.equal(
    [report.erc.status, report.drc.status, report.parity.status],
    ["not-run", "not-run", "not-run"],
  );
  assert.equal([report.erc.errors, report.drc.errors, report.parity.count], [null, null, null]);
  assert.is(report.verdict, "not_measured");
  assert.is(summary, "NOT CHECKED: KiCad is not installed.");
  assert.is(findings[0]!.severity, "error");
  assert.match(findings[0]!.action!, "https://www.kicad.org/download");
  assert.match(markdown, "**NOT CHECKED");
  assert.equal(Object.keys(files).length, 2);
});

test("checks the board of a damaged schematic, and says what was not checked", async () => {
  const damaged = none("failed", "INPUT_CORRUPT", "a parenthesis is missing");
  const parity = none("not-run", "PARITY_NOT_RUN", "the schematic cannot be read") as never;
  const { report, findings } = await run({ erc: damaged, drc: drc({ parity }) });
  assert.equal(
    [report.erc.status, report.drc.status, report.parity.status, report.verdict],
    ["failed", "ok", "not-run", "not_measured"],
  );
  assert.equal(
    findings.map(({ severity, title }) => [severity, title]),
    [
      ["error", "Schematic rules: A file is damaged"],
      ["warning", "Board against schematic: Board and schematic were not compared"],
    ],
  );
});

test("never lets a silent failure pass", async () => {
  const silent = { status: "failed" as const, data: null, problems: [], evidence: [] };
  const { report, findings } = await run({ drc: silent });
  assert.is(report.verdict, "not_measured");
  assert.is(findings[0]!.evidence, "the board was not checked");
});

test("goes on without a picture that cannot be made", async () => {
  const { files, findings, report } = await run({
    plotBoard: none("failed", "TIMEOUT", "it did not end in 60 s"),
  });
  assert.equal(report.pictures, [{ path: "reports/schematic-root.svg", shows: "sheet /" }]);
  assert.not(Object.hasOwn(files, "reports/board-front.svg"));
  assert.equal(
    findings.map(({ severity }) => severity),
    ["warning", "warning"],
  );
});

test("marks findings by their group's label on their own sheet and side", async () => {
  const asked: [string, Record<string, unknown>][] = [];
  await run({
    erc: erc([violation("label_dangling", "R1", { sheet: "/" })]),
    drc: drc({
      board: [
        violation("clearance", "R2", { layer: "F.Cu" }),
        violation("connection_width", "R5", { layer: "F.Cu and B.Cu" }),
        violation("silk_overlap", "R3", { layer: "B.Silkscreen", severity: "warning" }),
      ],
      parity: [violation("missing_footprint", "R4", { at: [0, 0], severity: "warning" })],
    }),
    hear: (action, input) => void asked.push([action, input]),
  });
  const marks = (input: Record<string, unknown>) =>
    (input.marks as { label: string; sheet?: string }[]).map(({ label, sheet }) => [label, sheet]);
  const plots = asked.filter(([action]) => action.startsWith("plot"));
  assert.equal(
    plots.map(([action, input]) => [action, input.side, marks(input)]),
    [
      ["plotSchematic", undefined, [["1", "/"]]],
      [
        "plotBoard",
        "front",
        [
          ["2", undefined],
          ["3", undefined],
        ],
      ],
      [
        "plotBoard",
        "back",
        [
          ["3", undefined],
          ["4", undefined],
        ],
      ],
    ],
  );
});

test("asks which project is meant when there are several", async () => {
  const files = { "a/a.kicad_pro": "{}", "b/b.kicad_pro": "{}" };
  const error = await run({}, files).catch((thrown: unknown) => thrown);
  assert.ok(isGatewayError(error) && error.code === "VALIDATION_ERROR");
  assert.equal(
    [error.details.field, error.details.allowed],
    ["input.files", ["a/a.kicad_pro", "b/b.kicad_pro"]],
  );
});

test.run();
