/** Which lines without a constraint name a part that is wanted, and how a block shows that no requirement asks for it. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { PLAIN, run } from "../fixtures/run.ts";
import { linesOf } from "./lines.ts";
import { asksOf } from "./read.ts";

const test = suite("skills/architecture/asks/lines");

const at = (text: string, heading = "Functionality", line = 16) => ({
  text,
  source: { file: "PRD.md", line, section: `Product › ${heading}` },
});
const named = (...all: readonly ReturnType<typeof at>[]) =>
  asksOf([], linesOf({ unmapped: [...all] })).map(({ id }) => id);

test("takes a part that only a line names for wanted", () => {
  assert.equal(named(at("Status LED indicators")), ["status-leds"]);
  assert.equal(named(at("Accelerometer/Position Sensor", "Inputs")), ["accelerometer"]);
});

test("takes what is put off, doubted, refused or told for none", () => {
  const lines = [
    at("Accelerometer", "Nice to Have"),
    at("Barometer and accelerometer: optional (future)"),
    at("No accelerometer is needed"),
    at("Accelerometer availability", "Risks"),
    at("The rider may be measured by an accelerometer"),
    at(`${"The board that carries the accelerometer is told about here ".repeat(3)}`),
  ];
  for (const one of lines) assert.equal(named(one), [], one.text);
});

test("asks for no controller, radio or protection by a word in passing", () => {
  assert.equal(named(at("STM32 microcontroller"), at("LoRa modem"), at("Over-voltage proof")), []);
});

test("draws the block, and says that no requirement asks for it", async () => {
  const { block, design } = await run(PLAIN, { unmapped: [at("Status LED indicators")] });
  const leds = block("status-leds")!;
  assert.equal(leds.requirements, []);
  assert.match(
    leds.rationale,
    /^No requirement asks for it, a line without one names it: PRD\.md:16 “Status LED indicators”\. /,
  );
  const ids = new Set(design.coverage.map(({ requirement }) => requirement));
  assert.ok(design.blocks.every((one) => one.requirements.every((id) => ids.has(id))));
});

test("leaves a block that a requirement asks for to the requirement", async () => {
  const { block } = await run(PLAIN, { unmapped: [at("Humidity shall be measured")] });
  assert.equal(block("humidity-sensor")!.requirements, ["REQ-air"]);
});

test.run();
