/** What is done to a device: by the standard that is named, within what chambers reach, and never to what it only measures. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { casesOf, stepsOf } from "../fixtures/lines.ts";
import { DISCHARGE, isSaid } from "./said.ts";

const test = suite("skills/test-plan/planning/applied");

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

test("takes no temperature that is measured or cycled for that of use", () => {
  const one = (line: string) => casesOf([line], "Environment")[0]!;
  assert.is(one("Soil temperature from -20 to 50 °C").kind, "span");
  assert.match(one("Soil temperature from -20 to 50 °C").steps[0]!, /bath/);
  assert.match(one("Thermal cycling -40 to 85 °C, 100 cycles").steps[0]!, /IEC 60068-2-14/);
  assert.match(one("Water resistance 5 ATM").steps[0]!, /pressure vessel/);
  const lines = [
    "Temperature -20 to 55 °C",
    "Soil temperature -10 to 50 °C",
    "Thermal cycling -40 to 85 °C",
    "Supply current < 5 mA",
  ];
  const last = casesOf(lines, "Environment").at(-1)!.steps.join(" ");
  assert.not.match(last, /-40 °C|-10 °C/);
  assert.match(
    casesOf(lines)
      .find(({ title }) => title === "supply current")!
      .steps.join(" "),
    /-20 °C to 55 °C/,
  );
});

test("takes the voltage of a battery from full to empty", () => {
  const cases = casesOf(["Battery voltage 3.0 V to 4.2 V"]);
  assert.equal(
    cases.map(({ kind }) => kind),
    ["range", "range"],
  );
  assert.match(cases[0]!.steps.join(" "), /in place of the battery/);
  assert.is(casesOf(["Battery voltage monitor accuracy ±1 %"])[0]!.kind, "error");
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
  for (const words of [
    "Charging shall only be allowed between 0 °C and 45 °C",
    "Charging is only permitted from 0 °C to 45 °C",
    "The battery shall only be charged between 0 °C and 45 °C",
  ])
    assert.equal(
      casesOf([words]).map(({ kind }) => kind),
      ["threshold", "threshold"],
      words,
    );
});

test("takes how wrong a temperature may be for no span that the device works in", () => {
  const kinds = (line: string) => casesOf([line], "Environment").map(({ kind }) => kind);
  assert.equal(kinds("Water temperature measured from 0 °C to 90 °C ±0.5 °C").at(-1), "error");
  assert.equal(kinds("Operating temperature: -40 °C to 40 °C"), ["range", "range"]);
});

test("finds the voltage of a stress in a long sentence in no time", () => {
  const from = performance.now();
  const statement = `ESD ${"1 ".repeat(10_000)}`;
  assert.is(isSaid({ statement, min: null, typ: 4, max: null }, DISCHARGE), false);
  assert.ok(performance.now() - from < 100, `${performance.now() - from} ms`);
});

test.run();
