/** What stands in the supply against too much and the wrong sign, and what that leaves open. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ALL } from "../fixtures/catalogue.ts";
import { constraint, fakeParts, part, volts, words } from "../fixtures/requirements.ts";
import { AIR, RAIL, run } from "../fixtures/run.ts";

const test = suite("skills/architecture/supply/suppressor");

const guard = (mpn: string, standoff: number, attributes: Record<string, string>, text = mpn) =>
  part(
    "protection",
    mpn,
    { standoff_voltage: [null, standoff, "V"] },
    { attributes, description: text },
  );
const diode = (standoff: number) => guard(`TV${standoff}`, standoff, { function: "tvs" });
const FET = guard("PF20", 20, { function: "reverse-polarity" }, "P-channel MOSFET, 20 V");
const SCHOTTKY = guard("SK40", 40, { function: "reverse-polarity" }, "Schottky rectifier, 40 V");
const FUSE = part(
  "protection",
  "EF36",
  { input_voltage: [4, 36, "V"] },
  { attributes: { function: "efuse" } },
);
const DUMP = constraint("dump", {
  ...{ parameter: "node_voltage", statement: "Survives a load dump of 40 V for 400 ms" },
  ...{ max: 40, unit: "V", si: { max: 40, unit: "V" } },
});
const OVER = words("over", "The supply is protected against over-voltage");
const REVERSE = words("reverse", "Protected against reverse polarity");

async function design(
  lines: Parameters<typeof run>[0],
  more: Parameters<typeof fakeParts>[0],
  to = 16,
) {
  const all = [volts("in", "input_voltage", 9, to), RAIL, AIR, ...lines];
  const result = await run(all, {}, [fakeParts([...ALL, ...more])]);
  const risk = (id: string) => result.design.risks.find((one) => one.id === id)?.text;
  return { ...result, risk };
}

const dumpRow = ({ coverage }: Awaited<ReturnType<typeof design>>["design"]) =>
  coverage.find(({ requirement }) => requirement === "REQ-dump")!;

test("takes a suppressor that does not conduct in a load dump, and says what that means", async () => {
  const { block, risk, design: all } = await design([OVER, DUMP], [diode(18), diode(43)]);
  assert.is(block("over-voltage")!.part?.mpn, "TV43");
  assert.ok(block("over-voltage")!.demands.includes("standoff voltage at least 40 V (REQ-dump)"));
  assert.match(risk("surge-over-voltage")!, /^TV43 does not conduct at the 40 V of REQ-dump/);
  assert.not.match(dumpRow(all).note, /Shown by data/);
  const none = await design([OVER, DUMP], [diode(18)]);
  assert.is(none.block("over-voltage")!.part, null);
  assert.match(none.risk("surge-over-voltage")!, /^No suppressor is chosen/);
  const calm = await design([OVER], [diode(18), diode(43)]);
  assert.is(calm.block("over-voltage")!.part?.mpn, "TV18");
  assert.is(calm.risk("surge-over-voltage"), undefined);
});

test("answers over-voltage in part, since a suppressor lets more through than its stand-off", async () => {
  const { design: all, risk } = await design([OVER, REVERSE], [diode(33), FUSE], 30);
  const row = all.coverage.find(({ requirement }) => requirement === "REQ-over")!;
  assert.is(row.status, "partly");
  assert.match(
    row.note,
    /TV33: its clamping voltage.* is not compared with what the others on that line bear/,
  );
  const text = risk("clamping-over-voltage")!;
  assert.match(text, /^TV33 is held by its stand-off only/);
  assert.match(text, /reverse-polarity \(EF36\), regulator-3v3 \(BK33\)\. EF36 stands before it/);
});

test("warns of the gate of a transistor, and of none where a diode or an electronic fuse stands", async () => {
  const { risk } = await design([REVERSE], [FET]);
  assert.match(risk("gate-reverse-polarity")!, /PF20 sees the whole supply \(9 V to 16 V\), and/);
  const dumped = await design([REVERSE, DUMP], [FET]);
  assert.match(dumped.risk("gate-reverse-polarity")!, /for a moment 40 V \(REQ-dump\)/);
  for (const [parts, to] of [
    [[SCHOTTKY], 16],
    [[FUSE], 30],
  ] as const) {
    assert.is((await design([REVERSE], parts, to)).risk("gate-reverse-polarity"), undefined);
  }
});

test("prefers an electronic fuse that bears the surge, and says where none does", async () => {
  const wide = part(
    "protection",
    "EF60",
    { input_voltage: [4, 60, "V"] },
    { attributes: { function: "efuse" } },
  );
  const { block } = await design([REVERSE, DUMP], [FUSE, wide], 30);
  assert.is(block("reverse-polarity")!.part?.mpn, "EF60");
  const less = await design([REVERSE, DUMP], [FUSE], 30);
  assert.is(less.block("reverse-polarity")!.part?.mpn, "EF36");
  assert.ok(less.findings.some(({ id }) => id === "given-up-reverse-polarity-input_voltage"));
});

test("says which part stands before the suppressor, and so without it", async () => {
  const { risk } = await design([OVER, REVERSE], [diode(18), FET]);
  assert.match(
    risk("clamping-over-voltage")!,
    /PF20 stands before it and is not protected by it; .* one for both directions$/,
  );
  assert.not.match((await design([OVER], [diode(18)])).risk("clamping-over-voltage")!, /before it/);
});

test.run();
