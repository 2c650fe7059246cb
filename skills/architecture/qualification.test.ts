/** Which lines ask for a quality of the parts themselves, and how the draft says that it does not show it. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { constraint, words } from "./fixtures/requirements.ts";
import { PLAIN, run } from "./fixtures/run.ts";
import { qualitiesOf } from "./qualification.ts";

const test = suite("skills/architecture/qualification");

test("knows qualities of parts by their words", () => {
  const lines: readonly [string, string[]][] = [
    ["All semiconductors shall be AEC-Q100 or AEC-Q101 qualified.", ["AEC-Q100", "AEC-Q101"]],
    ["Only automotive grade parts shall be used", ["automotive grade"]],
    ["Survives the radiation environment for 2 years", ["radiation environment"]],
    ["Tolerates a total ionizing dose of 20 krad", ["total ionizing dose", "20 krad"]],
    ["All components shall be ITAR-free", ["ITAR-free"]],
    ["Parts per MIL-PRF-38535", ["MIL-PRF-38535"]],
  ];
  for (const [text, found] of lines) assert.equal(qualitiesOf(words("q", text)), found, text);
});

test("takes nothing of it for what is measured, sent out or refused", () => {
  const lines = [
    "It shall measure radiation levels with a tube",
    "A radiation sensor counts pulses",
    "The antenna's radiation pattern shall be uniform",
    "Radiated emissions stay below class B",
    "Recovers from single-event upsets by itself",
    "Automotive supply of 12 V",
    "Vibration as of MIL-STD-810",
    "No automotive grade parts",
  ];
  for (const text of lines) assert.equal(qualitiesOf(words("q", text)), [], text);
});

test("warns once a sentence, and parks none of it as a matter of papers", async () => {
  const statement = "All semiconductors shall be AEC-Q100 qualified";
  const aec = { category: "compliance", parameter: "standard", statement, values: ["AEC-Q100"] };
  const { design, findings } = await run([
    ...PLAIN,
    constraint("a", aec),
    constraint("b", { ...aec, parameter: "qualification" }),
  ]);
  const found = findings.filter(({ id }) => id.startsWith("quality-"));
  assert.equal(
    found.map(({ severity, title }) => [severity, title]),
    [["warning", "AEC-Q100: asked for by REQ-a; no figure of the catalogue tells it of a part"]],
  );
  const row = design.coverage.find(({ requirement }) => requirement === "REQ-a")!;
  assert.is(row.status, "not-addressed");
  assert.match(row.note, /^Not shown by data: AEC-Q100; no figure/);
});

test("leaves a block that is there in part, since its part does not show the quality", async () => {
  const line = words("h", "It shall measure relative humidity with an AEC-Q100 part");
  const { design } = await run([...PLAIN, line]);
  const row = design.coverage.find(({ requirement }) => requirement === "REQ-h")!;
  assert.equal([row.status, row.by], ["partly", ["humidity-sensor"]]);
  assert.match(row.note, /Not shown by data: AEC-Q100/);
});

test.run();
