/** Which requirements ask for which blocks, and which ask for none. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { constraint, words } from "../fixtures/requirements.ts";
import { asksOf } from "./read.ts";

const test = suite("skills/architecture/asks/read");
const ids = (...all: Parameters<typeof asksOf>[0]) => asksOf(all).map(({ id }) => id);

test("asks for nothing where nothing electrical is asked for", () => {
  const weight = constraint("w", {
    category: "mechanical",
    parameter: "weight",
    statement: "Lighter than a GPS receiver",
  });
  const money = constraint("m", {
    category: "cost",
    parameter: "cost",
    statement: "Wi-Fi module below 3 USD",
  });
  assert.equal(ids(weight, money), []);
});

test("leaves out what is optional, for later or ruled out", () => {
  const may = words("a", "Bluetooth for the app", { priority: "may" });
  const later = words("b", "(FUTURE) The buoy has a GPS receiver");
  const no = words("c", "No microSD card");
  const off = words("d", "Wi-Fi", { values: ["false"], parameter: "wifi" });
  assert.equal(ids(may, later, no, off), []);
});

test("makes nothing that the device shall not have, and all that a limit is on", () => {
  const refused = [
    "It shall not measure temperature",
    "The device must not have a microphone or a GPS receiver",
    "The unit shall not contain Wi-Fi modules",
  ];
  for (const text of refused) assert.equal(ids(words("a", text)), [], text);
  for (const text of [
    "It shall not have more than one GPS receiver",
    "The GPS receiver shall not have a battery",
    "It shall not measure with the GPS receiver while it charges",
  ])
    assert.ok(ids(words("a", text)).includes("gnss"), text);
});

test("charges what is charged over a socket", () => {
  for (const text of ["It shall be charged over USB-C", "The cell is charged from a solar panel"])
    assert.ok(ids(words("a", text)).includes("charger"), text);
  assert.equal(ids(words("a", "Delivered with a charged cell")), []);
});

test("takes one humidity sensor for humidity and temperature", () => {
  const found = asksOf([
    words("t", "It shall measure air temperature"),
    words("h", "It shall measure relative humidity"),
  ]);
  assert.equal(
    found.map(({ id }) => id),
    ["humidity-sensor"],
  );
  assert.equal(found[0]!.because.map(({ id }) => id).toSorted(), ["REQ-h", "REQ-t"]);
});

test("asks for what has to be measured or survived, though no part is named", () => {
  const lines: readonly [string, string][] = [
    ["The node shall measure the acceleration on three axes.", "accelerometer"],
    ["Logs vertical acceleration at 100 Hz", "accelerometer"],
    ["The node shall survive load dump pulses up to 40 V.", "over-voltage"],
    ["The height shall be read from an analog potentiometer, 0.5 V to 4.5 V.", "analog-inputs"],
    ["Shall measure two 4-20 mA loops", "analog-inputs"],
  ];
  for (const [line, id] of lines) assert.equal(ids(words("a", line)), [id], line);
  const others = [
    "Survives an acceleration of 50 g",
    "The display reads well from a distance of 4 to 20 m",
    "Volume is set by a potentiometer-free design",
  ];
  for (const line of others) assert.equal(ids(words("a", line)), [], line);
});

test("leaves what stands below the heading of a computer module to it", () => {
  const below = (id: string, subject: string) =>
    constraint(id, { parameter: "supply_voltage", statement: "3.3 V", subject });
  const asks = asksOf([
    constraint("m", { parameter: "mcu", statement: "STM32", values: ["STM32"] }),
    below("som", "som_graphics_processing"),
    below("own", "processing"),
  ]);
  const about = (rule: string) =>
    asks.find(({ id }) => id === rule)?.about.map(({ id }) => id) ?? [];
  assert.equal(about("mcu"), ["REQ-own"]);
});

test("of a choice of radios takes the one that is asked for alone, else the first", () => {
  const choice = constraint("c", {
    parameter: "wireless",
    values: ["WiFi", "BLE"],
    statement: "WiFi or BLE",
  });
  const ble = constraint("b", { parameter: "ble", values: ["BLE"], statement: "Integrated BLE" });
  assert.equal(ids(choice), ["wifi"]);
  assert.equal(ids(choice, ble), ["ble"]);
  const both = constraint("d", {
    parameter: "wireless",
    values: ["WiFi", "BLE"],
    statement: "WiFi and BLE",
  });
  assert.equal(ids(both), ["wifi", "ble"]);
});

test("counts pieces as the requirement says, the most that has to be supported", () => {
  const lights = constraint("l", {
    parameter: "status_leds",
    min: 2,
    max: 5,
    unit: "1",
    statement: "2 to 5 status LEDs",
  });
  const [ask] = asksOf([lights]);
  assert.equal([ask!.id, ask!.quantity, ask!.quantityFrom], ["status-leds", 5, "REQ-l"]);
});

test("does not take a CAN transceiver for a radio, or a USB outlet for a plug", () => {
  const can = constraint("c", { parameter: "can", values: ["CAN"], statement: "CAN transceiver" });
  const outlet = words("u", "Two USB outlets");
  assert.equal(ids(can, outlet), ["usb-output", "can-transceiver"]);
});

test("asks for a protection at the outputs where they are short-circuited, else for one of the supply", () => {
  const outputs = [
    "The module shall provide 4 digital outputs, 24 V, 0.5 A each, short-circuit proof.",
    "Output short circuit protection",
    "Short-circuit protected relay outputs",
    "Two fused outputs",
  ];
  for (const one of outputs) {
    const all = ids(words("o", one));
    assert.equal(
      [all.includes("output-protection"), all.includes("over-current")],
      [true, false],
      one,
    );
  }
  const supply = ids(words("s", "The product shall protect against short circuits"));
  assert.equal(supply, ["over-current"]);
});

test.run();
