/** The comparison with the approved report, run after run. */
import { runSkill } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { choosing } from "../../test/fixtures/kicad-skills.ts";
import { drc, erc, fakeKicad, none, violation } from "./fixtures/fake-kicad.ts";
import type { Fakes } from "./fixtures/fake-kicad.ts";
import check from "./index.ts";
import type { Check } from "./schema.ts";
import { violationDiff } from "./violation-diff.ts";

const test = suite("skills/check/baseline");

const REPORT = "reports/check.json";
type Files = Readonly<Record<string, string>>;
const PROJECT: Files = { "hw/lamp.kicad_pro": "{}", "hw/lamp.kicad_sch": "(kicad_sch)" };

/** A run over what stands there; what it proposes is approved when its files are added to the next run's. */
async function run(fakes: Fakes, files: Files = PROJECT) {
  const { files: proposed } = await runSkill(check, { files, tools: [choosing(fakeKicad(fakes))] });
  const { baseline } = JSON.parse(proposed[REPORT]!) as Check;
  return { proposed, baseline, approved: { ...files, ...proposed } };
}

const [A, B, C] = ["R1", "R2", "R3"].map((ref) => violation("label_dangling", ref));
const one = { erc: erc([A!]) };
const two = { erc: erc([A!, B!]) };
const other = { erc: erc([B!, C!]) };

const numbersOf = ({ status, new: fresh, fixed, unchanged }: Check["baseline"]) => [
  status,
  fresh,
  fixed,
  unchanged,
];

test("says that there is no approved report yet", async () => {
  const { baseline } = await run(one);
  assert.equal(numbersOf(baseline), ["none", null, null, null]);
});

test("counts what is new, fixed and as before since the approved report", async () => {
  const first = await run(two);
  const second = await run(other, first.approved);
  assert.equal(numbersOf(second.baseline), ["compared", 1, 1, 1]);
  assert.equal(
    [second.baseline.newOnes, second.baseline.fixedOnes].map(([item]) => item!.id),
    ["label_dangling-R3", "label_dangling-R1"],
  );
});

test("proposes the same bytes again once they are approved, first report or later one", async () => {
  const first = await run(one);
  assert.equal((await run(one, first.approved)).proposed, first.proposed);
  const second = await run(two, first.approved);
  assert.equal(numbersOf(second.baseline), ["compared", 1, 0, 1]);
  assert.equal((await run(two, second.approved)).proposed, second.proposed);
});

test("compares anew when a file changed and no finding did", async () => {
  const first = await run(two);
  const second = await run(two, { ...first.approved, "hw/lamp.kicad_pcb": "(kicad_pcb)" });
  assert.equal(numbersOf(second.baseline), ["compared", 0, 0, 2]);
  assert.equal((await run(two, { ...second.approved })).proposed, second.proposed);
});

test("names no report of its own among the inputs", async () => {
  const { approved } = await run(one, { "lamp.kicad_pro": "{}", "lamp.kicad_sch": "x" });
  const { proposed } = await run(two, approved);
  const { inputs } = JSON.parse(proposed[REPORT]!) as Check;
  assert.equal(
    inputs.filter(({ path }) => path.startsWith("reports/")),
    [],
  );
});

test("calls nothing fixed that was not looked at, and nothing new that was not looked at before", async () => {
  const first = await run(two);
  const unread = { erc: none("failed", "INPUT_CORRUPT", "damaged") };
  const second = await run(unread, first.approved);
  assert.equal(numbersOf(second.baseline), ["compared", 0, 0, 0]);
  assert.equal(second.baseline.notCompared, ["erc: not measured now"]);
  const third = await run(two, second.approved);
  assert.equal(numbersOf(third.baseline), ["compared", 0, 0, 0]);
  assert.equal(third.baseline.notCompared, ["erc: not measured before"]);
});

test("does not compare types of which KiCad counts only the first", async () => {
  const capped = (ref: string) =>
    ({ drc: drc({ board: [violation("clearance", ref)], capped: ["clearance"] }) }) as Fakes;
  const first = await run(capped("R1"));
  const { baseline } = await run(capped("R2"), first.approved);
  assert.equal(numbersOf(baseline), ["compared", 0, 0, 0]);
  assert.equal(baseline.notCompared, ["drc: clearance, of which KiCad counts only the first"]);
});

test("tells what was excluded from what was fixed", async () => {
  const first = await run(two);
  const waived = { erc: erc([A!, { ...B!, excluded: true }]) };
  const { baseline } = await run(waived, first.approved);
  assert.equal([baseline.fixed, baseline.excludedSince, baseline.unchanged], [0, 1, 1]);
});

test("takes no other file and no other project for the approved report", async () => {
  for (const text of ["", "{", '{"schema":"metaforge/dfm@1"}', "[]"]) {
    const { baseline } = await run(one, { ...PROJECT, [REPORT]: text });
    assert.equal(baseline.status, "ignored", text);
  }
  const { proposed } = await run(one);
  const foreign = proposed[REPORT]!.replace('"stem": "lamp"', '"stem": "clock"');
  const { baseline } = await run(one, { ...PROJECT, [REPORT]: foreign });
  assert.equal(baseline.reason, "reports/check.json is about another project, clock");
});

test("keeps no comparison that the approved report does not have", async () => {
  const { proposed } = await run(one);
  const edited = proposed[REPORT]!.replace('"status": "none"', '"status": "fine"');
  const { baseline } = await run(one, { ...PROJECT, [REPORT]: edited });
  assert.equal(numbersOf(baseline), ["compared", 0, 0, 1]);
});

test("shows two reports' differences as violations", async () => {
  const [before, after] = await Promise.all([run(two), run(other)]);
  assert.is(
    violationDiff(before.proposed[REPORT]!, after.proposed[REPORT]!),
    [
      "1 new, 1 fixed or excluded, 1 as before",
      "+ error erc label_dangling R3: KiCad's words on label_dangling",
      "- error erc label_dangling R1: KiCad's words on label_dangling",
      "",
    ].join("\n"),
  );
});

test("refuses to show differences to a text that is no report", () => {
  assert.throws(() => violationDiff("{}", "{}"), /the earlier check\.json is not one of check's/);
});

test.run();
