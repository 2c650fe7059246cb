/** The skill's test: the contract that every skill keeps, and what this one finds. */
import assert from "node:assert/strict";
import test from "node:test";
import { runSkill, skillContract } from "metaforge/testing";
import skill from "./index.ts";

const files = { "PRD.md": "# Pump\n\n- Supply: 5 V\n- Weight: TBD\n" };
const input = ["PRD.md"];

for (const [name, check] of skillContract(skill, { files, input })) test(name, check);

test("lists each open point with its place", async () => {
  const run = await runSkill(skill, { files, input });
  assert.equal(run.files["my-skill.md"], "# Open points\n\n- PRD.md:4: - Weight: TBD\n");
  assert.equal(run.summary, "Open points: 1");
});

test("looks for another word when it is given one", async () => {
  const run = await runSkill(skill, { files, input, args: { word: "5 V" } });
  assert.match(run.files["my-skill.md"]!, /PRD\.md:3: - Supply: 5 V/);
});
