/** A document that says nothing must not cost the requirements that are there, and one that drops most of them says so. */
import { isGatewayError } from "metaforge";
import { runSkill } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import spec from "../index.ts";

const test = suite("skills/spec/report/loss");

const LINES = ["Weight: < 5 g", "Supply: 3.3 V ± 5 %", "Width: at most 30 mm", "Cost: < 8 USD"];
const document = (lines: readonly string[]) =>
  `# Pump\n\n## Constraints\n\n${lines.map((line) => `- ${line}\n`).join("")}`;

const run = (files: Record<string, string>, input?: readonly string[]) =>
  runSkill(spec, { files, ...(input ? { input } : {}) });
const earlier = async (lines: readonly string[] = LINES) =>
  (await run({ "PRD.md": document(lines) })).files["constraints.json"]!;

for (const [what, text] of [
  ["an empty document", ""],
  ["one of blanks", " \n\t\n"],
  ["one of headings", "# Pump\n\n## Constraints\n"],
  ["one of prose", "# Pump\n\nIt pumps water from one place to another.\n"],
  ["one that only asks", "# Pump\n\n## Constraints\n\n- Weight: TBD\n"],
] as const) {
  test(`refuses ${what} where requirements stand, and says how many would be lost`, async () => {
    const files = { "PRD.md": text, "constraints.json": await earlier() };
    const thrown = await run(files).then(
      () => null,
      (reason: unknown) => reason,
    );
    assert.ok(isGatewayError(thrown) && thrown.code === "VALIDATION_ERROR", String(thrown));
    assert.match(thrown.message, /PRD\.md states no requirement.* all 4 .*constraints\.json/);
    assert.equal([thrown.details["path"], thrown.details["lost"]], ["PRD.md", 4]);
  });
}

test("takes the same document where nothing can be lost", async () => {
  const none = await earlier([]);
  for (const more of [{}, { "constraints.json": none }, { "constraints.json": "{ not ours" }]) {
    // oxlint-disable-next-line no-await-in-loop -- one run after the other
    const { findings } = await run({ "PRD.md": "", ...more });
    assert.match(findings[0]!.title, "No requirement was found");
  }
});

test("warns first of all when most requirements would go, with how many", async () => {
  const files = { "PRD.md": document(["Height: < 9 mm"]), "constraints.json": await earlier() };
  const [finding] = (await run(files)).findings;
  assert.equal(
    [finding!.severity, finding!.title],
    [
      "warning",
      "4 of 4 requirements of constraints.json are in none of these documents and would be removed",
    ],
  );
  assert.match(finding!.evidence!, "Weight");
});

test("says nothing of it when few go, lines are reworded or moved, or more are added", async () => {
  const before = await earlier();
  for (const lines of [
    LINES.slice(1),
    LINES.toReversed(),
    [...LINES, "Height: < 9 mm"],
    ["Weight: below 6 g", "Supply: 5 V ± 5 %", "Width: at most 31 mm", "Cost: < 9 USD"],
  ]) {
    // oxlint-disable-next-line no-await-in-loop -- one run after the other
    const { findings } = await run({ "PRD.md": document(lines), "constraints.json": before });
    assert.not(
      findings.some(({ title }) => title.includes("would be removed")),
      lines.join("; "),
    );
  }
});

test.run();
