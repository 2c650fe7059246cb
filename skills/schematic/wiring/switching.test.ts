/** Switching converters: what switches is never the rail, and what lies between is drawn or told. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { block, rail } from "../fixtures/architecture.ts";
import { chip, wired } from "../fixtures/wired.ts";

const test = suite("skills/schematic/wiring/switching");

const PINS = ["VIN", "~{ON}/OFF:input", "GND", "FB:input", "OUT:output"];
const FIXED = chip("X:Step", PINS, "3.3V 3A Step-Down Voltage Regulator");
const sources = [{ id: "dc", kind: "external" }];
const regulator = block("reg", "X:Step", { kind: "regulator" });
const MAIN = rail("main", "reg", ["load"], { source: "dc" });
const load = block("load", "X:Load", {});
const LOAD = chip("X:Load", ["VDD", "GND"]);

const drawn = (symbol: unknown, topology: string | null) =>
  wired([symbol, LOAD], [regulator, load], [MAIN], {
    powerTree: [{ from: "dc", to: "reg", kind: "converter", topology }],
    sources,
  });

test("takes an output beside a feedback pin for what switches: inductor to the rail, diode to ground, feedback from the rail", () => {
  const { nets, told, parts } = drawn(FIXED, "buck");
  assert.equal(nets.U1_SW, ["U1.5", "L1.1", "D1.1"]);
  assert.ok(["L1.2", "U1.4", "U2.1"].every((pin) => nets["+3V3"]!.includes(pin)));
  assert.not(nets["+3V3"]!.includes("U1.5"));
  assert.ok(nets.GND!.includes("D1.2") && nets.GND!.includes("U1.2"), "low switches it on");
  assert.equal(parts.find(({ ref }) => ref === "D1")!.value, "TBD");
  assert.ok(told.includes("reg: inductor L1 has no value"));
  assert.ok(told.includes("reg: catch diode D1 has no type"));
  assert.not(told.some((one) => /has no output|is not drawn on|feedback/.test(one)));
});

test("never advises a wire from what switches to the rail, whatever the topology", () => {
  for (const topology of [null, "boost", "buck-boost", "inverting"]) {
    const { nets, tbd, told } = drawn(FIXED, topology);
    assert.not(nets["+3V3"]?.includes("U1.5"), String(topology));
    assert.ok(told.includes("reg: has no inductor"));
    assert.not(tbd.some(({ action }) => /^(?:Connect it|join)/i.test(action)));
  }
});

test("leaves the gate of a controller open, and a bare transistor", () => {
  for (const symbol of [
    chip("X:Step", PINS, "Step-down controller"),
    chip("X:Step", ["VIN", "GND", "VO:open_collector", "FB:input"], "PWM"),
    chip("X:Step", ["VIN", "GND", "SWC:open_collector", "SWE:open_emitter", "VFB:input"]),
  ]) {
    const { nets } = drawn(symbol, "buck");
    assert.not(nets["+3V3"]!.some((pin) => pin.startsWith("U1.")));
  }
});

test("asks for a divider where the output is adjustable, and joins no feedback to a rail of another voltage", () => {
  for (const description of ["Adjustable 3A Step-Down", "5V 3A Step-Down", "3A, 4-40V Input"]) {
    const { nets, told } = drawn(chip("X:Step", PINS, description), "buck");
    assert.not(nets["+3V3"]!.includes("U1.4"), description);
    assert.ok(told.includes("reg: U1 has no feedback"), description);
  }
});

test("feeds the rail from a linear regulator's own output, feedback pin or none", () => {
  const { told } = drawn(chip("X:Step", PINS, "Low-dropout linear regulator"), "ldo");
  assert.ok(told.includes("U1.5 OUT: is not drawn on +3V3"), "KiCad's rules are against it");
  assert.not(told.includes("reg: has no inductor"));
  const module = chip("X:Step", ["VIN", "GND", "VOUT:power_out", "FB:input"], "Step-down module");
  assert.ok(drawn(module, "buck").nets["+3V3"]!.includes("U1.3"));
});

test("draws no diode at a synchronous converter, and asks where the library does not say", () => {
  const pins = ["VIN", "GND", "SW:output", "FB:input"];
  const known = drawn(chip("X:Step", pins, "Synchronous buck, fixed 3.3V output"), "buck");
  assert.not(known.told.some((one) => one.includes("diode")));
  assert.ok(known.nets["+3V3"]!.includes("U1.4"));
  const unknown = drawn(chip("X:Step", pins, "3A step-down"), "buck");
  assert.ok(unknown.told.includes("reg: has no catch diode, and may need one"));
});

test("tells of a switching charger that its output stage is missing", () => {
  const symbol = chip("X:Charge", ["VIN", "GND", "SW:output", "SENSE:input", "BAT:output"]);
  const powerTree = [
    { from: "dc", to: "charge", kind: "converter" },
    { from: "charge", to: "cell", kind: "source" },
    { from: "cell", to: "ldo", kind: "converter" },
  ];
  const ldo = block("ldo", "X:Ldo", { kind: "regulator" });
  const blocks = [block("charge", "X:Charge", { kind: "charger" }), ldo];
  const LDO = chip("X:Ldo", ["VIN", "GND", "VOUT:power_out"]);
  const { tbd } = wired([symbol, LDO], blocks, [rail("main", "ldo", [], { source: "cell" })], {
    powerTree,
    sources: [...sources, { id: "cell", kind: "battery" }],
  });
  const { reason, action } = tbd.find(({ what }) => what === "is not drawn on CELL")!;
  assert.match(reason, "SW switches");
  assert.match(action, "never join SW to CELL");
});

test.run();
