/** What an engineer at the bench would ask of each step: the right state, the right thing applied, the right proof. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { extract } from "../../spec/extract.ts";
import { ConstraintsSchema } from "../input/constraints.ts";
import type { Case } from "./cases.ts";
import { planFor } from "./cases.ts";

const test = suite("skills/test-plan/planning/bench");

/** The cases of lines under one heading, as `spec` reads them. */
function casesOf(lines: readonly string[], heading = "Requirements"): Case[] {
  const text = `# P\n\n## ${heading}\n\n${lines.map((line) => `- ${line}`).join("\n")}\n`;
  const read = ConstraintsSchema.parse(extract([{ path: "PRD.md", text }]));
  return [...planFor(read, null, "tightened").cases];
}

/** The steps of the case whose title holds these words. */
function stepsOf(line: string, title: RegExp): string {
  const found = casesOf([line]).filter((one) => title.test(one.title));
  assert.ok(
    found.length > 0,
    `${line}: ${casesOf([line])
      .map((one) => one.title)
      .join(", ")}`,
  );
  return found.flatMap(({ steps }) => steps).join(" ");
}

test("brings the device into the state that a current is named after", () => {
  assert.match(
    stepsOf("Sleep current must be under 10 µA.", /sleep/),
    /Bring the device into sleep\b/,
  );
  assert.match(stepsOf("Standby power < 10 mW", /standby/), /Bring the device into standby\b/);
  assert.match(stepsOf("Modem sleep current ≤ 5 µA", /sleep/), /sleep/);
  assert.match(stepsOf("Charge current at most 400 mA", /charge/), /discharged[^.]*charg/);
  assert.match(
    stepsOf("The inrush current shall not exceed 2 A", /inrush/),
    /Switch the supply on/,
  );
  assert.match(
    stepsOf("The average current shall be less than 60 µA.", /average/),
    /whole cycles of use/,
  );
  assert.match(stepsOf("Peak current < 2 A", /peak/), /draws most/);
  for (const line of ["Supply current < 60 mA", "Sleep timer accuracy ±1 %"])
    assert.not.match(stepsOf(line, /./), /into sleep\b/, line);
});

test("takes no fragment of a condition for a state", () => {
  assert.match(
    stepsOf("The sampling rate shall be 10 samples/s per channel.", /sampl/),
    /normal operation[^.]*; as stated: per channel/,
  );
  assert.match(stepsOf("Brake flash: current up to 350 mA for 2 s", /flash/), /as stated: for 2 s/);
  assert.match(
    stepsOf("Consumption < 60 mA at full load", /consumption/),
    /state that is asked for: at full load/,
  );
});

test("measures what a part is said to draw while it does what is said", () => {
  const steps = stepsOf("The modem draws 220 mA for 4 s each transmission.", /modem/);
  assert.match(
    steps,
    /Let the device do what is stated: "The modem draws 220 mA for 4 s each transmission"/,
  );
  assert.match(steps, /Record the result beside 220 mA/);
  assert.not.match(steps, /Measure modem draws/);
});

test("applies to a sensor or an input what it reads, and measures no output there", () => {
  for (const [line, title] of [
    ["The flow temperature shall be measured from 0 °C to 50 °C.", /flow/],
    [
      "The ride height shall be read from an analog potentiometer, 0.5 V to 4.5 V.",
      /voltage|height/,
    ],
    ["Analog inputs: 0 to 50 V", /analog/],
    ["Ambient light sensor, 1 to 10 000 lux", /./],
    ["Accelerometer with a range of ±4 g", /./],
  ] as const) {
    const cases = casesOf([line]).filter((one) => title.test(one.title));
    assert.ok(
      cases.length > 0 && cases.every(({ kind }) => kind === "span"),
      `${line}: ${cases.map(({ kind, title: name }) => `${kind} ${name}`).join(", ")}`,
    );
  }
  const medium = stepsOf("The flow temperature shall be measured from 0 °C to 50 °C.", /flow/);
  assert.not.match(medium, /climatic chamber/);
  assert.match(medium, /bath/);
  assert.is(casesOf(["Operating temperature -20 to 55 °C"])[0]!.kind, "range");
  assert.is(casesOf(["Output voltage 0 to 30 V"])[0]!.kind, "measure");
});

test("follows the standard that a stress names", () => {
  const esd = stepsOf(
    "The ESD robustness at the connector shall be ±8 kV contact (ISO 10605).",
    /esd/,
  );
  assert.match(esd, /Set up as ISO 10605 says/);
  assert.not.match(esd, /61000-4-2|ten times/);
  assert.match(esd, /severity: ±8 kV/);
  assert.match(stepsOf("ESD ±8 kV contact", /esd/), /Set up as IEC 61000-4-2 says/);
  assert.match(
    stepsOf("Vibration 10 g per MIL-STD-810H, method 514", /vibration/),
    /Set up as MIL-STD-810H/,
  );
  assert.match(
    stepsOf("The unit shall survive load dump pulses up to 40 V (ISO 16750-2).", /voltage/),
    /severity: up to 40 V/,
  );
});

test("applies a discharge wherever the sentence speaks of one", () => {
  for (const line of [
    "ESD IEC 61000-4-2, 4 kV contact, 8 kV air.",
    "Immunity to 4 kV contact and 8 kV air discharge (IEC 61000-4-2)",
  ]) {
    const volts = casesOf([line]).filter(({ kind }) => kind !== "document");
    assert.equal(
      volts.map(({ kind }) => kind),
      ["stress", "stress"],
      line,
    );
    assert.ok(
      volts.every(({ steps }) => steps[0]!.includes("IEC 61000-4-2")),
      line,
    );
  }
  const both = casesOf(["ESD 4 kV contact, surge 2 kV line to earth"]).filter(
    ({ kind }) => kind === "stress",
  );
  assert.match(both.map(({ steps }) => steps[0]).join(" "), /61000-4-2 .*4 kV.*61000-4-5 .*2 kV/);
  assert.is(
    casesOf(["Relay isolation 4 kV contact to coil"]).filter(({ steps }) =>
      steps.join().includes("61000-4-2"),
    ).length,
    0,
  );
});

test("asks no chamber for dry or dripping air", () => {
  for (const one of casesOf(["Humidity: 0 % to 100 % RH"], "Environment")) {
    assert.not.match(one.steps.join(" "), /Set humidity to (?:0|100) %/);
    assert.match(one.gaps.join(" "), /no chamber/);
  }
  const [low, high] = casesOf(["Humidity: 5 % to 95 % RH, non-condensing"], "Environment");
  assert.match(low!.gaps.join(" "), /no chamber/);
  assert.match(high!.steps.join(" "), /Set humidity to 95 %/);
  const usual = casesOf(["Humidity: 20 % to 80 % RH"], "Environment");
  assert.equal(
    usual.map(({ limits }) => limits.acceptMin ?? limits.acceptMax),
    [17, 83],
  );
});

test("counts parts on the board, and what the firmware handles by doing it", () => {
  const stored = stepsOf(
    "The device shall store 400 daily readings in non-volatile memory.",
    /readings/,
  );
  assert.not.match(stored, /schematic/);
  assert.match(stored, /Let the device do what is stated/);
  assert.match(stepsOf("16 levels of grayscale minimum", /levels/), /told apart/);
  assert.match(stepsOf("The case shall pass 10 drop tests.", /tests/), /all 10 are passed/);
  assert.match(stepsOf("Zero ERC errors", /erc/), /electrical rules check/);
  assert.match(stepsOf("2 PCB layers", /layers/), /fabrication data/);
  assert.match(stepsOf("4 digital outputs", /outputs/), /schematic/);
  assert.not.match(stepsOf("Powered by one CR2032 coin cell.", /cells/), /firmware use/);
});

test("asks each rule for the proof that it knows", () => {
  const proof = (line: string) =>
    casesOf([line], "Compliance")
      .flatMap(({ steps }) => steps)
      .join(" ");
  assert.match(proof("RoHS"), /declaration[^.]*materials/i);
  assert.match(proof("CE, RED 2014/53/EU"), /EU declaration of conformity/);
  assert.match(proof("UN 38.3"), /test summary/);
  assert.match(proof("All semiconductors shall be AEC-Q100 qualified."), /each part/);
  assert.match(proof("Assembly per IPC-A-610 class 2"), /Inspect the assembled board/);
  assert.match(proof("StVZO §67"), /type approval/);
  assert.match(proof("IEC 62368-1"), /accredited/);
  assert.not.match(proof("WEEE"), /laboratory/);
});

test("says a price at a quantity once", () => {
  assert.match(
    stepsOf("BOM at most 9.50 EUR at 5000 pcs", /cost/),
    /bill of materials at 5000 pcs, with/,
  );
  assert.match(
    stepsOf("BOM cost < 15 GBP @ 100 units", /cost/),
    /bill of materials @ 100 units|at 100 units/,
  );
});

test("judges a stated accuracy as the largest error, and a nominal value by the data sheet", () => {
  const [accuracy] = casesOf(["The pressure shall be measured with an accuracy of 0.5 %."]);
  assert.equal([accuracy!.kind, accuracy!.limits.min, accuracy!.limits.max], ["error", -0.5, 0.5]);
  assert.match(accuracy!.gaps.join(" "), /of what/);
  const [voltage] = casesOf(["Battery: single-cell LiPo, 3.7 V nominal"]).filter(({ title }) =>
    /voltage/.test(title),
  );
  assert.is(voltage!.kind, "read");
  const [band] = casesOf(["Wi-Fi (2.4 GHz, 802.11n)"]).filter(({ title }) =>
    /frequency/.test(title),
  );
  assert.is(band!.kind, "read");
});

test("measures a wavelength with a spectrometer and a capacity by discharging", () => {
  assert.match(stepsOf("Four red LEDs, 620 to 630 nm", /^(?!.*leds$)/), /spectrometer/);
  assert.match(stepsOf("Battery capacity at least 850 mAh", /capacity/), /discharge/i);
});

test("lets charging work inside of its span of temperature, and stop outside", () => {
  const cases = casesOf(["Charging only between 0 °C and 45 °C"]);
  assert.is(cases.length, 2);
  const [low, high] = cases;
  assert.equal([low!.kind, high!.kind], ["threshold", "threshold"]);
  assert.equal(
    [low!.stimulus, high!.stimulus],
    ["applied: 1 °C, then -1 °C", "applied: 44 °C, then 46 °C"],
  );
  assert.match(low!.steps[1]!, /not in effect there/);
});

test.run();
