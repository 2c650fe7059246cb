/** What is counted and who is nearest: figures that a reader takes for the catalogue's own. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ALL, HUMIDITY, LARGE, SMALL } from "../fixtures/catalogue.ts";
import { constraint, fakeParts } from "../fixtures/requirements.ts";
import { PLAIN, run } from "../fixtures/run.ts";

const test = suite("skills/architecture/choose/select");

const flash = (id: string, kib: number, priority: "must" | "should" = "must") =>
  constraint(id, {
    ...{ parameter: "flash", min: kib, unit: "KB", priority, statement: `${kib} KB flash` },
    si: { min: kib * 1024, unit: "byte" },
  });

test("counts a part once, whichever of the names it carries", async () => {
  const named = constraint("n", { parameter: "mcu", values: ["SM16", "LG48"], statement: "MCU" });
  const { block } = await run([...PLAIN, named, flash("f", 64)]);
  assert.match(block("mcu")!.rationale, /LG48 \([^)]*\): 1 of 2 in the catalogue by that name fit/);
  const all = await run([...PLAIN, named]);
  assert.match(all.block("mcu")!.rationale, /: 2 of 2 in the catalogue by that name fit/);
});

test("counts among parts of the kind that is asked for", async () => {
  const other = { ...HUMIDITY, id: "acme/PR1", mpn: "PR1", attributes: { quantity: "pressure" } };
  const { block } = await run(PLAIN, {}, [fakeParts([...ALL, other])]);
  assert.match(block("humidity-sensor")!.rationale, /: 2 of 2 in the catalogue fit/);
});

test("calls nearest what misses least of what must be, with every reason against it", async () => {
  const core = constraint("c", {
    ...{ parameter: "processor", values: ["ARM Cortex-M4"], statement: "Cortex-M4" },
  });
  const near = { ...LARGE, id: "acme/XL1", mpn: "XL1", attributes: { core: "cortex-m4f" } };
  const wanted = [...PLAIN, core, flash("f", 1024), flash("s", 65536, "should")];
  const { block } = await run(wanted, {}, [fakeParts([...ALL, near])]);
  const { part, eliminated, demands } = block("mcu")!;
  assert.is(part, null);
  assert.ok(demands.some((text) => text.includes("REQ-s")));
  const reasons = new Map(eliminated.map((one) => [one.id, one.reasons.join("; ")]));
  assert.match(reasons.get(SMALL.id)!, /flash_size.*core is cortex-m0plus, Cortex-M4 is asked for/);
  assert.not.match(reasons.get(SMALL.id)!, /67108864/);
  assert.equal([eliminated[0]!.id, eliminated[0]!.reasons.length], ["acme/XL1", 1]);
});

test("gives up no part for what only should be", async () => {
  const { block, design } = await run([...PLAIN, flash("s", 65536, "should")], {}, [
    fakeParts(ALL),
  ]);
  assert.is(block("mcu")!.part?.mpn, "SM16");
  assert.ok(design.findings.some(({ id }) => id === "given-up-mcu-flash_size"));
});

test.run();
