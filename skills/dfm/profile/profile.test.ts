/** Profiles: those that are shipped, and what is wrong with others. */
import { readFile } from "node:fs/promises";
import { isGatewayError } from "metaforge";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { FACTS } from "../fixtures/fake-kicad.ts";
import { limitsOf } from "../limits.ts";
import { shippedProfiles } from "./find.ts";
import { parseProfile } from "./parse.ts";

const test = suite("skills/dfm/profile");

const shipped = async (id: string) =>
  parseProfile(await readFile(new URL(`../profiles/${id}.yaml`, import.meta.url), "utf8"), id, id);

test("ships profiles that keep to their own form", async () => {
  const ids = await shippedProfiles();
  assert.equal(ids, ["jlcpcb-2layer", "jlcpcb-4layer", "oshpark-2layer"]);
  for (const id of ids) assert.is((await shipped(id)).id, id);
});

test("asks of OSH Park's boards 6 mil, 10 mil holes, 5 mil rings and 15 mil to the edge", async () => {
  const { rules } = await shipped("oshpark-2layer");
  assert.equal(
    rules.map(({ id, minMm }) => [id, minMm]),
    [
      ["track-width", 0.1524],
      ["clearance", 0.1524],
      ["hole-size", 0.254],
      ["via-annular", 0.127],
      ["pth-annular", 0.127],
      ["edge", 0.381],
    ],
  );
});

const GOOD = `id: mine
name: Mine
date: 2026-01-02
sources:
  a: measured
rules:
  - id: track
    severity: error
    constraint: track_width
    minMm: 0.4
    source: a
    status: published
`;

test("says in which line a profile is wrong", () => {
  assert.is(parseProfile(GOOD, "fab/mine.yaml", "mine").name, "Mine");
  for (const [text, where] of [
    [GOOD.replace("date: 2026-01-02", "date: soon"), /^fab\/mine\.yaml:3: date/],
    [GOOD.replace("minMm: 0.4", "minMm: thin"), /^fab\/mine\.yaml:10: rules\.0\.minMm/],
    [GOOD.replace("minMm: 0.4", "minimum: 0.4"), /^fab\/mine\.yaml:7: rules\.0: .*minimum/],
    [GOOD.replace("source: a", "source: b"), /^fab\/mine\.yaml:11: .*'b' is not among sources/],
    [GOOD.replace("id: mine", "id: other"), /^fab\/mine\.yaml:1: .*the file is called mine/],
    [`${GOOD}  - [\n`, /^fab\/mine\.yaml:\d+: /],
    [`x: &a [1]\ny: *a\n${GOOD}`, /^fab\/mine\.yaml:2: aliases/],
    ["", /^fab\/mine\.yaml:1: /],
    ["#".repeat(100_001), /longer than/],
  ] as const) {
    try {
      parseProfile(text, "fab/mine.yaml", "mine");
      assert.unreachable(text);
    } catch (thrown) {
      assert.ok(isGatewayError(thrown), String(thrown));
      assert.match(String(thrown.details.problem), where);
    }
  }
});

test("judges limits on either side, turned boards too, and nothing that is not known", async () => {
  const profile = await shipped("jlcpcb-2layer");
  const verdicts = (facts: Partial<typeof FACTS>) =>
    Object.fromEntries(
      limitsOf(profile, { ...FACTS, ...facts }).map(({ id, verdict }) => [id, verdict]),
    );
  assert.equal(verdicts({}), {
    "board-size-max": "pass",
    "board-size-min": "pass",
    layers: "pass",
    thickness: "pass",
    "drill-range": "pass",
    "aspect-ratio": "not_measured",
  });
  assert.is(verdicts({ widthMm: 499, heightMm: 399 })["board-size-max"], "pass");
  assert.is(verdicts({ widthMm: 450, heightMm: 450 })["board-size-max"], "fail");
  assert.is(verdicts({ widthMm: 9 })["board-size-min"], "fail");
  assert.is(verdicts({ layers: 4 }).layers, "fail");
  assert.is(verdicts({ thicknessMm: 3 }).thickness, "fail");
  assert.is(verdicts({ thicknessMm: null }).thickness, "not_measured");
  assert.is(verdicts({ minDrillMm: 0.2 })["drill-range"], "fail");
  assert.is(verdicts({ minDrillMm: null, maxDrillMm: null })["drill-range"], "not_measured");
  assert.ok(limitsOf(profile, null).every(({ verdict }) => verdict === "not_measured"));
  const osh = await shipped("oshpark-2layer");
  const mils = limitsOf(osh, { ...FACTS, thicknessMm: 1.5748 });
  assert.is(mils.find(({ id }) => id === "thickness")!.verdict, "pass", "62 mil");
});

test.run();
