/** What parts have to bear: what is not known can break a limit, and never keep it. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { block, constraint, constraints, volts } from "../fixtures/designs.ts";
import { COIN, SUPPLY, run } from "../fixtures/runs.ts";

const test = suite("skills/power/checks");

async function checksOf(change: (architecture: any) => void, files = SUPPLY) {
  const value = JSON.parse(files["architecture.json"]!);
  change(value);
  const { budget } = await run({ ...files, "architecture.json": JSON.stringify(value) });
  return (id: string) => budget.checks.find((one) => one.id === id)!;
}

test("passes no converter whose load is not known in full, and fails it where the known part is too much", async () => {
  const mute = (also: readonly object[]) =>
    checksOf(({ blocks, rails }) => {
      blocks.push(block("mute", "sensor", "maker/MUTE", { rail: "v3v3" }), ...also);
      rails[1].loads.push("mute", ...also.map((one) => (one as { id: string }).id));
    });
  const open = (await mute([]))("converter-current:ldo");
  // 350 mA + 2 mA of 600 mA, and something that is not known.
  assert.equal(
    [open.verdict, open.value, open.complete, open.margin],
    ["not_measured", 0.352, false, null],
  );
  assert.match(open.reason!, /a figure is missing/);
  const more = ["a", "b"].map((id) => block(id, "radio", "maker/RADIO", { rail: "v3v3" }));
  const broken = (await mute(more))("converter-current:ldo");
  assert.equal([broken.verdict, broken.value], ["fail", 1.052]);
});

test("holds what a rail was laid out for against its converter where that is more", async () => {
  const laid = (value: number, complete: boolean) =>
    checksOf(({ rails }) => {
      rails[1].maxCurrent = { value, unit: "A", basis: "motor 0.5 A (REQ-9)", complete };
    });
  const kept = (await laid(0.5, true))("converter-current:ldo");
  assert.equal(
    [kept.verdict, kept.value, kept.formula],
    ["pass", 0.5, "laid out for 500 mA: motor 0.5 A (REQ-9)"],
  );
  assert.is((await laid(0.7, false))("converter-current:ldo").verdict, "fail");
  const open = await checksOf(({ rails, blocks }) => {
    rails[1].maxCurrent = { value: 0.5, unit: "A", basis: "what REQ-9 allows", complete: true };
    blocks[3].part.id = "maker/MUTE";
  });
  assert.is(open("converter-current:ldo").verdict, "not_measured");
  assert.match(open("converter-current:ldo").reason!, /not all that hangs on it is known/);
});

test("passes no pulse of a battery that nothing hangs on", async () => {
  const check = await checksOf(({ sources }) => {
    sources.push({ id: "backup", kind: "battery", part: "maker/CR2032" });
  });
  const pulse = check("pulse-current:backup");
  assert.equal([pulse.verdict, pulse.value], ["not_measured", null]);
  assert.match(pulse.reason!, /leads from backup to no load/);
});

test("fails a step-down converter whose input falls below its output", async () => {
  const check = await checksOf(({ sources }) => (sources[0].voltage = volts(6, 4.75, 7)));
  const low = check("input-voltage-min:buck");
  assert.equal([low.verdict, low.value, low.limit], ["fail", 4.75, 5]);
  assert.is((await checksOf(() => {}))("input-voltage-min:buck").verdict, "pass");
});

test("fails a step-up converter whose input rises above its output", async () => {
  const check = await checksOf(({ sources, powerTree }) => {
    sources[0].voltage = volts(4, 3, 5.5);
    powerTree[0].topology = "boost";
  });
  const high = check("input-voltage:buck");
  assert.equal([high.verdict, high.value, high.limit], ["fail", 5.5, 5]);
});

test("says up to which thermal resistance a junction is kept where the part's is not known", async () => {
  const check = await checksOf(({ blocks }) => (blocks[1].part.id = "maker/LDOX"));
  // (125 − 40) °C/0.5729 W = 148.4 K/W, without quiescent current: (5 − 3.3) · 0.337
  const { verdict, reason } = check("junction:ldo");
  assert.is(verdict, "not_measured");
  assert.match(
    reason!,
    /thermal resistance to ambient; with 573\.3 mW it is kept up to 148\.3 K\/W/,
  );
});

test("passes no junction that gets too hot at the current its rail was laid out for", async () => {
  const at = async (value: number) => {
    const check = await checksOf(({ rails, blocks }) => {
      blocks[2].part.id = "maker/SENSOR";
      rails[1].maxCurrent = { value, unit: "A", basis: "what REQ-9 allows", complete: true };
    });
    return check("junction:ldo");
  };
  // Known: 4 mA, (5 − 3.3) · 4 mA + 5 · 80 µA = 7.2 mW: 40 + 1.44 = 41.44 °C.
  // Laid out for 0.3 A: 1.7 · 0.3 + 0.0004 = 0.5104 W: 40 + 0.5104 · 200 = 142.08 °C, above 125 °C.
  const hot = await at(0.3);
  assert.equal([hot.value, hot.verdict], [41.44, "not_measured"]);
  assert.match(hot.formula, /at the 300 mA that the rail was laid out for Tj = .* = 142\.1 °C/);
  assert.match(hot.reason!, /at the current that the rail was laid out for it gets too hot/);
  assert.is((await at(0.1)).verdict, "pass");
});

test("calls a limit that is a typical figure itself not proven", async () => {
  const files = {
    ...COIN,
    "architecture.json": COIN["architecture.json"]!.replaceAll(
      "maker/CR2032",
      "maker/TYPICAL",
    ).replaceAll("maker/RADIO", "maker/SENSOR"),
  };
  const { budget } = await run({
    ...files,
    "usage.json": JSON.stringify({ states: [{ name: "on", duty: 1 }] }),
    "constraints.json": constraints([constraint("REQ-1", "consumption", { max: 1, unit: "A" })]),
  });
  const pulse = budget.checks.find(({ kind }) => kind === "pulse-current")!;
  assert.equal([pulse.verdict, pulse.basis, pulse.margin], ["not_measured", "typical", 0.098]);
});

test.run();
