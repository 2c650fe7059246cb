/** What an engineer at the bench would ask of each step: the right state, the right thing applied, the right proof. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { casesOf, stepsOf } from "../fixtures/lines.ts";

const test = suite("skills/test-plan/planning/bench");

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

test.run();
