/** What is read from fields, values, part numbers and descriptions, and what is said of it. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { part } from "../fixtures/fake-kicad.ts";
import { fromDescription, fromPartNumber } from "./decode.ts";
import { distributorOf, meaningOf } from "./fields.ts";
import { groupsOf } from "./groups.ts";
import { review } from "./review.ts";
import { valueOf } from "./value.ts";
import type { PartKind } from "./value.ts";

const test = suite("skills/bom/parts");

test("reads a value in all ways it is written", () => {
  const read = (kind: PartKind, ...texts: string[]) => texts.map((text) => valueOf(text, kind));
  const same = (values: unknown[], value: number) =>
    assert.ok(
      values.every((one) => one === value),
      `${values}`,
    );
  same(
    read("resistor", "4k7", "4.7k", "4,7K", "4K7", "4.7kΩ", "4700", "4700R", "4.7 k", "4k7 1%"),
    4700,
  );
  same(read("resistor", "2R2", "2.2", "2.2 ohm", "2,2Ω"), 2.2);
  same(read("resistor", "1M", "1Meg".slice(0, 2), "1000k"), 1e6);
  same(read("resistor", "10m", "0.01", "0R01"), 0.01);
  same(
    read("capacitor", "100n", "0.1uF", "100nF/50V", "0.1µF", "0.1u", "100 nF", ".1uF", "100000pF"),
    1e-7,
  );
  same(read("capacitor", "4n7", "4.7nF", "4700p", "4,7nF"), 4.7e-9);
  same(read("inductor", "22uH", "22u", "0.022mH"), 22e-6);
  assert.equal(read("capacitor", "104", "100", "DNP", "", "10V"), [null, null, null, null, null]);
  assert.equal(read("resistor", "NTC", "10u", "R", "k"), [null, null, null, null]);
});

test("knows what a field means whatever it is called", () => {
  for (const name of [
    "MPN",
    "mpn",
    "Mfr. Part #",
    "manf#",
    "Manufacturer_Part_Number",
    "MFG P/N",
  ]) {
    assert.is(meaningOf(name), "mpn", name);
  }
  assert.equal(["Manufacturer", "manf", "MFR"].map(meaningOf), Array(3).fill("manufacturer"));
  assert.equal(["Tol.", "Voltage Rating", "Notes"].map(meaningOf), ["tolerance", "voltage", null]);
  assert.equal(
    ["LCSC", "LCSC Part #", "JLCPCB Part", "Digi-Key P/N", "Mouser", "Class"].map(distributorOf),
    ["LCSC", "LCSC", "LCSC", "Digi-Key", "Mouser", null],
  );
});

test("reads values out of part numbers as their makers write them", () => {
  const read = (kind: PartKind, mpn: string) => fromPartNumber(mpn, kind)?.value ?? null;
  for (const [mpn, ohms] of [
    ["RC0402FR-071KL", 1000],
    ["RC0603FR-074K7L", 4700],
    ["RC0402JR-07100RL", 100],
    ["RT0603BRD0710KL", 10_000],
    ["CRCW040210K0FKED", 10_000],
    ["CRCW06034R70FKEA", 4.7],
    ["ERJ-3EKF1002V", 10_000],
    ["ERJ-2GEJ103X", 10_000],
    ["0603WAF1001T5E", 1000],
    ["RC1005F103CS", 10_000],
  ] as const) {
    assert.is(read("resistor", mpn), ohms, mpn);
  }
  for (const [mpn, farads] of [
    ["GRM155R71C104KA88D", 1e-7],
    ["GRM1885C1H101JA01D", 1e-10],
    ["CL05B104KO5NNNC", 1e-7],
    ["CC0402KRX7R9BB104", 1e-7],
    ["C1608X7R1H104K080AA", 1e-7],
    ["C0402C104K4RACTU", 1e-7],
    ["GRM1555C1H4R7CA01D", 4.7e-12],
  ] as const) {
    assert.is(read("capacitor", mpn), farads, mpn);
  }
  assert.equal(
    ["LM358", "1N4148", "PMEG2010", "RC0402"].map((mpn) => read("resistor", mpn)),
    [null, null, null, null],
  );
});

test("reads a value out of a description that tells exactly one", () => {
  assert.is(fromDescription("RES 1K OHM 1% 1/16W 0402", "resistor")!.value, 1000);
  assert.is(fromDescription("RES SMD 4.7M OHM", "resistor")!.value, 4.7e6);
  assert.is(fromDescription("CAP CER 0.1UF 16V X7R 0402", "capacitor")!.value, 1e-7);
  assert.is(fromDescription("Resistor", "resistor"), null);
  assert.is(fromDescription("0.1uF or 10uF", "capacitor"), null);
});

const found = (...parts: Parameters<typeof groupsOf>[0]) =>
  review(groupsOf(parts), parts, "x.kicad_pro").filter(({ id }) => id !== "mpn-missing");

test("finds a value that is not that of the part number or of the description", () => {
  const mpn = { fields: { "Mfr. Part #": "RC0402FR-071KL" } };
  const [wrong, ...others] = found(part("R1", "10k", mpn), part("R2", "1k", mpn));
  assert.equal([wrong!.severity, wrong!.where!.item, others.length], ["error", "R1", 0]);
  assert.is(
    wrong!.evidence,
    "'1K' in RC0402FR-071KL, as Yageo RC/RT/AC writes values is 1 kΩ; the value says 10 kΩ.",
  );
  const told = found(part("C1", "100n", { description: "CAP CER 1UF 16V" }));
  assert.equal(
    told.map(({ severity }) => severity),
    ["error"],
  );
});

test("groups by the text as written, and tells equal values and several packages apart from it", () => {
  const parts = [part("R1", "4k7"), part("R2", "4.7k"), part("R3", "4k7", { footprint: "X:0603" })];
  assert.is(groupsOf(parts).length, 3);
  assert.equal(
    found(...parts).map(({ title }) => title),
    ["4k7 is used in 2 packages", "4k7 and 4.7k are the same value"],
  );
  assert.equal(found(part("C1", "10u/10V"), part("C2", "10u/16V")), []);
});

test("joins no parts of different kinds, whose values are both still open", () => {
  const open = ["C1", "L1", "C2", "R1"].map((ref) => part(ref, "TBD"));
  assert.equal(
    groupsOf(open).map(({ refs }) => refs),
    [["C1", "C2"], ["L1"], ["R1"]],
  );
  const fields = { MPN: "ABC-1" };
  assert.is(groupsOf([part("U1", "x", { fields }), part("IC2", "x", { fields })]).length, 1);
});

test("puts parts of another tolerance, voltage or part number on lines of their own", () => {
  const fields = [{}, { Tolerance: "1%" }, { Voltage: "50V" }, { MPN: "A" }, { "manf#": "A" }];
  const groups = groupsOf(fields.map((one, at) => part(`R${at}`, "1k", { fields: one })));
  assert.equal(
    groups.map(({ refs }) => refs.join()),
    ["R0", "R1", "R2", "R3,R4"],
  );
  const [told] = groupsOf([part("C1", "100n 16V 10%")]);
  assert.equal([told!.tolerance, told!.voltage], ["10%", "16V"]);
});

test("tells names of fields that are meant to be one, and texts that contradict each other", () => {
  const titles = found(
    part("U1", "a", { fields: { MPN: "A", "Mfr. Part #": "B", Tolerance: "1%" } }),
    part("U2", "b", { fields: { mpn: "C", Tolerence: "1%", "Part Number": "house 7" } }),
  ).map(({ title }) => title);
  assert.equal(titles, [
    "U1 has two different texts for the part number",
    'The fields "MPN" and "Mfr. Part #" mean the same',
    'The fields "MPN" and "mpn" differ only in case or punctuation',
    'The fields "Mfr. Part #" and "mpn" mean the same',
    'The fields "Tolerance" and "Tolerence" are one letter apart',
  ]);
});

test("names the lines without part number or footprint once", () => {
  const parts = [part("U1", "a", { footprint: "" }), part("U2", "b", { fields: { LCSC: "C1" } })];
  const all = review(groupsOf(parts), parts, "x.kicad_pro");
  assert.equal(
    all.map(({ id, title }) => [id, title]),
    [
      ["mpn-missing", "2 of 2 lines have no manufacturer's part number"],
      ["footprint-missing", "1 of 2 lines has no footprint"],
    ],
  );
  assert.match(all[0]!.evidence!, /1 of them has a distributor's number only/);
});

test.run();
