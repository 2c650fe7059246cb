/** How KiCad's reports are read: sentences, places, numbers. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { CliResult } from "../cli/run.ts";
import { libraryDoubts } from "./outcome.ts";
import { findPlaces } from "./places.ts";
import type { Place } from "./places.ts";
import { wrongDrc, wrongErc } from "./report.ts";
import type { RawViolation } from "./report.ts";
import { scaleOf } from "./scale.ts";
import { cappedTypes, count, toViolation, withOwnIds } from "./violation.ts";
import { itemParts, limitIn } from "./wording.ts";

const test = suite("plugins/kicad/checks/reading");

test("reads part, pin, net and layer out of KiCad's words for an item", () => {
  const rows: [string, object][] = [
    ["Symbol IC1 Pin 3 [IN+, Input, Line]", { ref: "IC1", pin: "3" }],
    ["Symbol #GND01 Hidden pin 1 [0, Power input, Line]", { ref: "#GND01", pin: "1" }],
    ["Symbol J1 [DB9]", { ref: "J1" }],
    ["Pad 1 [GND] of C11 on B.Cu", { pin: "1", net: "GND", ref: "C11", layer: "B.Cu" }],
    [
      "Pad 1 [Net-(IC2B-IN-)] of U3 on F.Cu",
      { pin: "1", net: "Net-(IC2B-IN-)", ref: "U3", layer: "F.Cu" },
    ],
    ["PTH pad 2 [<no net>] of J2", { pin: "2", ref: "J2" }],
    ["NPTH pad of H1", { ref: "H1" }],
    ["Track [GND] on F.Cu, length 0.4425 mm", { net: "GND", layer: "F.Cu" }],
    ["Track (arc) [/ANT] on F.Cu, length 0.0057 mm", { net: "/ANT", layer: "F.Cu" }],
    ["Via [+3V3] on F.Cu - B.Cu", { net: "+3V3", layer: "F.Cu - B.Cu" }],
    ["Zone [GND] on F.Cu and B.Cu, priority 1", { net: "GND", layer: "F.Cu and B.Cu" }],
    ["Teardrop [VBUS] on F.Cu", { net: "VBUS", layer: "F.Cu" }],
    ["Footprint R39", { ref: "R39" }],
    ["Reference field of J9", { ref: "J9" }],
    ["Segment of J9 on F.Silkscreen", { ref: "J9", layer: "F.Silkscreen" }],
    ["PCB text 'of R1 on B.Cu' on F.Silkscreen", { layer: "F.Silkscreen" }],
    ["Horizontal Wire, length 2.5400 mm", {}],
  ];
  for (const [text, parts] of rows) assert.equal(itemParts(text), parts, text);
});

test("reads rule, limit and actual value out of a description", () => {
  const rows: [string, object][] = [
    [
      "Annular width (rule 'fab:a:b' min annular width 0.2000 mm; actual 0.1250 mm)",
      { rule: "fab:a:b", limitMm: 0.2, actualMm: 0.125 },
    ],
    [
      "Clearance violation (netclass 'Default' clearance 0.2000 mm; actual -0.1000 mm)",
      { rule: "netclass 'Default'", limitMm: 0.2, actualMm: -0.1 },
    ],
    [
      "Clearance violation (board minimum clearance 0.3000 mm; actual 0.2296 mm)",
      { limitMm: 0.3, actualMm: 0.2296 },
    ],
    ["Assertion failure (rule 'x')", { rule: "x" }],
    ["Silkscreen overlap", {}],
  ];
  for (const [text, limit] of rows) assert.equal(limitIn(text), limit, text);
});

const raw = (more: Partial<RawViolation> = {}): RawViolation => ({
  type: "pin_not_connected",
  severity: "error",
  description: "Pin not connected",
  items: [],
  excluded: false,
  ...more,
});
const at = (uuid: string, x: number, y: number) =>
  raw({ items: [{ uuid, description: "Symbol J1 [DB9]", pos: { x, y } }] });
const places = (...entries: [string, number, number, boolean?][]) =>
  new Map<string, Place>(entries.map(([uuid, x, y, own = true]) => [uuid, { x, y, own }]));

test("finds out by the places in the files whether coordinates are a hundredth of what they should be", () => {
  const file = places(["a", 31.75, 91.44], ["pin", 100, 100, false]);
  assert.is(scaleOf([at("a", 0.3175, 0.9144)], file), 100);
  assert.is(scaleOf([at("a", 31.75, 91.44)], file), 1);
  assert.is(scaleOf([at("pin", 0.9746, 1)], file), 100);
  assert.is(scaleOf([at("pin", 97.46, 100)], file), 1);
});

test("is not sure where nothing fits, where nothing can be compared, or where both fit", () => {
  const file = places(["a", 31.75, 91.44], ["corner", 0, 0]);
  assert.is(scaleOf([at("a", 3.175, 9.144)], file), null);
  assert.is(scaleOf([at("unknown", 0.3175, 0.9144)], file), null);
  assert.is(scaleOf([at("corner", 0, 0)], file), null);
  assert.is(scaleOf([raw()], file), 100);
});

test("takes an item that stands exactly somewhere for more than pins that are near", () => {
  const file = places(["a", 31.75, 91.44], ["pin", 1, 1, false], ["pin2", 1, 1, false]);
  assert.is(scaleOf([at("a", 0.3175, 0.9144), at("pin", 2, 2), at("pin2", 2, 2)], file), 100);
});

test("finds the places of items, and the sheets of a sheet, in its file", () => {
  const text = `(kicad_sch (lib_symbols (symbol "R" (pin (at 9 9 0))))
    (symbol (lib_id "R") (at 101.6 50.8 90) (uuid "a") (property "Reference" "R(1\\")" (at 1 1 0))
      (pin "1" (uuid "pin")))
    (sheet (at 1 2) (size 3 4) (uuid s1) (property "Sheetname" "x" (at 5 5 0))
      (property "Sheet file" "sub/\\"x\\".kicad_sch" (at 5 5 0))))`;
  const found = findPlaces(text, new Set(["a", "pin", "other"]));
  assert.equal(
    [...found.places],
    [
      ["pin", { x: 101.6, y: 50.8, own: false }],
      ["a", { x: 101.6, y: 50.8, own: true }],
    ],
  );
  assert.equal(found.sheets, [{ uuid: "s1", file: 'sub/"x".kicad_sch' }]);
});

test("keeps an exclusion out of the counts, and shows it", () => {
  const all = [
    raw(),
    raw({ excluded: true, comment: "on purpose" }),
    raw({ severity: "warning", type: "b" }),
  ];
  const violations = all.map((one) => toViolation(one, { source: "erc" }));
  const byType = { b: 1, pin_not_connected: 1 };
  assert.equal(count(violations), { errors: 1, warnings: 1, excluded: 1, byType });
  assert.equal([violations[1]!.excluded, violations[1]!.comment], [true, "on purpose"]);
});

test("gives ids that do not depend on the order of anything, and are nobody else's", () => {
  const pair = (first: string, second: string, x = 0) =>
    raw({
      items: [first, second].map((uuid) => ({ uuid, description: "", pos: { x, y: 0 } })),
    });
  const ids = (all: RawViolation[], sheet?: string) =>
    withOwnIds(
      all.map((one) =>
        toViolation(one, { source: "erc", ...(sheet === undefined ? {} : { sheet }) }),
      ),
    ).map(({ id }) => id);
  const [one] = ids([pair("a", "b")]);
  assert.equal(ids([pair("b", "a")]), [one]);
  assert.not.equal(ids([pair("a", "c")]), [one]);
  assert.not.equal(ids([pair("a", "b")], "/1/"), ids([pair("a", "b")], "/2/"));
  assert.equal(ids([pair("a", "b", 2), pair("b", "a", 1)]), [one, `${one}-2`]);
});

test("takes a type at which KiCad stops counting for 'at least', and no other", () => {
  const many = (type: string, number: number) => Array.from({ length: number }, () => ({ type }));
  const all = [
    many("a", 198),
    many("b", 199),
    many("c", 200),
    many("d", 499),
    many("e", 500),
  ].flat();
  assert.equal(cappedTypes(all), ["b", "d", "e"]);
});

test("doubts findings about libraries where KiCad's own are not installed, and only there", () => {
  const counts = {
    errors: 0,
    warnings: 1,
    excluded: 0,
    byType: { lib_symbol_issues: 1 },
    capped: [],
  };
  const doubts = (lacks: boolean, byType: Record<string, number> = counts.byType) =>
    libraryDoubts({ ...(lacks ? { lacksLibraries: true } : {}) } as CliResult, {
      ...counts,
      byType,
    });
  assert.equal(
    doubts(true).map(({ code }) => code),
    ["LIBRARY_MISSING"],
  );
  assert.equal([doubts(false), doubts(true, { pin_not_connected: 1 })], [[], []]);
});

test("says what is wrong with a report that is none", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  assert.match(wrongErc(bytes("{"))!, /^it is no report/);
  assert.match(wrongErc(bytes('{"$schema":"x/drc.v1.json"}'))!, /^it is no report/);
  assert.match(
    wrongErc(bytes('{"$schema":"x/erc.v1.json","coordinate_units":"in","sheets":[]}'))!,
    /units/,
  );
  assert.match(wrongDrc(bytes("[]"))!, /^it is no report/);
});

test.run();
