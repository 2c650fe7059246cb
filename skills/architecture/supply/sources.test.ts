/** What is told of a battery: the voltages between empty and full, and what it holds. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { constraint } from "../fixtures/requirements.ts";
import { AIR, run } from "../fixtures/run.ts";

const test = suite("skills/architecture/supply/sources");

/** One line of a document, as `spec` cuts it: what it is, its voltage, what it holds. */
function battery(kind: string, volts: number, capacity: { typ: number } | { min: number }) {
  const statement = `Battery: ${kind}, ${volts} V nominal, capacity ${JSON.stringify(capacity)}`;
  const common = { category: "power", statement } as const;
  return [
    constraint("kind", { ...common, parameter: "battery", values: [kind] }),
    constraint("volts", {
      ...{ ...common, parameter: "battery_voltage", typ: volts, unit: "V" },
      si: { typ: volts, unit: "V" },
    }),
    constraint("holds", {
      ...{ ...common, parameter: "capacity", ...capacity, unit: "C" },
      si: { ...capacity, unit: "C" },
    }),
  ];
}
const sourceOf = async (...given: Parameters<typeof battery>) =>
  (await run([...battery(...given), AIR])).design.sources[0]!;

test("runs a circuit between empty and full, where only a nominal voltage is stated", async () => {
  const { voltage, basis } = await sourceOf("LiPo", 3.7, { typ: 3060 });
  assert.equal(voltage, { min: 3, typ: 3.7, max: 4.2, unit: "V" });
  assert.match(
    basis,
    /3\.7 V as stated; a cell of 3 V empty to 4\.2 V full, as is usual of li-pol/,
  );
  const two = await sourceOf("Li-ion", 7.4, { typ: 3060 });
  assert.equal(two.voltage, { min: 6, typ: 7.4, max: 8.4, unit: "V" });
  const iron = await sourceOf("LiFePO4", 12.8, { typ: 3060 });
  assert.equal(iron.voltage, { min: 10, typ: 12.8, max: 14.4, unit: "V" });
});

test("leaves a nominal voltage alone that is none of the chemistry", async () => {
  const { voltage, basis } = await sourceOf("LiPo", 5, { typ: 3060 });
  assert.equal(voltage, { min: 5, typ: 5, max: 5, unit: "V" });
  assert.is(basis, "as stated");
});

test("takes the capacity that the battery's own line states", async () => {
  const { capacity, requirements } = await sourceOf("LiPo", 3.7, { typ: 3060 });
  assert.equal([capacity?.value, capacity?.unit], [0.85, "Ah"]);
  assert.match(capacity!.source!, /as stated/);
  assert.is(requirements.length, 3);
});

test("takes a capacity of another line for none of the battery", async () => {
  const stored = constraint("log", {
    ...{ category: "functional", parameter: "charge_capacity", statement: "Counts up to 1 C." },
    ...{ typ: 1, unit: "C", si: { typ: 1, unit: "C" } },
  });
  const [kind, volts] = battery("LiPo", 3.7, { typ: 1 });
  const { design } = await run([kind!, volts!, stored, AIR]);
  assert.is(design.sources[0]!.capacity, null);
});

test.run();
