/** The example with the figures of the catalogue: Wi-Fi every 60 s on a coin cell, reckoned by hand. */
import { join } from "node:path";
import { runSkill } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { chart, parts } from "../../test/fixtures/design-tools.ts";
import { folderFiles } from "../../test/fixtures/kicad-skills.ts";
import power from "./index.ts";
import type { PowerBudget } from "./schema.ts";

const test = suite("skills/power/example");

const FILES = folderFiles(join(import.meta.dirname, "example"));

async function run(without: readonly string[] = []) {
  const files = Object.fromEntries(
    Object.entries(FILES).filter(([name]) => !without.includes(name)),
  );
  const result = await runSkill(power, { files, tools: [parts, chart] });
  return { ...result, budget: JSON.parse(result.files["power-budget.json"]!) as PowerBudget };
}

test("fails 8 months on a CR2032 for average energy and for pulse current", async () => {
  const { budget, files } = await run();
  const [source] = budget.sources;
  // 3.3 V, sending: radio 350 mA + sensor 0.5 mA = 350.5 mA. The efficiency is "up to" 0.93 from 10 mA to 300 mA, and
  // the boost converter's own 0.6 µA comes out of its output; at 2 V: 3.3 · 350.5006 mA/(0.93 · 2) = 621.8559 mA
  assert.is(source!.states[0]!.worst.toFixed(7), "0.6218559");
  // Asleep: 5 µA + 0.08 µA = 5.08 µA, "up to" 0.75 at 10 µA: 3.3 · 5.68 µA/(0.75 · 2) = 12.496 µA
  assert.is(source!.states[1]!.worst, 1.2496e-5);
  // 2/60 · 621.8559 mA + 58/60 · 12.496 µA = 20.740609 mA
  assert.equal([source!.average.worst.toFixed(8), source!.average.complete], ["0.02074061", false]);
  // 846 C/(20.740609 mA + 846 C · 1 %/a = 0.26808 µA) = 40 789 s = 11.33 h, against 8 months = 21 038 400 s
  const life = budget.margins.find(({ quantity }) => quantity === "runtime")!;
  assert.equal(
    [life.verdict, (life.worst! / 3600).toFixed(2), life.min],
    ["fail", "11.33", 21_038_400],
  );
  const pulse = budget.checks.find(({ kind }) => kind === "pulse-current")!;
  assert.equal([pulse.verdict, pulse.value, pulse.limit], ["fail", 0.621855903, 0.0068]);
  assert.match(files["power-budget.svg"]!, /^<svg/);
  assert.match(files["power-tree.svg"]!, /^<svg/);
});

test("fails both without usage.json as well", async () => {
  const { budget } = await run(["usage.json"]);
  const verdict = (kind: string) =>
    [...budget.checks, ...budget.margins].find(
      (one) => ("kind" in one ? one.kind : one.quantity) === kind,
    )!.verdict;
  assert.equal([verdict("pulse-current"), verdict("runtime")], ["fail", "fail"]);
  assert.match(
    budget.usage.statement,
    /A period is stated \(REQ-\w+ "Transmit interval: 60 s"\), yet not how long/,
  );
});

test.run();
