/** Which lines tell of a voltage that the supply reaches for a moment, and what a converter makes of it. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { constraint, volts } from "../fixtures/requirements.ts";
import { AIR, RAIL, run } from "../fixtures/run.ts";
import { surgeOf } from "./surge.ts";

const test = suite("skills/architecture/supply/surge");

const line = (statement: string, max: number) =>
  constraint("dump", {
    ...{ parameter: "node_voltage", statement, max, unit: "V", si: { max, unit: "V" } },
  });

test("reads what the supply has to survive for a moment", () => {
  const lines: readonly [string, number][] = [
    ["The node shall survive load dump pulses up to 40 V for 400 ms.", 40],
    ["Withstands supply transients of 60 V.", 60],
    ["Shall tolerate surges up to 100 V at the supply.", 100],
  ];
  for (const [text, value] of lines) {
    assert.equal(surgeOf([line(text, value)]), { value, requirement: "REQ-dump" }, text);
  }
});

test("takes lines, outputs and tests with kilovolts for none", () => {
  const lines: readonly [string, number][] = [
    ["The inputs shall survive ESD pulses of 8 V", 8],
    ["Outputs survive pulses up to 40 V", 40],
    ["Shall withstand a surge of 1 kV (IEC 61000-4-5)", 1000],
    ["The controller sends pulses of 5 V", 5],
    ["The supply is 24 V", 24],
  ];
  for (const [text, value] of lines) assert.is(surgeOf([line(text, value)]), null, text);
});

const regulator = async (dump: number) => {
  const text = `Survives a load dump of ${dump} V`;
  const { design, block } = await run([
    volts("in", "input_voltage", 9, 16),
    RAIL,
    AIR,
    line(text, dump),
  ]);
  const reason = design.powerTree.find(({ to }) => to === "regulator-3v3")!.reason!;
  return { mpn: block("regulator-3v3")!.part?.mpn, reason };
};

test("chooses a converter that bears it, or says that it has to be limited before it", async () => {
  // The buck converter of the small catalogue ends at 32 V.
  const borne = await regulator(30);
  assert.is(borne.mpn, "BK33");
  assert.match(borne.reason, /; its part bears the 30 V of REQ-dump$/);
  const above = await regulator(40);
  assert.is(above.mpn, "BK33");
  assert.match(above.reason, /none in the catalogue bears the 40 V of REQ-dump besides/);
});

test.run();
