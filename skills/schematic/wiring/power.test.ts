/** The way of power: nothing that protects is gone around, and what makes a net is on it. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { block, rail } from "../fixtures/architecture.ts";
import { detail } from "../fixtures/fake-kicad.ts";
import { chip, wired } from "../fixtures/wired.ts";

const test = suite("skills/schematic/wiring/power");

const LDO = chip("X:Ldo", ["IN:power_in", "GND", "OUT:power_out", "EN:input"]);
const FUSE = chip("X:Switch", ["IN:power_in", "GND", "OUT:power_out"]);
const CELL_GUARD = chip("X:Guard", ["VCC", "GND", "CS:input", "OD:output"]);
const TVS = chip("Device:D_TVS", ["A1:passive", "A2:passive"]);
const SOCKET = chip("X:Usb", ["VBUS:power_out", "GND", "CC1", "CC2", "D+", "D-"]);
const CHARGER = chip("X:Charger", [
  "V_{CC}",
  "GND",
  "BAT:power_out",
  "~{CE}:input",
  "PROG:passive",
]);
const BUCK = chip("X:Buck", [
  "VIN",
  "GND",
  "SW:output",
  "BOOT:input",
  "VOS:input",
  "VCC:power_out",
]);
const ISOLATED = chip("X:Mains", ["AC/L", "AC/N", "+Vout:power_out", "-Vout:power_out"]);

const REGULATOR = block("ldo", "X:Ldo", { kind: "regulator" });
const MAIN = rail("main", "ldo", [], { source: "dc" });
const edge = (from: string, to: string, kind: string, topology: string | null = null) => ({
  ...{ from, to, kind, topology },
});
const sources = [{ id: "dc", kind: "external" }];

test("puts a protection with one input and one output between the source and the regulator", () => {
  const powerTree = [edge("dc", "fuse", "protection"), edge("fuse", "ldo", "converter")];
  const fuse = block("fuse", "X:Switch", { kind: "protection" });
  const { nets } = wired([LDO, FUSE], [REGULATOR, fuse], [MAIN], { powerTree, sources });
  assert.equal([nets.DC, nets.FUSE_OUT!.slice(0, 3)], [["U2.1"], ["U1.1", "U1.4", "U2.3"]]);
});

test("never feeds a regulator around a protection that it cannot draw", () => {
  const powerTree = [edge("dc", "guard", "protection"), edge("guard", "ldo", "converter")];
  const guard = block("guard", "X:Guard", { kind: "protection" });
  const { nets, told } = wired([LDO, CELL_GUARD], [REGULATOR, guard], [MAIN], {
    powerTree,
    sources,
  });
  assert.is(nets.DC, undefined);
  assert.ok(nets.GUARD_OUT!.includes("U1.1"));
  assert.ok(told.includes("GUARD_OUT: comes from nothing on the sheet"));
  assert.ok(told.includes("guard: is not connected to the power"));
});

const BARRIER = chip("X:Isolated", [
  "VCC1",
  "GND1",
  "TxD:input",
  "RxD:output",
  "VCC2",
  "GND2",
  "Visoin",
]);

test("keeps the two sides of a barrier apart, and says that the far one is not drawn", () => {
  const bus = block("bus", "X:Isolated", { kind: "interface", rail: "main" });
  const { nets, told } = wired([BARRIER], [bus], [rail("main", null, ["bus"])]);
  assert.ok(nets.GND!.includes("U1.2"));
  const all = Object.values(nets).flat();
  assert.equal(
    ["U1.5", "U1.6", "U1.7"].filter((pin) => all.includes(pin)),
    [],
  );
  assert.ok(told.includes("bus: U1 has a barrier, and the side behind it is not drawn"));
  // Two grounds of one supply are no barrier.
  const plain = wired([chip("X:Two", ["VCC", "GND1", "GND2"])], [block("two", "X:Two", {})]);
  assert.ok(["U1.2", "U1.3"].every((pin) => plain.nets.GND!.includes(pin)));
});

test("keeps a converter's output apart from a rail that a choice between two supplies stands before", () => {
  const powerTree = [
    edge("dc", "ldo", "converter"),
    edge("ldo", "mux", "source"),
    edge("usb", "mux", "protection"),
    edge("mux", "main", "source"),
  ];
  const mux = block("mux", "X:Mux", { kind: "protection" });
  const MUX = chip("X:Mux", ["VIN1:power_in", "VIN2:power_in", "GND", "VOUT:power_out"]);
  const two = { powerTree, sources: [...sources, { id: "usb", kind: "usb" }] };
  const { nets } = wired([LDO, MUX], [REGULATOR, mux], [MAIN], two);
  assert.ok(nets.LDO_OUT!.includes("U1.3"));
  assert.not((nets["+3V3"] ?? []).includes("U1.3"));
  const direct = {
    powerTree: [edge("dc", "ldo", "converter"), edge("ldo", "main", "source")],
    sources,
  };
  assert.ok(wired([LDO], [REGULATOR], [MAIN], direct).nets["+3V3"]!.includes("U1.3"));
});

test("lets a net go on behind a part that only hangs on it", () => {
  const powerTree = [edge("dc", "tvs", "protection"), edge("tvs", "ldo", "converter")];
  const tvs = block("tvs", "Device:D_TVS", { kind: "protection" });
  const { nets, told } = wired([LDO, TVS], [REGULATOR, tvs], [MAIN], { powerTree, sources });
  assert.ok(nets.DC!.includes("U1.1") && nets.DC!.includes("U2.1"));
  assert.ok(nets.GND!.includes("U2.2"));
  assert.equal(nets.TVS_OUT, undefined);
  assert.not(told.includes("tvs: is not connected to the power"));
});

test("charges a cell from USB: receptacle, charger and cell are on their nets, and charging is not switched off", () => {
  const powerTree = [edge("usb", "charger", "converter"), edge("charger", "cell", "source")];
  const { nets } = wired(
    [CHARGER, SOCKET],
    [
      block("charger", "X:Charger", { kind: "charger" }),
      block("plug", "X:Usb", { kind: "connector" }),
    ],
    [],
    {
      powerTree,
      sources: [
        { id: "usb", kind: "usb" },
        { id: "cell", kind: "battery" },
      ],
    },
  );
  assert.equal([nets.USB, nets.CELL], [["U1.1", "U2.1", "C1.1"], ["U1.3"]]);
  assert.ok(!Object.values(nets).flat().includes("U1.4"), "a barred enable is active low");
});

test("feeds no supply from a pin that the library has as a signal, and says so", () => {
  const powerTree = [
    edge("usb", "charger", "converter"),
    edge("charger", "cell", "source"),
    edge("cell", "ldo", "converter"),
  ];
  const signal = chip("X:Charger", ["V_{CC}", "GND", "BAT:output", "PROG:passive"]);
  const more = {
    powerTree,
    sources: [
      { id: "usb", kind: "usb" },
      { id: "cell", kind: "battery" },
    ],
  };
  const charger = block("charger", "X:Charger", { kind: "charger" });
  const rails = [rail("main", "ldo", [], { source: "cell" })];
  const { nets, told } = wired([signal, LDO], [charger, REGULATOR], rails, more);
  assert.not(nets.CELL!.includes("U1.3"));
  assert.ok(nets.CELL!.includes("U2.1"));
  assert.ok(told.includes("U1.3 BAT: is not drawn on CELL"));
  // Where nothing of the net needs a supply, KiCad takes it as it is.
  const alone = wired([signal], [charger], [], { ...more, powerTree: powerTree.slice(0, 2) });
  assert.ok(alone.nets.CELL!.includes("U1.3"));
});

test("draws a cell that has no symbol of its own, and connects several of them not at all", () => {
  const cell = chip("Device:Battery_Cell", ["+:passive", "-:passive"]);
  const part = { id: "x/cell", mpn: "INR18650", symbol: null };
  const asked = (quantity: number) => [
    { ...block("cell", null, { kind: "battery" }), part, quantity },
  ];
  const more = { sources: [{ id: "cell", kind: "battery" }] };
  const one = wired([cell], asked(1), [], more);
  assert.equal([one.nets.CELL, one.nets.GND], [["U1.1"], ["U1.2"]]);
  assert.ok(one.told.includes("cell: has no footprint"));
  const two = wired([cell], asked(2), [], more);
  assert.equal([two.nets, two.told.includes("cell: is not connected")], [{}, true]);
});

test("draws inductor and bootstrap capacitor of a buck converter without values, and leaves its internal supply alone", () => {
  const powerTree = [edge("dc", "ldo", "converter", "buck")];
  const buck = block("ldo", "X:Buck", { kind: "regulator" });
  const { nets, parts } = wired([BUCK], [buck], [MAIN], { powerTree, sources });
  assert.equal(nets.U1_SW, ["U1.3", "L1.1", "C1.2"]);
  assert.ok(nets["+3V3"]!.includes("L1.2") && nets["+3V3"]!.includes("U1.5"));
  assert.ok(!Object.values(nets).flat().includes("U1.6"));
  assert.equal([...new Set(parts.slice(1).map(({ value }) => value))], ["TBD"]);
});

test("says that a converter without a known topology has no inductor", () => {
  const powerTree = [edge("dc", "ldo", "converter")];
  const buck = block("ldo", "X:Buck", { kind: "regulator" });
  const { told, parts } = wired([BUCK], [buck], [MAIN], { powerTree, sources });
  assert.ok(told.includes("ldo: has no inductor"));
  assert.not.ok(parts.some(({ symbol }) => symbol === "Device:L"));
});

test("puts an isolated output on its rail and its return on ground, and leaves the mains open", () => {
  const powerTree = [edge("dc", "ldo", "converter")];
  const mains = block("ldo", "X:Mains", { kind: "regulator" });
  const { nets, told } = wired([ISOLATED], [mains], [MAIN], { powerTree, sources });
  assert.ok(nets["+3V3"]!.includes("U1.3") && nets.GND!.includes("U1.4"));
  assert.ok(told.includes("ldo: has no input"));
});

test("gives each supply pin a capacitor, also those that the library stacks on one place", () => {
  const stacked = detail("X:Chip", [
    { number: "1", name: "IOVDD", type: "power_in", at: [0, 0] },
    { number: "10", name: "IOVDD", type: "passive", at: [0, 0] },
    { number: "22", name: "IOVDD", type: "passive", at: [0, 0] },
    { number: "2", name: "SENSE", type: "passive", at: [0, 5.08] },
    { number: "3", name: "GND", type: "power_in", at: [0, 10.16] },
  ]);
  const { parts } = wired([stacked], [block("chip", "X:Chip")], [rail("main", null, ["chip"])]);
  assert.equal(
    parts.flatMap(({ because, value }) => (value === "100nF" ? [because] : [])),
    ["1", "10", "22"].map((pin) => `decoupling of U1 pin ${pin}`),
  );
});

test.run();
