/** A controller's clock is what its sheet allows at the voltage of its rail. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ALL, SMALL } from "../fixtures/catalogue.ts";
import { constraint, fakeParts, rail } from "../fixtures/requirements.ts";
import { AIR, RAIL, SUPPLY, run } from "../fixtures/run.ts";
import type { Part } from "./wish.ts";
import { allowedClock } from "./clock.ts";

const test = suite("skills/architecture/choose/clock");

const source = { document: "AV1 sheet", section: "Speed grades" };
const grade = (max: number, condition: string | null) => ({
  ...{ min: null, typ: null, max, unit: "Hz", condition, source, checked: null },
});
const GRADED: Part = {
  ...SMALL,
  ...{ id: "acme/AV1", mpn: "AV1" },
  figures: {
    ...SMALL.figures,
    supply_voltage: [{ ...grade(5.5, null), min: 2.7, unit: "V" }],
    // As the catalogue judges a list the best grade would do.
    clock_frequency: [grade(16e6, "from 4.5 V"), grade(8e6, "from 2.7 V")],
  },
};
const rest = ALL.filter(({ family }) => family !== "mcu");
const clock = (mega: number) =>
  constraint("k", {
    ...{ parameter: "mcu_clock", typ: mega, unit: "MHz", category: "performance" },
    ...{ si: { typ: mega * 1e6, unit: "Hz" }, statement: `MCU clock: ${mega} MHz` },
  });

async function controller(lines: Parameters<typeof run>[0]) {
  const { block, design } = await run([SUPPLY, AIR, ...lines], {}, [fakeParts([...rest, GRADED])]);
  return { mcu: block("mcu")!, finding: design.findings.find(({ id }) => id === "clock-mcu") };
}

test("passes over a controller that reaches the stated clock only from a higher supply", async () => {
  const { mcu } = await controller([RAIL, clock(16)]);
  assert.is(mcu.part, null);
  assert.match(
    mcu.eliminated.find(({ id }) => id === GRADED.id)!.reasons.join(),
    /its clock at 3\.3 V reaches 8 MHz, 16 MHz is asked for/,
  );
});

test("takes it for a clock that the rail allows, and says what it cannot", async () => {
  const { mcu, finding } = await controller([RAIL, clock(8)]);
  assert.is(mcu.part?.mpn, "AV1");
  assert.match(finding!.title, /AV1 runs at no more than 8 MHz from 3\.3 V/);
  assert.match(finding!.evidence!, /16 MHz only from 4\.5 V: AV1 sheet, Speed grades/);
  assert.is((await controller([RAIL])).finding?.severity, "warning");
});

test("has nothing to say where the rail gives the highest clock, or no grade is known", async () => {
  const five = await controller([rail("r", 5), clock(16)]);
  assert.is(five.mcu.part?.mpn, "AV1");
  assert.is(five.finding, undefined);
  const { design } = await run([SUPPLY, RAIL, AIR]);
  assert.not(design.findings.some(({ id }) => id === "clock-mcu"));
});

test("reads grades in the ways a sheet writes them, and takes no bus for a clock", () => {
  const of = (...clock_frequency: ReturnType<typeof grade>[]) => ({
    ...GRADED,
    figures: { ...GRADED.figures, clock_frequency },
  });
  assert.is(allowedClock(of(grade(20e6, "4.5 V to 5.5 V"), grade(10e6, "from 2.7 V")), 3.3), 10e6);
  assert.is(allowedClock(of(grade(48e6, null), grade(64e6, "range 1")), 3.3), 64e6);
  assert.is(allowedClock(of(grade(16e6, "from 4.5 V"), grade(20e6, "SPI")), 3.3), null);
});

test.run();
