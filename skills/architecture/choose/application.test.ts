/** When a controller is an application processor, and what the draft says that it lacks around one. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { constraint, words } from "../fixtures/requirements.ts";
import { PLAIN, run } from "../fixtures/run.ts";

const test = suite("skills/architecture/choose/application");

const MCU = words("m", "A microcontroller runs it", { section: "Processor" });
const ram = (MiB: number, priority: "must" | "should" = "must") =>
  constraint("ram", {
    ...{ parameter: "ram", subject: "mcu", min: MiB, unit: "MiBy", priority },
    si: { min: MiB * 2 ** 20, unit: "byte" },
    statement: `RAM: at least ${MiB} MB`,
  });
const system = (statement: string, value = "Linux") =>
  constraint("os", {
    ...{ parameter: "operating_system", subject: "mcu", values: [value], statement },
  });

test("calls it so by its memory or its operating system, and says what has to stand around it", async () => {
  for (const line of [
    ram(64),
    system("Support for the Linux kernel 5.x"),
    system("Android", "Android"),
  ]) {
    const { block, design, findings } = await run([...PLAIN, MCU, line]);
    const { name, part, tbd } = block("mcu")!;
    assert.equal([name, part], ["Application processor", null]);
    assert.match(tbd!, /^application processor, since REQ-(?:ram|os) asks for more/);
    assert.match(tbd!, /DDR memory.* PMIC.* boots from.* crystal.* have to be added/);
    const found = findings.find(({ id }) => id === "no-match-mcu")!;
    assert.is(found.title, "No part fits: Application processor");
    assert.match(found.action!, /^Choose an application processor, or a module with one/);
    assert.not.match(found.action!, /[Rr]elax/);
    const risk = design.risks.find(({ id }) => id === "application-processor");
    assert.match(risk!.text, /DDR memory/);
  }
});

test("stays a microcontroller with less, with what only should be, and with what runs elsewhere", async () => {
  const others = [
    ram(1),
    ram(64, "should"),
    system("FreeRTOS", "FreeRTOS"),
    system("The Linux app of the user reads it"),
    system("Drivers for Linux hosts"),
    words("os", "The configuration tool runs on Linux", { subject: "mcu" }),
  ];
  for (const line of others) {
    const { block, design } = await run([...PLAIN, MCU, line]);
    assert.is(block("mcu")!.name, "Microcontroller", line.statement);
    assert.not.ok(design.risks.some(({ id }) => id === "application-processor"));
  }
});

test.run();
