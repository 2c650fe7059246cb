/** `metaforge run` of a chain: a decision after each skill or one for all, and what stops it. */
import { existsSync, readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { commandLine, lines } from "../../../test/fixtures/command-line.ts";
import { pluginHome } from "../../../test/fixtures/plugin-home.ts";

const test = suite("clients/cli/run-chain");

const step = (name: string, from: string, to: string) => `
import { defineSkill, fail } from "metaforge";
export default defineSkill({
  name: "${name}", agent: "${name}", version: "1.0.0", description: "Makes one file from another.",
  input: { files: ["${from}"] },
  async run({ input, read }) {
    const text = await read(input.files[0]);
    if (text.includes("fail in ${name}")) throw fail("AGENT_ERROR", { problem: "it was told to fail" });
    return { artifacts: [{ path: "${to}", content: text + " > ${name}" }] };
  },
});`;

async function chained() {
  const home = pluginHome({
    "user/first/index.ts": step("first", "in.txt", "one.txt"),
    "user/second/index.ts": step("second", "one.txt", "two.txt"),
    "user/third/index.ts": step("third", "two.txt", "three.txt"),
  });
  const line = commandLine({
    files: { "in.txt": "in" },
    plugins: [home.at("user")],
    config: { chains: { trio: ["first", "second", "third"] } },
  });
  return {
    ...line,
    text: (path: string) => readFileSync(line.at(path), "utf8"),
    [Symbol.asyncDispose]: async () => {
      await line[Symbol.asyncDispose]();
      home[Symbol.dispose]();
    },
  };
}

test("writes after each skill, so that the next one reads it", async () => {
  await using line = await chained();
  const ran = await line.run("run", "trio", "--yes");
  assert.is(ran.code, 0, ran.stderr);
  assert.match(ran.stdout, /^1\/3 first\n[^]*[^\n]\n\n2\/3 second\n[^]*\n\n3\/3 third\n/);
  assert.is(line.text("three.txt"), "in > first > second > third");
});

test("stops where a proposal is left, and says how to go on", async () => {
  await using line = await chained();
  const ran = await line.run("run", "trio");
  assert.is(ran.code, 0, ran.stderr);
  assert.match(ran.stderr, "'trio' stops here, because second reads what is not written yet");
  assert.not(existsSync(line.at("one.txt")));
});

test("with --one-approval runs to the end before anything is written, then writes all or leaves all", async () => {
  await using line = await chained();
  const left = await line.run("run", "trio", "--one-approval");
  assert.is(left.code, 0, left.stderr);
  assert.match(left.stdout, "+in > first > second > third");
  assert.not(existsSync(line.at("one.txt")));
  assert.match(left.stderr, /nothing is written yet; in this order: `metaforge approve/);
  const ran = await line.run("run", "trio", "--one-approval", "--yes", "--json");
  assert.is(ran.code, 0, ran.stderr);
  const approved = lines(ran.stdout).filter(({ event }) => event === "approved");
  assert.equal(
    approved.map(({ artifacts }) => artifacts),
    [["one.txt"], ["two.txt"], ["three.txt"]],
  );
  assert.is(line.text("three.txt"), "in > first > second > third");
});

test("with --yes counts the lines of a long diff, and says where they are", async () => {
  await using line = await chained();
  line.write("in.txt", "a line\n".repeat(301));
  const ran = await line.run("run", "trio", "--one-approval", "--yes");
  assert.is(ran.code, 0, ran.stderr);
  assert.not.match(ran.stdout, "+a line");
  assert.match(ran.stdout, /three\.txt +\| \+302 -0/);
  assert.match(ran.stderr, /the \d+ lines themselves: (?:`metaforge diff \w+`(?:, )?){3}\n/);
  assert.is(line.text("three.txt").length, 7 * 301 + " > first > second > third".length);
});

test("says which proposals come first when a later one is approved before them", async () => {
  await using line = await chained();
  const left = await line.run("run", "trio", "--one-approval");
  const [first, second] = [...left.stderr.matchAll(/metaforge approve (\S+?)`/g)].map(
    ([, id]) => id!,
  );
  const early = await line.run("approve", second!);
  assert.is(early.code, 1);
  assert.match(early.stderr, `decide on what it builds on first: \`metaforge approve ${first}\``);
  assert.not.match(early.stderr, "decided already");
});

test("stops at a skill that fails, writes nothing of a chain with one approval, and refuses that for a skill", async () => {
  await using line = await chained();
  const asked = await line.run("run", "first", "--one-approval");
  assert.equal([asked.code, /'first' is none/.test(asked.stderr)], [2, true]);
  line.write("in.txt", "fail in second");
  const ran = await line.run("run", "trio", "--one-approval", "--yes");
  assert.is(ran.code, 1);
  assert.match(ran.stderr, "it was told to fail");
  assert.not(existsSync(line.at("one.txt")));
  const each = await line.run("run", "trio", "--yes");
  assert.equal([each.code, existsSync(line.at("one.txt"))], [1, true]);
});

test.run();
