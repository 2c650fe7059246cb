/** What becomes of very many findings and of very long texts. */
import { runSkill } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { choosing } from "../../test/fixtures/kicad-skills.ts";
import { drc, erc, fakeKicad, violation } from "./fixtures/fake-kicad.ts";
import type { Fakes } from "./fixtures/fake-kicad.ts";
import check from "./index.ts";
import type { Check } from "./schema.ts";

const test = suite("skills/check/limits");

async function run(fakes: Fakes) {
  const files = { "hw/lamp.kicad_pro": "{}" };
  const result = await runSkill(check, { files, tools: [choosing(fakeKicad(fakes))] });
  const report = JSON.parse(result.files["reports/check.json"]!) as Check;
  return { ...result, report, markdown: result.files["reports/check.md"]! };
}

test("names many of one kind once in the report, and each in the findings", async () => {
  const parity = Array.from({ length: 61 }, (_, n) =>
    violation("footprint_symbol_mismatch", `R${n + 1}`, { severity: "warning" }),
  );
  const { report, findings, markdown } = await run({ drc: drc({ parity }) });
  assert.equal([findings.length, report.groups.length, report.parity.count], [61, 1, 61]);
  assert.is(new Set(findings.map(({ id }) => id)).size, 61);
  assert.match(markdown, "### 1. Board and schematic name different things for a part (61)");
  assert.match(markdown, /And 46 more of the same: R16, .*, R61\. All/);
});

test("hands over 2000 findings at most, the worst ones, marks as many, and lists all", async () => {
  let marked = 0;
  const many = Array.from({ length: 2100 }, (_, n) =>
    violation("clearance", `R${n}`, { severity: n === 2099 ? "error" : "warning" }),
  );
  const { report, findings } = await run({
    drc: drc({ board: many }),
    hear: (_, { marks }) => void (marked = Math.max(marked, (marks as [])?.length ?? 0)),
  });
  const [violations, problems] = [true, false].map((is) =>
    report.findings.filter(({ source }) => (source !== "project") === is),
  );
  assert.equal([violations!.length, findings.length, marked], [2100, 2000, 2000]);
  assert.equal(
    problems!.map(({ evidence }) => evidence),
    [
      "the board from above shows the first 2000 marks of 2100",
      "the board from below shows the first 2000 marks of 2100",
    ],
  );
  assert.is(findings[0]!.severity, "error");
  assert.is(findings.at(-1)!.title, "103 further findings are counted in reports/check.json");
});

test("leaves the mildest out of a report that would be too large, and counts them", async () => {
  const text = "x".repeat(3500);
  const many = Array.from({ length: 2000 }, (_, n) =>
    violation("clearance", `R${n}`, { text, severity: n === 1999 ? "error" : "warning" }),
  );
  const { report, files, markdown } = await run({ drc: drc({ board: many }) });
  assert.ok(files["reports/check.json"]!.length < 10 * 1024 * 1024);
  assert.is(report.findings.length + report.omitted.count, 2000);
  assert.equal([report.omitted.types, report.drc.warnings], [["clearance"], 1999]);
  assert.is(report.findings[0]!.severity, "error");
  assert.match(markdown, "findings are counted and not listed");
});

test("keeps texts of a design within limits and out of the report's markup", async () => {
  const text = `<script>|*bold*${"x".repeat(9000)}`;
  const { findings, markdown } = await run({
    erc: erc([violation("label_dangling", "R1", { text })]),
  });
  assert.ok(findings[0]!.title.length <= 300 && findings[0]!.evidence!.length <= 4096);
  assert.match(markdown, "\\<script\\>\\|\\*bold\\*");
});

test.run();
