/** The skill with the KiCad of this machine: its rule check and its netlist are the proof. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runSkill } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { kicad } from "../../test/fixtures/kicad-skills.ts";
import { needs } from "../../test/runner/needs.ts";
import { architecture, block, rail } from "./fixtures/architecture.ts";
import schematic from "./index.ts";
import { PlanSchema } from "./schema.ts";

const test = suite("skills/schematic/kicad");
const withKicad = needs("kicad-cli", test);

const EXAMPLE = readFileSync(join(import.meta.dirname, "example/architecture.json"), "utf8");

async function run(asked: unknown, name = "draft") {
  const content = typeof asked === "string" ? asked : JSON.stringify(asked);
  const files = { "architecture.json": content };
  const result = await runSkill(schematic, { files, args: { name }, tools: [kicad] });
  const plan = PlanSchema.parse(JSON.parse(result.files[`eda/kicad/${name}.net-plan.json`]!));
  const nets = plan.nets.asked.map((net) => [
    net.name,
    ...net.pins.map(({ ref, pin }) => `${ref}.${pin}`),
  ]);
  return { ...result, plan, nets, sheet: result.files[`eda/kicad/${name}.kicad_sch`]! };
}

withKicad(
  "a regulator, a controller and a sensor have no ERC error and exactly the nets asked for",
  async () => {
    const { plan, nets, sheet, files } = await run(EXAMPLE);
    assert.equal([plan.verdict, plan.erc.errors, plan.erc.warnings], ["proven", 0, 0]);
    assert.equal(plan.nets.differences, []);
    assert.equal(nets, [
      ["+3V3", "C2.1", "C3.1", "C4.1", "R1.1", "R2.1", "U1.2", "U2.4", "U3.5"],
      ["GND", "C1.2", "C2.2", "C3.2", "C4.2", "U1.1", "U2.5", "U3.8", "U3.9"],
      ["SCL", "R2.2", "U2.16", "U3.4"],
      ["SDA", "R1.2", "U2.1", "U3.1"],
      ["VIN", "C1.1", "U1.3"],
    ]);
    assert.equal(plan.flags, ["GND", "VIN"]);
    assert.equal((await run(EXAMPLE)).sheet, sheet);
    assert.match(
      files["schematic-plan.md"]!,
      /5 nets with 24 pins asked for, 5 with 24 found, 0 differ/,
    );
  },
);

withKicad("shows every unit of a part, and marks what is not used", async () => {
  const part = { ref: "U1", symbol: "Amplifier_Operational:LM358" };
  const nets = [
    {
      name: "OUT",
      pins: [
        { ref: "U1", pin: "1" },
        { ref: "U1", pin: "2" },
      ],
    },
    { name: "+5V", pins: [{ ref: "U1", pin: "8" }] },
    { name: "GND", pins: [{ ref: "U1", pin: "4" }] },
    {
      name: "IN",
      pins: [
        { ref: "U1", pin: "3" },
        { ref: "R1", pin: "1" },
      ],
    },
  ];
  const asked = { parts: [part, { ref: "R1", symbol: "Device:R", value: "10k" }], nets };
  const { plan, sheet } = await run(asked);
  assert.equal([plan.verdict, plan.erc.errors], ["proven", 0]);
  assert.is(sheet.match(/\(lib_id "Amplifier_Operational:LM358"\)/g)!.length, 3);
  assert.equal(
    plan.unconnected.map(({ ref, pin }) => `${ref}.${pin}`),
    ["U1.5", "U1.6", "U1.7", "R1.2"],
  );
});

withKicad("proves the net list of the example", async () => {
  const nets = readFileSync(join(import.meta.dirname, "example/nets.json"), "utf8");
  const { plan } = await run(nets);
  assert.equal([plan.verdict, plan.erc.errors, plan.parts.length], ["proven", 0, 4]);
  assert.equal(plan.repairs, []);
});

withKicad("two outputs on one net fail, by KiCad's word", async () => {
  const parts = ["U1", "U2"].map((ref) => ({ ref, symbol: "Regulator_Linear:AMS1117-3.3" }));
  const pins = parts.map(({ ref }) => ({ ref, pin: "2" }));
  const { plan } = await run({ parts, nets: [{ name: "A", pins }] });
  assert.is(plan.verdict, "failed");
  assert.ok(plan.erc.byType.pin_to_pin);
});

withKicad("pins that touch in the symbol cannot be on two nets", async () => {
  const parts = [{ ref: "U1", symbol: "Sensor_Humidity:SHT31-DIS" }];
  const net = (name: string, pin: string) => ({ name, pins: [{ ref: "U1", pin }] });
  const { plan } = await run({ parts, nets: [net("GND", "8"), net("PAD", "9")] });
  assert.is(plan.verdict, "failed");
  assert.ok(plan.tbd.some(({ id, reason }) => id === "conflict-U1.8/9" && /touch/.test(reason)));
});

withKicad("a footprint that is not installed is taken away", async () => {
  const parts = [{ ref: "R1", symbol: "Device:R", footprint: "Resistor_SMD:R_9999" }];
  const nets = [{ name: "A", pins: [{ ref: "R1", pin: "1" }] }];
  const { plan, sheet } = await run({ parts, nets });
  assert.equal([plan.verdict, plan.parts[0]!.footprint, plan.repairs.length], ["proven", null, 1]);
  assert.not.ok(sheet.includes("R_9999"));
});

withKicad("proves nothing where no net is asked for", async () => {
  const { plan } = await run({ parts: [{ ref: "R1", symbol: "Device:R" }], nets: [] });
  assert.equal([plan.verdict, plan.erc.errors], ["unproven", 0]);
});

withKicad(
  "draws USB power, a fixed regulator with enable, SPI with a select line, and tells what it cannot",
  async () => {
    const bus = (to: string, name: string) => ({ to, bus: name, signals: [], level: null });
    const asked = architecture(
      [
        block("usb", "Connector:USB_C_Receptacle_USB2.0_16P", { kind: "connector" }),
        block("ldo", "Regulator_Linear:AP2112K-3.3", { kind: "regulator" }),
        block("mcu", "MCU_ST_STM32G0:STM32G030F6Px", {
          kind: "mcu",
          interfaces: [bus("flash", "SPI"), bus("gyro", "I²C"), bus("display", "MIPI")],
        }),
        block("flash", "Memory_Flash:W25Q128JVS", { kind: "memory" }),
        block("gyro", "Sensor_Motion:MPU-6050"),
        block("display", null, { kind: "display", tbd: "a panel of 2 inches" }),
      ],
      [
        rail("vbus", "usb", ["ldo"], { name: "VBUS", voltage: null }),
        rail("main", "ldo", ["mcu", "flash", "gyro", "display"], { source: "vbus" }),
      ],
    );
    const { plan, nets } = await run(asked);
    assert.equal([plan.verdict, plan.erc.errors], ["proven", 0]);
    const pinsOf = (name: string) => nets.find(([net]) => net === name)?.slice(1);
    assert.equal(pinsOf("J1_CC1"), ["J1.A5", "R1.1"]);
    assert.ok(pinsOf("VBUS")!.includes("U1.3"), "the enable pin is on the input");
    assert.ok(pinsOf("+3V3")!.includes("U1.5"));
    assert.equal(
      ["SCK", "MOSI", "MISO", "CS_U3"].map((net) => pinsOf(net)!.length),
      [2, 2, 2, 2],
    );
    assert.ok(pinsOf("SDA")!.includes("U4.24"));
    const told = plan.tbd.map(({ item, what }) => `${item}: ${what}`);
    assert.ok(told.includes("display: is not on the sheet"));
    assert.ok(told.includes("mcu: MIPI to display is not drawn"));
  },
);

test.run();
