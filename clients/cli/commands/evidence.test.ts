/** What is kept of decisions and what became of them since: who decided and how, the record as a file, files out of date. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { commandLine, lines } from "../../../test/fixtures/command-line.ts";
import { pluginHome } from "../../../test/fixtures/plugin-home.ts";
import { renewalOrder } from "../sessions/stale.ts";

const test = suite("clients/cli/evidence");

const decisionIn = (text: string) => {
  const { at, ...decision } = (JSON.parse(text) as { decision: Record<string, unknown> }).decision;
  assert.match(String(at), /^\d{4}-/);
  return decision;
};

test("keeps that --yes was automatic and whose account it was, and who is named with --as or METAFORGE_AS", async () => {
  await using line = commandLine();
  await line.run("run", "talkative", "--yes");
  const { username } = userInfo();
  const by = { name: username, client: "cli" };
  assert.equal(decisionIn((await line.run("evidence")).stdout), {
    ...{ status: "approved", by, automatic: true },
  });
  const again = (text: string) => ["--args", JSON.stringify({ files: { "out.txt": text } })];
  await line.run("run", "talkative", ...again("two"));
  const comment = ["-m", "read"];
  assert.is((await line.run("approve", ...comment, "--as", "Ada Löwe")).code, 0);
  assert.equal(decisionIn((await line.run("evidence", "--json")).stdout), {
    ...{ status: "approved", comment: "read", by: { name: "Ada Löwe", client: "cli" } },
    automatic: false,
  });
  const ran = await line.with(
    { METAFORGE_AS: "Bo" },
    "run",
    "talkative",
    ...again("3"),
    "--json",
    "-y",
  );
  const { session } = lines(ran.stdout).at(-1)! as { session: string };
  assert.match(
    (await line.run("show", session)).stdout,
    /decision +approved automatically by Bo \(cli\)/,
  );
  await line.run("run", "talkative", ...again("four"));
  await line.with({ METAFORGE_AS: "Cy" }, "reject", "-m", "no");
  const rejected = lines((await line.run("sessions", "--status", "rejected", "--json")).stdout);
  const { by: who, reason } = decisionIn(
    (await line.run("evidence", String(rejected[0]!["id"]))).stdout,
  );
  assert.equal([who, reason], [{ name: "Cy", client: "cli" }, "no"]);
  assert.is((await line.run("approve", "--as", " ")).code, 2);
});

test("writes the record to a new file, never over one, and says what has none", async () => {
  await using line = commandLine();
  const none = await line.run("evidence");
  assert.is(none.code, 1);
  assert.match(none.stderr, "nothing has been approved yet");
  await line.run("run", "talkative");
  const [waiting] = lines((await line.run("sessions", "--json")).stdout);
  const early = await line.run("evidence", String(waiting!["id"]));
  assert.equal([early.code, early.stdout], [1, ""]);
  assert.match(early.stderr, "evidence is kept of decided ones");
  await line.run("approve", "--as", "Ada");
  const written = await line.run("evidence", "--out", "kept.json");
  assert.match(written.stdout, "kept.json has the evidence of talkative, approved by Ada (cli)");
  const text = readFileSync(line.at("kept.json"), "utf8");
  assert.is(text, (await line.run("evidence")).stdout);
  writeFileSync(line.at("kept.json"), "mine");
  const refused = await line.run("evidence", "-o", "kept.json");
  assert.is(refused.code, 1);
  assert.match(refused.stderr, /kept\.json is there already\n.*name another file/);
  assert.is(readFileSync(line.at("kept.json"), "utf8"), "mine");
  const nowhere = await line.run("evidence", "-o", "none/kept.json");
  assert.is(nowhere.code, 1);
  assert.not(existsSync(line.at("none")));
});

const step = (name: string, from: string, to: string) => `
import { defineSkill, z } from "metaforge";
export default defineSkill({
  name: "${name}", agent: "${name}", version: "1.0.0", description: "Makes one file from another.",
  input: { files: ["${from}"], args: z.object({ word: z.string().default("") }) },
  async run({ input, read }) {
    return { artifacts: [{ path: "${to}", content: (await read(input.files[0])) + input.args.word }] };
  },
});`;

test("says in the status which files are out of date, why, and the commands that renew them", async () => {
  const home = pluginHome({
    "user/zero/index.ts": step("zero", "in.txt", "b.txt"),
    "user/more/index.ts": step("more", "b.txt", "a.txt"),
  });
  try {
    const files = { "in.txt": "in", "other in.txt": "in" };
    await using line = commandLine({ files, plugins: [home.at("user")] });
    await line.run("run", "zero", "other in.txt", "--yes");
    await line.run("run", "more", "--arg", "word=it's", "--yes");
    assert.not.match((await line.run("status")).stdout, "out of date");
    writeFileSync(line.at("other in.txt"), "changed");
    const { stdout } = await line.run("status");
    assert.match(
      stdout,
      [
        "files that are out of date",
        "  a.txt  b.txt is out of date",
        "  b.txt  other in.txt has changed",
        "",
        "renew them, in this order",
        "  metaforge run zero 'other in.txt'",
        String.raw`  metaforge run more --args '{"word":"it'\''s"}'`,
      ].join("\n"),
    );
  } finally {
    home[Symbol.dispose]();
  }
});

test("renews first what others are made from, and ends where files are made from each other", () => {
  const file = (path: string, skill: string, ...from: string[]) => ({
    ...{ path, skill },
    because: from.map((one) => ({ path: one, change: "stale" as const })),
  });
  const chain = [file("a", "last", "b"), file("b", "middle", "c"), file("c", "first")];
  assert.equal(renewalOrder(chain), ["first", "middle", "last"]);
  assert.equal(renewalOrder([file("a", "one", "b"), file("b", "two", "a")]), ["two", "one"]);
});

test.run();
