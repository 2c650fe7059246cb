/** Inputs that are no requirements documents are refused with the reason, and before they fill the memory. */
import { isGatewayError } from "metaforge";
import { runSkill } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { extract } from "./extract.ts";
import spec from "./index.ts";
import { LIMITS } from "./limits.ts";

const test = suite("skills/spec/limits");

function refusal(text: string, path = "PRD.md"): string {
  try {
    extract([{ path, text }]);
  } catch (error) {
    assert.ok(isGatewayError(error) && error.code === "VALIDATION_ERROR");
    assert.is(error.details.field, "input.files");
    return error.message;
  }
  return "";
}

test("refuses ten megabytes, whatever they hold", () => {
  for (const piece of ["1", "- a 5 V\n", "|", "  - a\n"]) {
    const text = piece.repeat(10_000_000 / piece.length);
    assert.match(
      refusal(text),
      /PRD\.md: (?:10,000,000|9,999,99\d) characters, where a requirements document has/,
    );
  }
});

test("refuses more lines, sentences and constraints than a person writes", () => {
  assert.match(refusal("a\n".repeat(LIMITS.lines)), "100,001 lines");
  assert.match(refusal("Ab cd. ".repeat(200_000), "a.txt"), /[\d,]+ statements/);
  assert.match(refusal("- Supply: 5 V\n".repeat(LIMITS.constraints + 1)), "20,001 constraints");
});

test("refuses what would be too large a constraints.json, in words that say what to do", async () => {
  const files = { "PRD.md": "- Supply voltage of the unit: 5 V\n".repeat(18_000) };
  try {
    await runSkill(spec, { files });
    assert.unreachable();
  } catch (error) {
    assert.ok(isGatewayError(error) && error.code === "VALIDATION_ERROR");
    assert.match(error.message, /bytes, .* name the part with the requirements, or split it/);
  }
});

test("reads tables of thousands of columns without keeping them", () => {
  const wide = (cell: string) => cell.repeat(20_000);
  for (const [path, row] of [
    ["a.txt", `|${wide("a|")}\n|${wide("-|")}\n`],
    ["a.rst", `+${wide("-+")}\n|${wide("a|")}\n`],
    ["b.rst", `${wide("== ")}\n${wide("a  ")}\n`],
  ]) {
    assert.equal(extract([{ path: path!, text: row!.repeat(20) }]).constraints, []);
  }
});

test("cuts a list of findings that nobody would read to its end, and says so", async () => {
  const files = { "PRD.md": "# N\n\n- Width: TBD\n".padEnd(60_000, "- Height: TBD\n") };
  const { findings } = await runSkill(spec, { files });
  assert.is(findings.length, 2000);
  assert.match(findings.at(-1)!.title, /^[\d,]+ more findings$/);
});

test.run();
