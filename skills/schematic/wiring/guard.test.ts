/** What protects without lying in the way: a cell's negative side, a suppressor that hangs on a net. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { block, rail } from "../fixtures/architecture.ts";
import { chip, wired } from "../fixtures/wired.ts";

const test = suite("skills/schematic/wiring/guard");

const GUARD = chip("X:Guard", [
  "VCC",
  "GND",
  "OD:output",
  "OC:output",
  "CS:input",
  "TD:no_connect",
]);
const CELL = chip("Device:Battery_Cell", ["+:passive", "-:passive"]);
const LDO = chip("X:Ldo", ["VIN", "GND", "VOUT:power_out"]);
const CHARGER = chip("X:Charger", ["VCC", "GND", "BAT:power_out"]);
const edge = (from: string, to: string, kind: string) => ({ from, to, kind, topology: null });
const cell = {
  ...block("cell", null, { kind: "battery" }),
  part: { id: "x/cell", mpn: "INR18650", symbol: null },
};
const ldo = block("ldo", "X:Ldo", { kind: "regulator" });
const rails = [rail("main", "ldo", [], { source: "cell" })];

test("cuts the negative side of a cell: its minus is a net of its own, and the transistors to ground are to be drawn", () => {
  const { nets, told, tbd } = wired(
    [CELL, GUARD, CHARGER, LDO],
    [
      cell,
      block("guard", "X:Guard", { kind: "protection" }),
      block("charger", "X:Charger", { kind: "charger" }),
      ldo,
    ],
    rails,
    {
      powerTree: [
        edge("usb", "charger", "converter"),
        edge("charger", "cell", "source"),
        edge("cell", "guard", "protection"),
        edge("guard", "ldo", "converter"),
      ],
      sources: [
        { id: "cell", kind: "battery" },
        { id: "usb", kind: "usb" },
      ],
    },
  );
  assert.ok(
    ["U1.2", "U2.2"].every((pin) => nets.CELL_NEG!.includes(pin)),
    "minus and its guard",
  );
  assert.not(nets.GND!.some((pin) => nets.CELL_NEG!.includes(pin)));
  assert.ok(
    ["U1.1", "U3.3", "U4.1"].every((pin) => nets.CELL!.includes(pin)),
    "plus, charger, load",
  );
  assert.equal(nets.GUARD_OUT, undefined);
  assert.equal(nets.U2_VCC, ["U2.1", "R1.2", "C1.1"]);
  const open = tbd.find(({ item, what }) => item === "guard" && what.includes("transistors"))!;
  assert.is(open.severity, "error");
  assert.match(open.action, "Never join CELL_NEG to GND");
  assert.not(told.includes("CELL: comes from nothing on the sheet"));
});

test("grounds a cell without such a guard, and a guard of a cell that is not known not at all", () => {
  const sources = [{ id: "cell", kind: "battery" }];
  const plain = wired([CELL, LDO], [cell, ldo], rails, { sources });
  assert.ok(plain.nets.GND!.includes("U1.2"));
  const guard = block("guard", "X:Guard", { kind: "protection" });
  const lost = wired([GUARD], [guard], [], {
    sources: [...sources, { id: "other", kind: "battery" }],
  });
  assert.equal(lost.nets, {});
  assert.ok(lost.told.includes("guard: is not connected to the power"));
});

test("takes what has an input and an output for what lies in series, gates or none", () => {
  const series = chip("X:Guard", ["IN", "GND", "OUT:power_out"], "eFuse, surge, TVS clamp");
  const guard = block("guard", "X:Guard", { kind: "protection" });
  const { nets } = wired([CELL, series, LDO], [cell, guard, ldo], rails, {
    powerTree: [edge("cell", "guard", "protection"), edge("guard", "ldo", "converter")],
    sources: [{ id: "cell", kind: "battery" }],
  });
  assert.ok(nets.GUARD_OUT!.includes("U2.3") && nets.GND!.includes("U1.2"));
});

test("hangs a suppressor on its net whatever its symbol is called, and never between mains and ground", () => {
  const tvs = (kind: string) =>
    wired(
      [
        chip("Diode:SMAJ18A", ["A1:passive", "A2:passive"], "400W Transient Voltage Suppressor"),
        LDO,
      ],
      [block("tvs", "Diode:SMAJ18A", { kind: "protection" }), ldo],
      [rail("main", "ldo", [], { source: "in" })],
      {
        powerTree: [edge("in", "tvs", "protection"), edge("tvs", "ldo", "converter")],
        sources: [{ id: "in", kind }],
      },
    );
  const { nets } = tvs("external");
  assert.equal([nets.IN!.slice(0, 2), nets.TVS_OUT], [["U1.1", "U2.1"], undefined]);
  assert.ok(nets.GND!.includes("U1.2"));
  const mains = tvs("mains");
  assert.not(Object.values(mains.nets).flat().includes("U1.1"));
  assert.ok(mains.told.includes("tvs: is not connected to the power"));
});

test.run();
