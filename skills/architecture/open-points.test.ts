/** What no line settles is told as a risk; a protection or a supply that is held against nothing is not chosen. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ALL, SMALL } from "./fixtures/catalogue.ts";
import { constraint, fakeParts, part, rail, volts, words } from "./fixtures/requirements.ts";
import { AIR, PLAIN, RAIL, run } from "./fixtures/run.ts";

const test = suite("skills/architecture/open-points");

const wide = { operating_temperature: [-40, 105, "°C"] } as const;
const more = [
  part("connector", "UC1", wide, { interfaces: ["usb"], attributes: { function: "usb-c" } }),
  part(
    "protection",
    "VR1",
    { ...wide, standoff_voltage: [null, 300, "V"] },
    {
      attributes: { function: "varistor" },
    },
  ),
  part("protection", "BP1", wide, {
    description: "Protection controller for one cell",
    attributes: { function: "battery-protection", chemistry: "li-ion", cells: "1" },
  }),
  part(
    "protection",
    "MX1",
    { ...wide, input_voltage: [1.6, 5.5, "V"] },
    {
      attributes: { function: "power-mux" },
    },
  ),
  part(
    "can",
    "CC1",
    { ...wide, supply_voltage: [2.7, 5.5, "V"] },
    {
      ...{ interfaces: ["spi", "can"], attributes: { function: "controller" } },
    },
  ),
  part(
    "can",
    "CT1",
    { ...wide, supply_voltage: [4.5, 5.5, "V"] },
    {
      ...{ interfaces: ["can"], attributes: { standard: "iso-11898-2" } },
    },
  ),
  part(
    "transceiver",
    "RS1",
    { ...wide, supply_voltage: [3, 5.5, "V"] },
    {
      ...{ interfaces: ["uart"], attributes: { standard: "rs-232" } },
    },
  ),
  part("buck", "BK50", {
    ...{ ...wide, input_voltage: [6, 60, "V"], output_voltage: [5, 5, "V"] },
    output_current: [null, 1, "A"],
  }),
];
const design = (constraints: Parameters<typeof run>[0]) =>
  run(constraints, {}, [fakeParts([...ALL, ...more])]);

const usb = constraint("usb", {
  ...{ parameter: "usb_interface", category: "interface", values: ["USB"] },
  statement: "USB interface for configuration",
});

test("tells what USB leaves open: the second supply, its clock, and how to get at the controller", async () => {
  const { design: made } = await design([...PLAIN, usb]);
  const text = (id: string) => made.risks.find((one) => one.id === id)?.text ?? "";
  assert.match(
    text("two-supplies"),
    /4\.4 V to 5\.5 V\) beside external-supply \(4\.75 V to 5\.25 V/,
  );
  assert.match(text("usb-clock"), /does not say that LG48 has one without a crystal/);
  assert.match(text("debug-access"), /debug and boot pins of LG48/);
  const swd = constraint("swd", { parameter: "debug", values: ["SWD"], statement: "SWD header" });
  const other = await design([...PLAIN, swd]);
  const ids = other.design.risks.map(({ id }) => id);
  for (const id of ["two-supplies", "usb-clock", "debug-access"])
    assert.not.ok(ids.includes(id), id);
});

test("chooses no protection of a voltage that is not stated", async () => {
  const outlet = words("m", "It shall be plugged into a wall outlet");
  const surge = words("s", "It shall protect against voltage spikes");
  const open = (await design([outlet, surge, AIR])).block("over-voltage")!;
  assert.is(open.part, null);
  assert.match(open.tbd!, /the voltage of mains is not stated/);
  const stated = volts("v", "input_voltage", 207, 253, { statement: "Mains, 230 V AC" });
  const { block, design: made } = await design([stated, surge, AIR]);
  assert.is(made.sources[0]!.kind, "mains");
  assert.equal(
    [block("over-voltage")!.part?.mpn, block("over-voltage")!.demands],
    ["VR1", ["standoff voltage at least 253 V (REQ-v)"]],
  );
});

test("chooses no battery protection for a battery of unknown chemistry", async () => {
  const guard = words("g", "It shall have battery protection");
  const battery = (statement: string) =>
    constraint("b", { category: "power", parameter: "battery", statement });
  const open = await design([battery("A battery"), guard, AIR]);
  assert.is(open.block("battery-protection")!.part, null);
  assert.match(open.block("battery-protection")!.tbd!, /chemistry of the battery is not stated/);
  const known = await design([battery("A Li-ion cell as battery"), guard, AIR]);
  assert.is(known.block("battery-protection")!.part?.mpn, "BP1");
  assert.ok(known.design.risks.some(({ id }) => id === "battery-switch"));
});

test("reports a CAN transceiver whose level is not that of its controller", async () => {
  const can = [
    constraint("c", { parameter: "can_controller", values: ["CC1"], statement: "CC1 controller" }),
    constraint("t", { parameter: "can_transceiver", values: ["CT1"], statement: "CT1" }),
  ];
  const supply = volts("in", "input_voltage", 9, 30);
  const { design: made, block } = await design([supply, RAIL, rail("five", 5), AIR, ...can]);
  assert.equal(block("can-transceiver")!.interfaces[0]!.to, "can-controller");
  const clash = made.findings.find(({ id }) => id === "level-can-transceiver");
  assert.match(clash?.title ?? "", /can-transceiver runs from 5 V, .*3\.3 V/);
});

test("leaves the current of a rail open while a block that takes current has none", async () => {
  const link = words("app", "Control by a mobile app");
  const { design: made } = await design([...PLAIN, link]);
  const [logic] = made.rails;
  assert.is(logic!.maxCurrent!.complete, false);
  assert.match(logic!.maxCurrent!.basis, /not known: what has no rail yet \(remote-link\)/);
  assert.match(
    made.powerTree.find(({ to }) => to === "regulator-3v3")!.reason!,
    /by the part of the current that is known$/,
  );
});

test("puts the choice between two supplies before their rail", async () => {
  const plug = rail("five", 5, {
    subject: "usb",
    statement: "5V rail aware of the plug, prefers VSUP if available",
  });
  const { design: made, block } = await design([
    volts("in", "input_voltage", 9, 30),
    RAIL,
    plug,
    usb,
    AIR,
  ]);
  const into = (to: string) =>
    made.powerTree.filter((one) => one.to === to).map(({ from }) => from);
  assert.equal([into("power-or"), into("rail-5v")], [["regulator-5v", "usb"], ["power-or"]]);
  assert.equal(block("power-or")!.demands, ["input voltage at least 5.5 V"]);
});

test("tells which parts would do where the catalogue does not have the one that is named", async () => {
  const named = constraint("n", {
    ...{ parameter: "rs232", category: "interface", values: ["MAX99232"], statement: "RS232" },
  });
  const { block } = await design([...PLAIN, named]);
  assert.is(block("rs232-transceiver")!.part, null);
  assert.equal(block("rs232-transceiver")!.eliminated[0], {
    id: "acme/RS1",
    reasons: ["fits, but is not MAX99232, which the document names"],
  });
});

test("gives a USB power output its rail", async () => {
  const out = constraint("o", {
    ...{ parameter: "usb_output_voltage", typ: 5, unit: "V", si: { typ: 5, unit: "V" } },
    statement: "Min 1x USB 5V Outputs",
  });
  const { design: made } = await design([volts("in", "input_voltage", 10, 15), out]);
  assert.equal(
    made.rails.map(({ id, loads, requirements }) => [id, loads, requirements]),
    [["rail-5v", ["usb-output"], ["REQ-o"]]],
  );
});

test("takes no supply from a line that rules it out", async () => {
  const no = (id: string, parameter: string, statement: string) =>
    constraint(id, { category: "power", parameter, values: ["false"], statement });
  const { design: made } = await design([
    ...PLAIN,
    no("b", "battery", "No battery, no Bluetooth"),
    no("m", "mains_power", "Mains power is not required"),
    words("g", "A wall outlet is not needed", { category: "power", parameter: "outlet" }),
  ]);
  assert.equal(
    made.sources.map(({ id }) => id),
    ["external-supply"],
  );
});

test("says where the pins of the controller are nearly used up", async () => {
  const risk = async (pins: number) => {
    const { gpio_count } = part("mcu", "TINY", { gpio_count: [pins, pins, "1"] }).figures;
    const tiny = { ...SMALL, figures: { ...SMALL.figures, gpio_count: gpio_count! } };
    const catalogue = [tiny, ...ALL.filter(({ family }) => family !== "mcu")];
    const made = await run(PLAIN, {}, [fakeParts(catalogue)]);
    return made.design.risks.find(({ id }) => id === "few-pins");
  };
  // The humidity sensor's bus takes two.
  assert.match(
    (await risk(4))!.text,
    /has 4 pins for 2 .*debug, boot and crystal pins may be among/,
  );
  assert.is(await risk(6), undefined);
});

test.run();
