/** An isolated bus gets a part whose figure says so, or none; and only such a part shows it. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ALL } from "../fixtures/catalogue.ts";
import { constraint, fakeParts, part } from "../fixtures/requirements.ts";
import { PLAIN, run } from "../fixtures/run.ts";
import { isIsolated, isolationVolts } from "./isolation.ts";
import { RULES } from "../asks/read.ts";

const test = suite("skills/architecture/choose/isolation");

const logic = {
  supply_voltage: [3, 5.5, "V"],
  operating_temperature: [-40, 125, "°C"],
} as const;
const bus = (mpn: string, volts: number | null, supply = "external") =>
  part(
    "transceiver",
    mpn,
    { ...logic, ...(volts === null ? {} : { isolation_voltage: [null, volts, "V"] as const }) },
    {
      interfaces: ["uart", "rs485"],
      attributes: { standard: "rs-485", ...(volts === null ? {} : { isolated_supply: supply }) },
    },
  );
const PLAIN_BUS = bus("PB1", null);
const CATALOGUE = [...ALL, PLAIN_BUS, bus("IB25", 2500), bus("IB50", 5000, "integrated")];

const port = (statement: string) =>
  constraint("p", { category: "interface", parameter: "interface", values: ["RS485"], statement });

async function chosen(statement: string, parts = CATALOGUE) {
  const { block, design } = await run([...PLAIN, port(statement)], {}, [fakeParts(parts)]);
  const row = design.coverage.find(({ requirement }) => requirement === "REQ-p")!;
  return { block: block("rs485-transceiver")!, row, design };
}

test("chooses a part with a barrier where the bus has to be isolated, and shows it by its figure", async () => {
  const plain = await chosen("RS-485, half duplex");
  assert.is(plain.block.part?.mpn, "PB1");
  const { block, row } = await chosen("Isolated RS-485");
  assert.is(block.part?.mpn, "IB50");
  assert.ok(block.eliminated.some(({ id }) => id === PLAIN_BUS.id));
  assert.match(row.note, /isolation voltage is 5 kV rms/);
  assert.is(row.status, "addressed");
});

test("holds the stated voltage, and ends open with the nearest where none reaches it", async () => {
  const weak = [...ALL, PLAIN_BUS, bus("IB10", 1000), bus("IB25", 2500)];
  const { block, design } = await chosen(
    "RS-485, galvanically isolated (1.5 kV RMS for 1 min)",
    weak,
  );
  assert.is(block.part?.mpn, "IB25");
  assert.match(design.risks.find(({ id }) => id.startsWith("isolated-supply"))!.text, /IB25 needs/);
  const none = await chosen("RS-485 port with 4 kV isolation", weak);
  assert.is(none.block.part, null);
  assert.ok(none.block.eliminated.some(({ id }) => id === "acme/IB25"));
  assert.match(none.block.tbd!, /isolation voltage at least 4 kV/);
  assert.is.not(none.row.status, "addressed");
  assert.match(
    none.design.risks.find(({ id }) => id.startsWith("isolated-supply"))!.text,
    /no part/,
  );
});

test("gives no part without a barrier, and none of two, for what a general sentence asks", async () => {
  const all = constraint("g", {
    parameter: "field_ports",
    statement: "All field bus ports shall be galvanically isolated from the logic",
  });
  const { block } = await run([...PLAIN, port("RS-485"), all], {}, [
    fakeParts([...ALL, PLAIN_BUS]),
  ]);
  assert.is(block("rs485-transceiver")!.part, null);
});

test("warns of a barrier that nothing in the draft holds, and of none that a part shows or nobody asks", async () => {
  const found = async (statement: string, parts = CATALOGUE) =>
    (await chosen(statement, parts)).design.findings.find(({ id }) => id === "isolation-not-drawn");
  const inputs = "The RS-485 inputs shall be isolated from USB by at least 500 V DC";
  assert.match((await found(inputs))!.evidence!, /REQ-p: The RS-485 inputs/);
  assert.match((await found("Isolated RS-485", [...ALL, PLAIN_BUS]))!.title, /by 1 sentence/);
  assert.is(await found("Isolated RS-485"), undefined);
  assert.is(await found("Non-isolated RS-485"), undefined);
  assert.is(await found("RS-485 may be isolated (future)"), undefined);
});

const rule = (id: string) => ({ rule: RULES.find((one) => one.id === id)! });
const said = (statement: string) => constraint("s", { statement });

for (const [statement, rs485, rs232] of [
  ["Non-isolated RS-485", false, false],
  ["RS-485 without galvanic isolation", false, false],
  ["The RS-485 port need not be isolated", false, false],
  ["RS-485 shall report isolation of faults", false, false],
  ["One isolated RS-485 port and one RS-232 service port", true, false],
  ["Isolated RS-485 and RS-232 ports", true, true],
  ["RS-232 and RS-485, both galvanically isolated", true, true],
  ["Modbus RTU (galvanically separated)", true, false],
] as const) {
  test(`reads who is isolated: ${statement}`, () => {
    assert.is(isIsolated(rule("rs485-transceiver"), said(statement)), rs485);
    if (rs232 || /232/.test(statement))
      assert.is(isIsolated(rule("rs232-transceiver"), said(statement)), rs232);
  });
}

for (const [statement, volts] of [
  ["RS-485, isolation 2.5 kV rms", 2500],
  ["2500 Vrms isolated RS-485", 2500],
  ["CAN isolated by at least 500 V DC", 500],
  ["isolated RS-485, 5 V bus side", null],
  ["isolated CAN, ESD of 8 kV", null],
  ["isolated RS-485 with 4 kV surge protection", null],
] as const) {
  test(`reads the voltage of the barrier: ${statement}`, () => {
    assert.is(isolationVolts(said(statement)), volts);
  });
}

test.run();
