/** Which buses are kept for lines that no block answers, and what the coverage says of them. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { constraint, words } from "../fixtures/requirements.ts";
import { PLAIN, run } from "../fixtures/run.ts";

const test = suite("skills/architecture/choose/reserved");

const bus = (id: string, statement: string, values: string[]) =>
  constraint(id, { category: "interface", parameter: "mcu_interface", statement, values });
const MCU = words("m", "It has a microcontroller");

async function kept(...lines: ReturnType<typeof constraint>[]) {
  const { design } = await run([...PLAIN, MCU, ...lines]);
  const { pins, peripherals } = design.host!;
  const of = (name: string) => peripherals.find((one) => one.name === name);
  const row = (id: string) => design.coverage.find(({ requirement }) => requirement === id)!;
  return { pins, of, row };
}

test("keeps a port and two pins for each line that wants a UART", async () => {
  const { pins, of, row } = await kept(
    bus("a", "The MCU shall communicate with the payload via UART", ["UART"]),
    bus("b", "The MCU has a UART for the console", ["UART"]),
  );
  assert.equal(of("uart"), { name: "uart", count: 2, for: ["REQ-a", "REQ-b"], pins: 4 });
  assert.is(pins, 6);
  const far = row("REQ-a");
  assert.is(far.status, "partly");
  assert.match(far.note, /mcu: has uart, with pins for it\. What the bus leads to is no block/);
  assert.is(row("REQ-b").status, "addressed");
});

test("keeps one of two that are a choice, and none where a block hangs on it", async () => {
  const choice = await kept(
    bus("c", "The MCU talks to the supply via UART or I2C", ["UART", "I2C"]),
  );
  assert.equal(choice.of("uart")?.for, ["REQ-c"]);
  assert.equal(choice.of("i2c")?.for, ["humidity-sensor"]);
  const used = await kept(bus("d", "MCU: I2C for the humidity sensor", ["I2C"]));
  assert.equal(used.of("i2c")?.for, ["humidity-sensor"]);
  const shared = await kept(bus("e", "The MCU has I2C", ["I2C"]));
  assert.equal(shared.of("i2c"), {
    ...{ name: "i2c", count: 1, for: ["humidity-sensor", "REQ-e"], pins: 2 },
  });
});

test("keeps a timer output for PWM below the controller's own peripherals, where no connector stands", async () => {
  const section = "Hardware › Microcontroller Requirements › Peripherals";
  const pwm = (statement: string, where = section) =>
    constraint("pwm", {
      ...{ category: "interface", parameter: "pwm", values: ["PWM"] },
      ...{ statement, section: where },
    });
  const inside = await run([...PLAIN, MCU, pwm("PWM: PWM outputs for motor control")]);
  assert.is(inside.block("pwm-outputs"), undefined);
  const need = inside.design.host!.peripherals.find(({ name }) => name === "pwm");
  assert.equal(need, { name: "pwm", count: 1, for: ["REQ-pwm"], pins: 1 });
  const row = inside.design.coverage.find(({ requirement }) => requirement === "REQ-pwm")!;
  assert.match(row.note, /mcu: has pwm, with pins for it/);
  const outside = [
    pwm("PWM connectors for servos"),
    pwm("PWM outputs", "Hardware › Peripherals"),
    pwm("4 PWM outputs", "Hardware › Outputs"),
  ];
  for (const line of outside) {
    assert.ok((await run([...PLAIN, MCU, line])).block("pwm-outputs"), line.statement);
  }
});

test("counts two pins for USB", async () => {
  const usb = { category: "interface", parameter: "usb_interface", values: ["USB"] };
  const line = constraint("u", { ...usb, statement: "USB for data transfer" });
  const { of } = await kept(line);
  assert.is(of("usb")?.pins, 2);
});

test.run();
