/** The skill as the gateway runs it. */
import { fail, isGatewayError } from "metaforge";
import type { SkillContext } from "metaforge";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import spec from "./index.ts";
import type { Args } from "./schema.ts";
import { ArgsSchema } from "./schema.ts";

const test = suite("skills/spec/index");

/** The part of a context that this skill uses, over files in memory. */
function contextOf(files: Readonly<Record<string, string>>, names: readonly string[], args = {}) {
  const fractions: number[] = [];
  const context = {
    input: { files: names, args: ArgsSchema.parse(args) },
    signal: new AbortController().signal,
    llm: { available: false },
    progress: (fraction: number) => void fractions.push(fraction),
    async read(path: string) {
      const text = files[path];
      if (text === undefined) throw fail("VALIDATION_ERROR", { problem: `${path} is missing` });
      return text;
    },
  };
  return { context: context as unknown as SkillContext<Args>, fractions };
}

test("is the skill spec of the requirements agent and reads PRD.md unless told otherwise", () => {
  assert.equal([spec.name, spec.agent, spec.version], ["spec", "requirements", "1.0.0"]);
  assert.equal(spec.input.files, ["PRD.md"]);
});

test("proposes constraints.json and assumptions.md, with findings and a summary", async () => {
  const { context, fractions } = contextOf({ "PRD.md": "# N\n\n- Weight: < 5 g\n- Width: TBD\n" }, [
    "PRD.md",
  ]);
  const { artifacts, findings, summary } = await spec.run(context as SkillContext<unknown>);
  assert.equal(
    artifacts.map(({ path }) => path),
    ["constraints.json", "assumptions.md"],
  );
  const json = JSON.parse(String(artifacts[0]!.content));
  assert.ok(spec.artifacts!["constraints.json"]!.safeParse(json).success);
  assert.equal(
    findings!.map(({ title }) => title),
    ["Open question: Width: TBD"],
  );
  assert.is(
    summary,
    "1 constraint, 0 contradictions, 1 open question, 0 statements not understood.",
  );
  assert.equal(
    fractions,
    fractions.toSorted((a, b) => a - b),
  );
});

test("joins several files and names each in its constraints", async () => {
  const files = {
    "PRD.md": "# N\n\n- Weight: < 5 g\n",
    "docs/power.txt": "Power\n=====\n\n- Input: 5 V\n",
  };
  const { context } = contextOf(files, Object.keys(files));
  const { artifacts } = await spec.run(context as SkillContext<unknown>);
  const { constraints, inputs } = JSON.parse(String(artifacts[0]!.content));
  assert.equal(
    constraints.map(({ source }: { source: { file: string } }) => source.file),
    ["PRD.md", "docs/power.txt"],
  );
  assert.equal(
    inputs.map(({ path }: { path: string }) => path),
    ["PRD.md", "docs/power.txt"],
  );
});

test("fails when an input is missing", async () => {
  const { context } = contextOf({}, ["PRD.md"]);
  try {
    await spec.run(context as SkillContext<unknown>);
    assert.unreachable();
  } catch (error) {
    assert.ok(isGatewayError(error) && error.code === "VALIDATION_ERROR");
  }
});

test("says so when it is given no file", async () => {
  const { context } = contextOf({}, []);
  try {
    await spec.run(context as SkillContext<unknown>);
    assert.unreachable();
  } catch (error) {
    assert.ok(isGatewayError(error) && error.code === "VALIDATION_ERROR");
    assert.is(error.details.field, "input.files");
  }
});

test("refuses arguments that make no sense", () => {
  for (const args of [
    { currency: "dollars" },
    { idPrefix: "1" },
    { idPrefix: "" },
    { strict: "yes" },
  ]) {
    assert.not(ArgsSchema.safeParse(args).success);
  }
});

test.run();
