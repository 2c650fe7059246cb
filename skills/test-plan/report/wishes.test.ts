/** What should or may be kept is counted apart: it decides nothing. */
import { createHash } from "node:crypto";
import { runSkill } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { constraints, requirement } from "../fixtures/requirements.ts";
import testPlan from "../index.ts";
import type { Coverage } from "../schema.ts";

const test = suite("skills/test-plan/report/wishes");

const BOUND = { max: 200, unit: "mA", si: { max: 0.2, unit: "A" } };

/** Of a must and a should that the budget judges so. */
async function judged(must: string, should: string) {
  const stated = constraints([
    requirement("REQ-aaaaaa", "supply_current", BOUND),
    requirement("REQ-bbbbbb", "led_current", BOUND, { priority: "should" }),
  ]);
  const power = {
    schema: "metaforge/power-budget@1",
    inputs: [
      { path: "constraints.json", sha256: createHash("sha256").update(stated).digest("hex") },
    ],
    margins: [
      { requirement: "REQ-aaaaaa", verdict: must, of: "usb", formula: "", reason: null },
      { requirement: "REQ-bbbbbb", verdict: should, of: "led", formula: "", reason: null },
    ],
  };
  const files = { "constraints.json": stated, "power-budget.json": JSON.stringify(power) };
  const result = await runSkill(testPlan, { files });
  const coverage = JSON.parse(result.files["tests/coverage.json"]!) as Coverage;
  return { ...result, coverage, plan: result.files["tests/test-plan.md"]! };
}

test("does not fail for a wish that is not kept, and says so beside the verdict", async () => {
  const { coverage, plan, findings, summary } = await judged("pass", "fail");
  assert.is(coverage.verdict, "pass");
  assert.match(
    plan,
    "**PASS: 2 of 2 requirements have a test case; of 1 that bind (must) 1 pass, 0 fail",
  );
  assert.match(plan, "Besides, of 1 wish (should, may), which decide nothing: 0 kept, 1 not kept");
  assert.match(summary!, "of 1 that bind 1 pass, 0 fail");
  const broken = findings.filter(({ title }) => title.startsWith("Not kept"));
  assert.equal(
    broken.map(({ severity, requirement: id }) => [severity, id]),
    [["warning", "REQ-bbbbbb"]],
  );
});

test("fails for what must be kept", async () => {
  const { coverage, plan } = await judged("fail", "pass");
  assert.is(coverage.verdict, "fail");
  assert.match(plan, "**FAIL: ");
  assert.match(plan, "which decide nothing: 1 kept, 0 not kept");
});

test.run();
