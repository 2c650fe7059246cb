/** A document's own ids stay visible, and how it says that a requirement is verified decides the method. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { extract } from "../extract.ts";
import { assumptionsReport } from "./assumptions.ts";
import { statedMethod } from "./methods.ts";

const test = suite("skills/spec/report/methods");

const read = (text: string) => extract([{ path: "PRD.md", text }]);

test("takes the method from its cell, and keeps the usual one where the cell allows it", () => {
  for (const [cell, otherwise, wanted] of [
    ["T", "inspection", "test"],
    ["A,T", "inspection", "test"],
    ["I, T", "inspection", "inspection"],
    ["D", "test", "demonstration"],
    ["Analysis", "test", "analysis"],
    ["Test / Inspection", "inspection", "inspection"],
    ["Review of design", "test", "inspection"],
    ["", "test", "test"],
    ["TBD", "test", "test"],
    ["Ann, Tim", "analysis", "analysis"],
    [undefined, "inspection", "inspection"],
  ] as const) {
    assert.is(statedMethod(cell, otherwise), wanted, `${cell} of ${otherwise}`);
  }
});

test("keeps ids of tables and of lists with what they name, read or not", () => {
  const all = read(`# P

## Requirements

| ID | Requirement | Verification |
| --- | --- | --- |
| SYS-012 | The mass shall not exceed 2 kg. | I |
| SYS-013 | It looks fine. | D |

- **FR3.2**: Weight: < 8 g
- REQ-P1: Height: < 9 mm
1. Width: < 7 mm
- Rail voltage: 3.3 V ±5 %
`);
  const refs = all.constraints.map(({ source, verification }) => [
    source.reference,
    verification.method,
  ]);
  assert.equal(refs, [
    ["SYS-012", "inspection"],
    ["FR3.2", "test"],
    ["REQ-P1", "test"],
    [undefined, "test"],
    [undefined, "test"],
  ]);
  assert.is(all.unmapped[0]!.source.reference, "SYS-013");
  assert.match(assumptionsReport(all), "| PRD.md:7 (SYS-012) |");
});

test("takes no number of a row for an id, and no other column for a method", () => {
  const all = read(`# P

## Requirements

| No. | Requirement | Owner |
| --- | --- | --- |
| 1 | The mass shall not exceed 2 kg. | Inspection team |
`);
  const [{ source, verification } = assert.unreachable() as never] = all.constraints;
  assert.equal([source.reference, verification.method], [undefined, "test"]);
});

test("gives a requirement the same id with and without its document's own", () => {
  const ids = ["- Weight: < 8 g", "- FR-7: Weight: < 8 g"].map(
    (line) => read(`# P\n\n## R\n\n${line}\n`).constraints[0]!.id,
  );
  assert.is(ids[0], ids[1]);
});

test.run();
