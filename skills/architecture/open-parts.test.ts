/** What stands beside a block without being one is told, and a part at the edge of its supply. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ALL } from "./fixtures/catalogue.ts";
import { constraint, fakeParts, part, words } from "./fixtures/requirements.ts";
import { PLAIN, run } from "./fixtures/run.ts";

const test = suite("skills/architecture/open-parts");

const modem = (from: number) =>
  part(
    "radio-module",
    "MD1",
    { supply_voltage: [from, 4.3, "V"] },
    { interfaces: ["lte-m", "uart"], attributes: { modem: "at-commands" } },
  );
const F4 = { ...ALL.find(({ mpn }) => mpn === "LG48")!, mpn: "STM32F411", id: "acme/STM32F411" };

async function risks(
  lines: Parameters<typeof run>[0],
  more: Parameters<typeof fakeParts>[0] = ALL,
) {
  const { design } = await run([...PLAIN, ...lines], {}, [fakeParts(more)]);
  return (id: string) => design.risks.find((one) => one.id === id)?.text;
}

test("tells what a block drives, radiates with or ends in", async () => {
  const actuators = constraint("n", {
    ...{ category: "interface", parameter: "actuators", typ: 8, unit: "1" },
    statement: "8 vibration motors",
  });
  const lines: readonly [ReturnType<typeof words>, string, RegExp][] = [
    [actuators, "driven-haptic-driver", /haptic-driver drives \(8 × vibration motors/],
    [words("p", "Servo outputs"), "driven-pwm-outputs", /no rail is laid out/],
    [words("c", "A CAN bus"), "bus-ends-can-transceiver", /termination \(120 Ω/],
    [words("l", "It reports over LTE"), "beside-cellular", /SIM .* and the antenna/],
    [words("f", "It reads NFC cards"), "beside-nfc", /antenna of nfc/],
    [words("sw", "A relay switches the pump"), "driven-relay", /contacts of relay switch/],
  ];
  for (const [line, id, text] of lines) {
    assert.match((await risks([line]))(id) ?? "", text, line.statement);
  }
  const module = part(
    "gnss",
    "GN1",
    { supply_voltage: [2.7, 3.6, "V"] },
    { interfaces: ["uart"], attributes: { antenna: "patch" } },
  );
  const gps = words("g", "It has a GPS module");
  assert.is((await risks([gps], [...ALL, module]))("beside-gnss"), undefined);
  assert.match((await risks([gps]))("beside-gnss")!, /antenna of gnss/);
  assert.is((await risks([]))("bus-ends-can-transceiver"), undefined);
});

test("tells of a part that its rail holds at the very edge, and of none with room", async () => {
  const lte = words("l", "It reports over LTE");
  const tight = await risks([lte], [...ALL, modem(3.3)]);
  assert.match(
    tight("no-margin-supply-cellular")!,
    /^MD1 takes 3\.3 V to 4\.3 V and hangs on 3\.3 V: no margin is left below it/,
  );
  const roomy = await risks([lte], [...ALL, modem(3)]);
  assert.is(roomy("no-margin-supply-cellular"), undefined);
});

test("tells that SBUS is inverted, and of a controller that cannot turn it around", async () => {
  const sbus = words("s", "RC receiver input (SBUS)");
  assert.match(
    (
      await risks(
        [sbus],
        [...ALL, F4].filter(({ mpn }) => !/^(?:SM|LG)/.test(mpn)),
      )
    )("inverted-sbus")!,
    /STM32F411 cannot invert/,
  );
  assert.match((await risks([sbus]))("inverted-sbus")!, /check that a serial port of SM16 can/);
  assert.is((await risks([words("s", "RC receiver input (CRSF)")]))("inverted-sbus"), undefined);
});

test.run();
