/** Rules of makers as text, what proves them, and which findings are theirs. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { FabRule, Violation } from "../contract.ts";
import { faultIn } from "./condition.ts";
import { difference } from "./difference.ts";
import { landmarkOf } from "./landmark.ts";
import { proofNames, rulesText } from "./rules.ts";
import { fabCheckAction } from "./index.ts";

const test = suite("plugins/kicad/fab");

const U1 = landmarkOf('(footprint "a" (property "Reference" "U1" (at 0 0)))')!;
const HOLE: FabRule = {
  id: "hole-size",
  severity: "error",
  constraint: "hole_size",
  minMm: 0.3,
  maxMm: 6.3,
};
const RING: FabRule = {
  id: "ring",
  severity: "warning",
  constraint: "annular_width",
  minMm: 0.0000001,
  condition: "A.Type == 'Via'",
  layer: "F.Cu",
};

test("writes one rule a limit, with the maker's name in each, and proofs behind them", () => {
  assert.equal(rulesText("acme", [HOLE, RING], U1).split("\n"), [
    "(version 1)",
    '(rule "fab:acme:hole-size" (severity error) (constraint hole_size (min 0.3mm) (max 6.3mm)))',
    `(rule "fab:acme:ring" (severity warning) (layer "F.Cu") (condition "A.Type == 'Via'") (constraint annular_width (min 0mm)))`,
    `(rule "fab:canary:ring" (severity warning) (condition "(${U1.is}) || (A.Type == 'Via')") (constraint assertion "${U1.isNot}"))`,
    `(rule "fab:canary" (severity warning) (condition "${U1.is}") (constraint assertion "${U1.isNot}"))`,
    "",
  ]);
  assert.equal(
    [...proofNames([HOLE, RING])],
    [
      ["fab:canary", null],
      ["fab:canary:ring", "ring"],
    ],
  );
});

test("lets no condition leave its quotes", () => {
  const condition = `A.Name == 'x") (rule "y\\'`;
  const text = rulesText("acme", [{ ...RING, condition }], U1);
  assert.ok(text.includes(String.raw`(condition "A.Name == 'x\") (rule \"y\\'")`));
});

test("finds a footprint to prove rules by, in the form of any version, else another item", () => {
  assert.is(U1.is, "A.Type == 'Footprint' && A.Reference == 'U1'");
  assert.is(landmarkOf("(fp_text reference R7 (at 0 0))")!.is, U1.is.replace("U1", "R7"));
  const odd = `(property "Reference" "REF**" (at 0 0)) (property "Reference" "A'" (at 0 0))`;
  assert.is(landmarkOf(odd), null);
  assert.is(landmarkOf(`${odd} (via (at 1 1))`)!.is, "A.Type == 'Via'");
  assert.is(landmarkOf("(gr_line (start 0 0))")!.isNot, "A.Type != 'Graphic'");
  assert.is(landmarkOf("(kicad_pcb (version 20241229))"), null);
});

test("sees what KiCad would pass over in a condition", () => {
  for (const good of [
    "A.Type == 'Track' || A.Type == 'Arc'",
    "A.Type == 'Pad' && A.Pad_Type == 'Through-hole'",
    "A.Hole_Size_X > 0.5mm && !(A.isPlated())",
    "AB.isCoupledDiffPair() && B.NetClass == 'a (b'",
    "A.insideArea('x.y')",
  ]) {
    assert.is(faultIn(good), null, good);
  }
  assert.match(faultIn("A.Type == 'Via') || (A.Type == 'Pad'")!, /parentheses/);
  assert.match(faultIn("(A.Type == 'Via'")!, /parentheses/);
  assert.match(faultIn("A.Type == 'Via")!, /quote/);
  assert.match(faultIn("A.Pad_Typo == 'x'")!, /A\.Pad_Typo, which is no property/);
  assert.match(faultIn("A.isPlatted()")!, /no function/);
});

const violation = (more: Partial<Violation> & { type: string }, ...uuids: string[]): Violation => ({
  id: more.type,
  source: "drc",
  severity: "error",
  excluded: false,
  text: "",
  items: uuids.map((uuid) => ({ uuid, text: "", xMm: 0, yMm: 0 })),
  ...more,
});
const names = (all: readonly Violation[]) => all.map(({ type, rule }) => `${type} ${rule}`);

test("takes findings for the maker's by the rule they name, or by its limit and type where KiCad names none", () => {
  const rules: FabRule[] = [
    HOLE,
    { id: "track", severity: "error", constraint: "track_width", minMm: 0.1524 },
    { id: "apart", severity: "error", constraint: "hole_to_hole", minMm: 0.45 },
  ];
  const pass = [
    violation({ type: "drill_out_of_range", rule: "fab:acme:hole-size", limitMm: 0.3 }, "a"),
    violation({ type: "track_width", limitMm: 0.1524 }, "b"),
    violation({ type: "track_width", limitMm: 0.2 }, "c"),
    violation({ type: "clearance", rule: "netclass 'Default'", limitMm: 0.1524 }, "d", "e"),
    violation({ type: "hole_to_hole", rule: "fab:acme:apart", limitMm: 0.4495 }, "f", "g"),
    violation({ type: "assertion_failure", rule: "fab:canary" }, "h"),
    violation({ type: "annular_width", rule: "fab:other:ring", limitMm: 0.3 }, "i"),
    violation({ type: "track_width" }, "j"),
    violation({ type: "text_thickness" }, "k"),
  ];
  const { found } = difference([], pass, "acme", rules);
  assert.equal(names(found), [
    "drill_out_of_range fab:acme:hole-size",
    "track_width fab:acme:track",
    "hole_to_hole fab:acme:apart",
    "track_width fab:acme:track",
  ]);
  assert.is(found[2]!.limitMm, 0.45, "the limit is the rule's, not what KiCad prints of it");
});

test("counts what the own pass tells of the same items by itself", () => {
  const ring = { type: "annular_width", rule: "fab:acme:ring" };
  const bare = violation({ type: "annular_width" }, "d");
  const own = [violation({ type: "annular_width" }, "b", "a"), violation({ type: "x" }, "c"), bare];
  const pass = [violation(ring, "a", "b"), violation(ring, "c"), violation(ring, "a"), bare];
  const { found, shared } = difference(own, pass, "acme", [RING]);
  assert.equal([found.length, shared.length], [2, 1]);
});

test("refuses rules without a limit, with one twice, and names that are not plain", () => {
  const takes = (profile: string, ...rules: object[]) =>
    fabCheckAction.input.safeParse({ project: "a.kicad_pcb", profile, rules }).success;
  assert.ok(takes("acme", HOLE, RING));
  for (const bad of [
    { ...HOLE, minMm: undefined, maxMm: undefined },
    { ...HOLE, minMm: 7 },
    { ...HOLE, minMm: -1 },
    { ...HOLE, id: 'a" b' },
    { ...HOLE, constraint: "disallow" },
    { ...HOLE, layer: 'F.Cu"' },
    { ...HOLE, condition: "a\nb" },
    { ...HOLE, more: 1 },
  ]) {
    assert.not(takes("acme", bad), JSON.stringify(bad));
  }
  assert.not(takes("canary", HOLE));
  assert.not(takes("acme", HOLE, HOLE));
  assert.not(takes("acme"));
});

test.run();
