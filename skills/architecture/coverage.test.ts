/** A requirement counts as addressed only where data of a part, a rail or a source show it, and the row says which. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ALL, COIN, LARGE, LDO, SMALL } from "./fixtures/catalogue.ts";
import { constraint, fakeParts, part, temperature, words } from "./fixtures/requirements.ts";
import { AIR, PLAIN, run } from "./fixtures/run.ts";

const test = suite("skills/architecture/coverage");

const rows = async (
  more: readonly ReturnType<typeof constraint>[],
  catalogue: Parameters<typeof fakeParts>[0] = ALL,
) => {
  const { design } = await run([...PLAIN, ...more], {}, [fakeParts(catalogue)]);
  return (id: string) => design.coverage.find(({ requirement }) => requirement === `REQ-${id}`)!;
};

test("names the figure or attribute that shows a requirement", async () => {
  const row = await rows([]);
  assert.match(row("in").note, /regulator-3v3: input voltage covers 4\.75 V to 5\.25 V/);
  assert.match(row("r").note, /regulator-3v3: output voltage covers 3\.3 V/);
  assert.match(row("air").note, /humidity-sensor: quantity is temperature,humidity/);
  assert.equal([row("in").status, row("r").status, row("air").status], Array(3).fill("addressed"));
});

test("leaves firmware and what no data show to be shown", async () => {
  const row = await rows([
    constraint("fw", {
      ...{ category: "software", parameter: "firmware", values: ["Betaflight"] },
      statement: "Must run Betaflight",
    }),
    constraint("dfu", {
      ...{ category: "interface", parameter: "firmware_update", values: ["USB DFU"] },
      statement: "Firmware flashes via USB DFU",
    }),
    words("time", "The OBC shall maintain mission elapsed time", { parameter: "maintain_time" }),
  ]);
  assert.equal([row("fw").status, row("dfu").status, row("time").status], Array(3).fill("partly"));
  assert.match(row("fw").note, /firmware is not addressed/);
  assert.match(row("dfu").note, /Not shown by data: USB DFU/);
});

test("shows nothing of what a line wants kept apart, done without, or of another quality", async () => {
  const statements = [
    "It shall measure relative humidity isolated from ground",
    "It shall measure relative humidity without condensation",
    "It shall measure relative humidity and wake on CAN",
  ];
  const row = await rows(statements.map((statement, n) => words(`b${n}`, statement)));
  assert.equal(
    statements.map((_, n) => row(`b${n}`).status),
    Array(3).fill("partly"),
  );
  assert.match(row("b0").note, /isolated from ground/);
});

test("takes a floating-point unit from the core alone", async () => {
  const fpu = constraint("fpu", {
    ...{ parameter: "hardware_fpu", values: ["true"], statement: "Hardware FPU required" },
  });
  const core = (name: string) => [
    ...ALL.filter((one) => one !== SMALL && one !== LARGE),
    { ...SMALL, attributes: { core: name } },
  ];
  const yes = (await rows([fpu], core("cortex-m4f")))("fpu");
  assert.equal([yes.status, yes.note], ["addressed", "Shown by data: mcu: core is cortex-m4f"]);
  assert.is((await rows([fpu], core("cortex-m33")))("fpu").status, "partly");
});

test("counts as held against the temperature only parts whose range was compared", async () => {
  const loose = part(
    "connector",
    "UC1",
    {},
    { interfaces: ["usb"], attributes: { function: "usb-c" } },
  );
  const usb = constraint("u", {
    ...{
      parameter: "usb_interface",
      category: "interface",
      values: ["USB"],
      statement: "USB port",
    },
  });
  const row = (await rows([usb, temperature("t", -20, 60)], [...ALL, loose]))("t");
  assert.not.ok(row.by.includes("usb-connector"));
  assert.match(row.note, /not held, their ambient range is not known: usb-connector/);
  assert.is(row.status, "partly");
});

test("says of a consumption under which conditions it is more than asked", async () => {
  const amps = (typ: number, condition: string) => ({
    ...{ min: null, typ, max: null, unit: "A", condition, checked: null },
    source: { document: "GN1", section: "1" },
  });
  const receiver = part(
    "gnss",
    "GN1",
    { supply_voltage: [2.7, 3.6, "V"] },
    { interfaces: ["uart"] },
  );
  const gnss = {
    ...receiver,
    figures: {
      ...receiver.figures,
      active_current: [amps(0.01, "power save"), amps(0.03, "tracking")],
    },
  };
  const limit = constraint("on", {
    ...{
      parameter: "on_current",
      subject: "gps",
      max: 25,
      unit: "mA",
      si: { max: 0.025, unit: "A" },
    },
    statement: "On Current: <25mA",
  });
  const row = (
    await rows([words("gps", "A GPS receiver", { parameter: "gps" }), limit], [...ALL, gnss])
  )("on");
  assert.is(row.status, "partly");
  assert.equal(row.by, ["gnss"]);
  assert.match(row.note, /10 mA \(power save\), 30 mA \(tracking\)/);
});

test("takes what is ruled out as kept only where a block is meant, and none is there", async () => {
  const no = (id: string, parameter: string, statement: string) =>
    constraint(id, { parameter, values: ["false"], statement });
  const radio = constraint("w", {
    ...{ parameter: "wireless", category: "interface", values: ["WiFi"], statement: "WiFi" },
  });
  const row = await rows([no("g", "gps", "No GPS"), no("b", "bga_packages", "No BGA packages")]);
  assert.equal([row("g").status, row("b").status], ["addressed", "not-addressed"]);
  const there = await rows([radio, no("x", "wifi", "No WiFi in the field")]);
  assert.equal([there("x").status, there("x").by], ["partly", ["mcu"]]);
});

test("does not take a rail for the resistors on it", async () => {
  const pull = constraint("p", {
    ...{ parameter: "rail_voltage", typ: 3.3, unit: "V", si: { typ: 3.3, unit: "V" } },
    statement: "On-board pullup resistors (to 3.3V rail)",
  });
  const row = (await rows([pull]))("p");
  assert.equal([row.status, /Not shown by data: pullup/.test(row.note)], ["partly", true]);
});

test("takes no rail or source for a limit that is none of voltage or current", async () => {
  const cell = constraint("c", {
    ...{ category: "power", parameter: "battery_type", values: ["CR2032"] },
    statement: "Powered by a CR2032",
  });
  const life = constraint("life", {
    ...{ category: "power", parameter: "battery_life", min: 2, unit: "year" },
    ...{ si: { min: 6.3e7, unit: "s" }, statement: "Battery life: at least 2 years" },
  });
  const [nominal] = COIN.figures.nominal_voltage!;
  const figures = { ...COIN.figures, nominal_voltage: [{ ...nominal!, min: null, typ: 3 }] };
  const catalogue = ALL.map((one) => (one === COIN ? { ...COIN, figures } : one));
  const { design } = await run([cell, AIR, life], {}, [fakeParts(catalogue)]);
  assert.equal(
    design.rails.map(({ id }) => id),
    ["rail-supply"],
  );
  const row = design.coverage.find(({ requirement }) => requirement === "REQ-life")!;
  assert.equal([row.status, row.note.includes("for analysis or test")], ["partly", true]);
});

test("tells how many figures of a part were compared a second time", async () => {
  const [flash] = SMALL.figures.flash_size!;
  const checked = { date: "2026-01-02", against: "text of the data sheet" };
  const small = { ...SMALL, figures: { ...SMALL.figures, flash_size: [{ ...flash!, checked }] } };
  const { block, report } = await run(PLAIN, {}, [
    fakeParts(ALL.map((one) => (one === SMALL ? small : one))),
  ]);
  assert.equal(block("mcu")!.part!.figures, { total: 7, checked: 1 });
  assert.match(report, /Acme SM16, QFN-16 \(catalogue\) \| 1 of 7 \|/);
});

/** 3.2 V to 3.4 V. */
const COARSE = part("ldo", "COARSE", { output_voltage: [3.2, 3.4, "V"] }).figures.output_voltage!;

test("shows a report, a charging time or a tolerance by no part that is only chosen for it", async () => {
  const spread = { min: 3.25, typ: 3.3, max: 3.35, unit: "V" };
  const loose = { ...LDO, figures: { ...LDO.figures, output_voltage: COARSE } };
  const asked = [
    words("say", "It shall measure and report relative humidity", { parameter: "report_humidity" }),
    constraint("tight", {
      ...{ category: "power", parameter: "rail_voltage", statement: "3.3 V ± 1.5 % rail" },
      ...{ ...spread, si: spread },
    }),
  ];
  const row = await rows(asked, [...ALL.filter((one) => one !== LDO), loose]);
  assert.equal([row("say").status, row("tight").status], ["partly", "partly"]);
  assert.match(row("tight").note, /within the tolerance is for the power budget and a test/);
  assert.is((await rows(asked))("tight").status, "addressed");
});

test("shows the protection of signals by no suppressor in the supply", async () => {
  const guard = (id: string, subject: string) =>
    words(id, "Protected against over-voltage", { subject, parameter: "protected" });
  const { design } = await run([...PLAIN, guard("in2", "digital_inputs"), guard("dc", "power")]);
  const by = (id: string) =>
    design.coverage.find(({ requirement }) => requirement === `REQ-${id}`)!.by;
  assert.equal([by("in2"), by("dc")], [["signal-protection"], ["over-voltage"]]);
});

test.run();
