/** Signals that a part does not bear are an error, whatever rail it runs from. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ALL } from "./fixtures/catalogue.ts";
import { constraint, fakeParts, part, words } from "./fixtures/requirements.ts";
import { PLAIN, run } from "./fixtures/run.ts";

const test = suite("skills/architecture/links");

const modem = (io?: readonly [number | null, number | null, string]) =>
  part(
    "radio-module",
    "LTE1",
    {
      supply_voltage: [2.7, 4.3, "V"],
      operating_temperature: [-40, 85, "°C"],
      ...(io && { io_voltage: io }),
    },
    { interfaces: ["lte-m", "uart"], attributes: { modem: "at-commands" } },
  );

async function drafted(one: ReturnType<typeof modem>) {
  const cellular = words("m", "The device shall report by an LTE-M modem");
  const { block, findings } = await run([...PLAIN, cellular], {}, [fakeParts([...ALL, one])]);
  const made = block("cellular")!;
  assert.is(made.part?.mpn, "LTE1");
  const found = findings.find(({ id }) => id === "level-cellular");
  return { link: made.interfaces[0]!, found };
}

test("asks for a level shifter to a modem whose signals are 1.8 V on a rail of 3.3 V", async () => {
  const { link, found } = await drafted(modem([null, 1.8, "V"]));
  assert.is(found?.severity, "error");
  assert.is(
    found!.title,
    "cellular: the signals of LTE1 are for 1.8 V, the controller's uart levels are 3.3 V",
  );
  assert.equal([link.level.value, link.ownLevel], [3.3, { value: 1.8, unit: "V" }]);
});

test("says nothing of signals that bear the controller's level, or whose level is not known", async () => {
  for (const one of [modem([1.7, 3.6, "V"]), modem()]) {
    const { link, found } = await drafted(one);
    assert.equal([found, link.ownLevel], [undefined, undefined]);
  }
});

test("tells what a CAN transceiver's signals bear where a controller of its own drives them", async () => {
  const wide = { operating_temperature: [-40, 105, "°C"] } as const;
  const can = [
    part("can", "CC1", { ...wide, supply_voltage: [2.7, 5.5, "V"] } as const, {
      ...{ interfaces: ["spi", "can"], attributes: { function: "controller" } },
    }),
    part(
      "can",
      "CT1",
      { ...wide, supply_voltage: [3, 5.5, "V"], io_voltage: [4.5, 5.5, "V"] } as const,
      { interfaces: ["can"], attributes: { standard: "iso-11898-2" } },
    ),
  ];
  const asked = [
    constraint("c", { parameter: "can_controller", values: ["CC1"], statement: "CC1 controller" }),
    constraint("t", { parameter: "can_transceiver", values: ["CT1"], statement: "CT1" }),
  ];
  const { block, findings } = await run([...PLAIN, ...asked], {}, [fakeParts([...ALL, ...can])]);
  const [link] = block("can-transceiver")!.interfaces;
  assert.equal([link!.to, link!.ownLevel], ["can-controller", { value: 4.5, unit: "V" }]);
  assert.is(findings.find(({ id }) => id === "level-can-transceiver")?.severity, "error");
});

test.run();
