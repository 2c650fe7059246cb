/** Which LEDs, buzzers, knobs, switches and probes a sentence asks for, how many, and of which kind. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ALL } from "../fixtures/catalogue.ts";
import { constraint, fakeParts, part, words } from "../fixtures/requirements.ts";
import { PLAIN, run } from "../fixtures/run.ts";
import { asksOf } from "./read.ts";

const test = suite("skills/architecture/asks/panel");

const blocks = (...statements: readonly string[]) =>
  asksOf(statements.map((text, n) => words(`p${n}`, text))).map(({ id }) => id);
const counted = (parameter: string, typ: number, statement: string) =>
  constraint(parameter, {
    ...{ category: "interface", parameter, typ, unit: "1", si: { typ, unit: "1" }, statement },
  });

test("takes an RGB LED for addressable only where the document says so", () => {
  assert.equal(blocks("One RGB LED shows the state"), ["rgb-leds"]);
  assert.equal(blocks("An RGB status LED"), ["rgb-leds"]);
  for (const text of ["8 addressable RGB LEDs", "WS2812B LEDs", "A NeoPixel ring", "RGB LED strip"])
    assert.equal(blocks(text), ["addressable-leds"], text);
});

test("keeps a status LED beside others", () => {
  assert.equal(blocks("8 addressable RGB LEDs", "A status LED for power"), [
    "addressable-leds",
    "status-leds",
  ]);
  assert.equal(blocks("RGB LED", "A green status LED"), ["rgb-leds", "status-leds"]);
});

test("takes an LED with a brightness or a wavelength for no indicator", () => {
  assert.equal(blocks("Four red LEDs, 620 to 630 nm"), ["lamp-leds"]);
  assert.equal(blocks("White LEDs of 60 lm"), ["lamp-leds"]);
  assert.equal(blocks("Two red LEDs show an alarm"), ["status-leds"]);
  assert.equal(blocks("IR LED for the remote control"), ["infrared-leds"]);
  for (const text of ["LED driver with 350 mA", "LED matrix display", "Red housing", "LEDs"])
    assert.not(blocks(text).includes("status-leds"), text);
});

test("draws LEDs of two colours as two blocks, each of its own colour and count", () => {
  const asks = asksOf([
    counted("red_leds", 2, "Two red LEDs"),
    counted("green_leds", 3, "Three green LEDs"),
  ]);
  assert.equal(
    asks.map(({ id, quantity, rule }) => [id, quantity, rule.attributes!["colour"]]),
    [
      ["status-leds-red", 2, "red"],
      ["status-leds-green", 3, "green"],
    ],
  );
  const oneLine = "Two red LEDs and one green LED";
  const [red, green] = asksOf([counted("red_leds", 2, oneLine), counted("green_leds", 1, oneLine)]);
  assert.equal([red!.quantity, green!.quantity], [2, 1]);
  assert.equal(blocks("A red and a green LED"), ["status-leds-red", "status-leds-green"]);
  const [one] = asksOf([words("b", "Blue enclosure with two LEDs")]);
  assert.is(one!.rule.attributes!["colour"], undefined);
});

test("makes blocks of buzzers, encoders and switches", () => {
  assert.equal(blocks("A buzzer sounds at low battery", "Audible alarm"), ["buzzer"]);
  assert.equal(blocks("Volume is set with a rotary encoder"), ["encoder"]);
  assert.equal(blocks("The address shall be set with two rotary switches"), ["rotary-switch"]);
  assert.equal(blocks("Two limit switches stop the axis"), ["switches"]);
  assert.equal(blocks("No buzzer", "The rotary table is made of steel", "Switch to sleep"), []);
});

test("makes blocks of pulse inputs, lasting memory, heart rates and resistance thermometers", () => {
  assert.equal(blocks("The pulse input shall count a reed switch"), ["digital-inputs"]);
  assert.equal(blocks("It shall keep 400 readings in non-volatile memory"), ["storage"]);
  assert.equal(blocks("Heart rate is measured every 10 min"), ["heart-rate-sensor"]);
  assert.equal(blocks("Two PT100 inputs"), ["rtd"]);
  assert.equal(blocks("Force sensor interface", "A load cell"), ["force-sensor"]);
  assert.equal(blocks("Motor control for a linear actuator"), ["motor-driver"]);
  for (const text of ["Timers for the motor control loop", "PWM: PWM outputs for motor control"])
    assert.not(blocks(text).includes("motor-driver"), text);
  assert.equal(blocks("The heart of the design", "Pulse width 3 ms"), []);
});

test("chooses no driver for a motor of which no current is stated", async () => {
  const bridge = part(
    "driver",
    "HB1",
    { supply_voltage: [2, 12, "V"], output_current: [null, 3, "A"] },
    {
      attributes: { load: "dc-motor" },
    },
  );
  const driven = async (more: readonly ReturnType<typeof constraint>[]) =>
    (
      await run([...PLAIN, words("m", "It drives a DC motor"), ...more], {}, [
        fakeParts([...ALL, bridge]),
      ])
    ).block("motor-driver")!;
  const open = await driven([]);
  assert.is(open.part, null);
  assert.match(open.tbd!, /voltage and current are not stated/);
  const amps = constraint("a", {
    ...{ parameter: "current", subject: "dc motor", max: 2, unit: "A", si: { max: 2, unit: "A" } },
    statement: "2 A",
  });
  assert.is((await driven([amps])).part!.mpn, "HB1");
});

test("says that an LED needs a resistor, and that its current has to be chosen", async () => {
  const led = part(
    "led",
    "RD1",
    { forward_voltage: [null, 2, "V"], current_rating: [null, 0.03, "A"] },
    { attributes: { function: "indicator", colour: "red" } },
  );
  const asked = counted("red_leds", 2, "Two red LEDs");
  const { block } = await run([...PLAIN, asked], {}, [fakeParts([...ALL, led])]);
  const { part: chosen, quantity, rationale } = block("status-leds")!;
  assert.equal([chosen!.mpn, quantity], ["RD1", 2]);
  assert.match(rationale, /R = \(rail − 2 V\) \/ I; I is not stated, 30 mA at most/);
});

test("counts the lines of the controller that a knob takes", async () => {
  const switches = counted("rotary_switches", 2, "Two rotary switches for the address");
  const { block, design } = await run([...PLAIN, switches]);
  assert.is(block("rotary-switch")!.quantity, 2);
  assert.ok(design.host!.pins >= 8);
  assert.match(block("rotary-switch")!.tbd!, /rotary code switch/);
});

test("takes a converter for each thermocouple input, of the type that is told", async () => {
  const converter = (mpn: string, type: string) =>
    part(
      "sensor-environment",
      mpn,
      { supply_voltage: [3, 3.6, "V"], operating_temperature: [-40, 125, "°C"] },
      {
        interfaces: ["spi"],
        attributes: { quantity: "temperature", probe: `thermocouple-${type}` },
      },
    );
  const inputs = counted("type_k_thermocouple_inputs", 4, "Four type K thermocouple inputs");
  const { block } = await run([...PLAIN, inputs], {}, [
    fakeParts([...ALL, converter("TJ1", "j"), converter("TK1", "k")]),
  ]);
  assert.equal([block("thermocouple")!.part!.mpn, block("thermocouple")!.quantity], ["TK1", 4]);
  assert.not.ok(block("temperature-sensor"));
  assert.equal(blocks("Type J and type K thermocouples"), ["thermocouple-j", "thermocouple-k"]);
});

test.run();
