/** What stands near the words of a requirement does not show it: the commonest ways to claim too much. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ALL } from "./fixtures/catalogue.ts";
import { constraint, fakeParts, part, words } from "./fixtures/requirements.ts";
import { PLAIN, run } from "./fixtures/run.ts";

const test = suite("skills/architecture/claims");

const rows = async (more: readonly ReturnType<typeof constraint>[], parts = ALL) => {
  const { design } = await run([...PLAIN, ...more], {}, [fakeParts(parts)]);
  return (id: string) => design.coverage.find(({ requirement }) => requirement === `REQ-${id}`)!;
};
const statuses = (row: Awaited<ReturnType<typeof rows>>, ids: readonly string[]) =>
  ids.map((id) => row(id).status);

test("takes no sensor for what is made of its values", async () => {
  const further = [
    "It shall measure and report relative humidity",
    "Measure and log relative humidity",
    "It shall measure relative humidity and raise an alarm",
  ];
  const row = await rows(further.map((text, n) => words(`f${n}`, text)));
  assert.equal(statuses(row, ["air", "f0", "f1", "f2"]), ["addressed", ..."ppp"].map(long));
});

test("takes one protection array for no number of connectors, and one for a thing", async () => {
  const array = part(
    "protection",
    "TV6",
    { standoff_voltage: [6, 6, "V"] },
    { attributes: { function: "tvs" } },
  );
  const row = await rows(
    [words("one", "Over-voltage protection"), words("all", "Surge protection on exposed ports")],
    [...ALL, array],
  );
  assert.match(row("one").note, /function is tvs/);
  assert.not.match(row("all").note, /function is tvs/);
});

test("takes the guard of the supply for none of signals, and one guard for no two dangers", async () => {
  const tvs = part(
    "protection",
    "TV6",
    { standoff_voltage: [6, 6, "V"] },
    { attributes: { function: "tvs" } },
  );
  const guard = (id: string, subject: string, statement = "Protected against over-voltage") =>
    words(id, statement, { parameter: "protected", subject });
  const both = "Protected against over-voltage and reverse polarity";
  const row = await rows(
    [
      guard("supply", "power_supply"),
      guard("inputs", "digital_inputs"),
      guard("bus", "i2c"),
      guard("both", "power_supply", both),
    ],
    [...ALL, tvs],
  );
  assert.equal(statuses(row, ["supply", "inputs", "bus", "both"]), [..."pppp"].map(long));
  const shown = (id: string) => /function is tvs/.test(row(id).note);
  assert.equal(["supply", "inputs", "bus"].map(shown), [true, false, false]);
});

test("tells against which dangers a battery controller guards, and that it needs switches", async () => {
  const controller = part(
    "protection",
    "BP1",
    {},
    {
      attributes: {
        function: "battery-protection",
        chemistry: "li-ion",
        cells: "1",
        overcharge: "4.3 V",
      },
    },
  );
  const cell = constraint("cell", {
    ...{
      category: "power",
      parameter: "battery_type",
      values: ["Li-ion"],
      statement: "Li-ion cell",
    },
  });
  const named = { ...controller, description: "Protection controller for one cell" };
  const row = (
    await rows([cell, words("bp", "Battery protection (over-charge, short)")], [...ALL, named])
  )("bp");
  assert.is(row.status, "partly");
  assert.is(row.status, "partly");
  assert.match(row.note, /overcharge is 4\.3 V\. Not shown by data: short\. BP1 is the controller/);
});

test("takes a load switch for no load whose current nobody knows", async () => {
  const gate = part("other", "LS1", {}, { attributes: { function: "load-switch" } });
  const row = await rows([words("g", "The payload shall be power-gated")], [...ALL, gate]);
  assert.is(row("g").status, "partly");
});

test("takes the driver of an actuator for no actuator", async () => {
  const chip = part(
    "driver",
    "HD1",
    { supply_voltage: [2, 5.2, "V"] },
    {
      ...{ interfaces: ["i2c"], attributes: { load: "vibration-motor,lra" } },
      description: "Haptic driver for LRA",
    },
  );
  const lra = (id: string, statement: string) =>
    constraint(id, { parameter: "primary", values: ["LRA"], statement });
  const row = await rows(
    [
      lra("act", "Primary: Linear Resonant Actuator (LRA)"),
      lra("drv", "Linear resonant actuator driver for LRA"),
    ],
    [...ALL, chip],
  );
  assert.equal(statuses(row, ["act", "drv"]), ["partly", "addressed"]);
});

test("counts the pixels of an inch where the diagonal is known, and else does not", async () => {
  const ppi = constraint("ppi", {
    ...{ parameter: "resolution", subject: "display", typ: 167, unit: "PPI" },
    ...{ si: { typ: 6574.8, unit: "1/m" }, statement: "167 PPI", section: "Display" },
  });
  const screen = words("scr", "E-paper display", { parameter: "display" });
  const panel = (more: Record<string, string>) =>
    part(
      "display",
      "EP6",
      { supply_voltage: [3, 5, "V"] },
      { interfaces: ["spi"], attributes: { technology: "e-paper", pixels: "1448x1072", ...more } },
    );
  const known = await rows([screen, ppi], [...ALL, panel({ diagonal: "6 inch" })]);
  assert.match(known("ppi").note, /300 pixels per inch/);
  const wide = await rows([screen, ppi], [...ALL, panel({ diagonal: "13.3 inch" })]);
  const unknown = await rows([screen, ppi], [...ALL, panel({})]);
  assert.equal([wide("ppi").status, unknown("ppi").status], ["partly", "partly"]);
});

test("counts channels as channels, and not as the converters behind them", async () => {
  const adc = (id: string, parameter: string, statement: string) =>
    constraint(id, {
      parameter,
      subject: "mcu",
      typ: 4,
      unit: "1",
      si: { typ: 4, unit: "1" },
      statement,
    });
  const controller = constraint("m", { parameter: "mcu", values: ["SM16"], subject: "mcu" });
  const row = await rows([
    controller,
    adc("conv", "adc_count", "A to D converter count: 4 ADCs"),
    adc("chan", "adc_count", "ADC count: 4 channels"),
  ]);
  assert.equal(statuses(row, ["conv", "chan"]), ["partly", "addressed"]);
});

test("shows no sentence of which a figure was read by no requirement", async () => {
  const can = (id: string, statement: string) =>
    constraint(id, { category: "interface", parameter: "wireless", values: ["WiFi"], statement });
  const row = await rows([
    can("lost", "It talks over WiFi, one frame every 10 ms"),
    can("plain", "It talks over WiFi (802.11n)"),
    can("read", "It talks over WiFi for 3 s"),
    constraint("time", {
      ...{ parameter: "time", typ: 3, unit: "s", si: { typ: 3, unit: "s" } },
      statement: "It talks over WiFi for 3 s",
    }),
  ]);
  assert.equal(statuses(row, ["lost", "plain", "read"]), ["partly", "addressed", "addressed"]);
  assert.match(row("lost").note, /Not shown by data: 10 ms/);
});

test("leaves an update of the firmware to the firmware", async () => {
  const row = await rows([
    constraint("fw", {
      ...{ category: "interface", parameter: "firmware_update", values: ["WiFi"] },
      statement: "Firmware update over WiFi.",
    }),
    constraint("w", { category: "interface", parameter: "wireless", values: ["WiFi"] }),
  ]);
  assert.match(row("fw").note, /The firmware is not addressed here/);
  assert.is(row("fw").status, "partly");
});

const long = (letter: string) => (letter === "p" ? "partly" : letter);

test.run();
