/** A run without a terminal: what is shown and left for later, JSON lines, failure, and nothing raw of what a skill says. */
import { existsSync, readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { commandLine, lines } from "../../../test/fixtures/command-line.ts";

const test = suite("clients/cli/run");

const args = (value: object) => ["run", "talkative", "--args", JSON.stringify(value)];

test("leaves a proposal for later without a terminal, shows its diff, and writes it on approval", async () => {
  await using line = commandLine();
  const ran = await line.run("run", "talkative");
  assert.is(ran.code, 0, ran.stderr);
  assert.match(ran.stdout, "+++ b/out.txt");
  assert.match(ran.stdout, "+new");
  assert.match(ran.stderr, /100 %/);
  assert.match(ran.stderr, /nothing is written yet: `metaforge approve [0-9a-f]{8}`/);
  assert.not(existsSync(line.at("out.txt")));
  assert.not.match(ran.stdout + ran.stderr, "\u001b");

  const [entry] = lines((await line.run("pending", "--json")).stdout);
  const id = String(entry!["session_id"]);
  const diff = await line.run("diff", id.slice(8, 20), "--raw");
  assert.match(diff.stdout, /^diff --git a\/out.txt b\/out.txt\nnew file/);
  assert.match((await line.run("diff", "--stat")).stdout, "out.txt | +1 -0");
  const coloured = await line.with({ FORCE_COLOR: "1" }, "diff");
  assert.match(coloured.stdout, "\u001b[32m+new");
  const plain = await line.with({ FORCE_COLOR: "1", NO_COLOR: "1" }, "diff");
  assert.not.match(plain.stdout, "\u001b");

  const approved = await line.run("approve", id.slice(0, 14), "-m", "well");
  assert.equal([approved.code, approved.stdout], [0, "approved, 1 file written:\n  out.txt\n"]);
  assert.is(readFileSync(line.at("out.txt"), "utf8"), "new\n");
  assert.match((await line.run("show", id)).stdout, /approved by \S+ \(cli\): well/);
  const again = await line.run("run", "talkative");
  assert.equal([again.code, /nothing to change/.test(again.stdout)], [0, true]);
  const none = await line.run("approve");
  assert.equal([none.code, none.stdout], [1, ""]);
  assert.match(none.stderr, "nothing waits for a decision");

  const later = (name: string) => line.run(...args({ files: { [name]: "x" } }), "--later");
  assert.not.match((await later("a")).stderr, "older");
  assert.match(
    (await later("b")).stderr,
    "1 older proposal of talkative waits: `metaforge pending`",
  );
  assert.match((await later("c")).stderr, "2 older proposals of talkative wait:");
});

test("fails with the reason, names the skill that was meant or why it cannot run, and prints JSON lines", async () => {
  await using line = commandLine({ files: { "skills/hello/index.ts": "export default {};\n" } });
  const failed = await line.run(...args({ problem: "no \u001b[2J voltage" }));
  assert.is(failed.code, 1);
  assert.match(failed.stderr, String.raw`The agent failed: no \x1b[2J voltage`);
  assert.match(failed.stderr, /hint: metaforge show [0-9a-f]{8}\n/);
  const unknown = await line.run("run", "talkativ");
  assert.equal([unknown.code, unknown.stdout], [2, ""]);
  assert.match(unknown.stderr, "did you mean 'talkative'? there is: talkative");
  const wrong = await line.run("run", "talkative", "--arg", "waitMs=soon");
  assert.is(wrong.code, 1);
  assert.match(wrong.stderr, "input.args.waitMs");

  const hello = () => line.run("run", "hello");
  const untrusted = await hello();
  assert.is(untrusted.code, 1);
  assert.match(untrusted.stderr, "'hello' comes with the workspace and is not trusted");
  assert.match(untrusted.stderr, "metaforge trust hello");
  await line.run("trust", "hello", "--yes");
  const broken = await until(hello, ({ stderr }) => stderr.includes("is failed"));
  assert.is(broken.code, 1);
  assert.match(broken.stderr, /'hello' is failed: .+\n {2}hint: /);

  const ran = await line.run(...args({ message: "said" }), "--json");
  const events = lines(ran.stdout);
  assert.equal(
    [...new Set(events.map(({ event }) => event))],
    ["session.created", "session.started", "agent.progress", "session.complete", "result"],
  );
  const { status, artifacts, error } = events.at(-1)!;
  assert.equal([ran.code, status, error], [0, "pending_approval", undefined]);
  assert.equal(artifacts, [{ path: "out.txt", type: "file", size: 4 }]);
  const yes = lines((await line.run(...args({ files: { b: "b" } }), "--json", "--yes")).stdout);
  assert.equal([yes.at(-2)!["event"], yes.at(-1)!["status"]], ["session.approved", "completed"]);
  const no = await line.run(...args({ problem: "no" }), "--json");
  const last = lines(no.stdout).at(-1) as { status: string; error: { code: string } };
  assert.equal([no.code, last.status, last.error.code], [1, "failed", "AGENT_ERROR"]);
});

test("shows nothing raw of what a skill says and proposes", async () => {
  await using line = commandLine();
  const nasty = "\u001b]0;owned\u0007\u001b[2J\u009b1m\u202e\r";
  const ran = await line.with(
    { FORCE_COLOR: "1" },
    ...args({ message: nasty, files: { "x\u202ey.txt": `${nasty}\n` } }),
  );
  const refused = await line.run(...args({ message: nasty, files: { "a\u001b[2J.txt": "x" } }));
  const fine = await line.with({ FORCE_COLOR: "1" }, ...args({ files: { "f.txt": `${nasty}\n` } }));
  const rest = await Promise.all([line.run("show"), line.run("diff", "-s"), line.run("sessions")]);
  // oxlint-disable-next-line no-control-regex -- it is what is looked for
  const acts = /\u001b(?!\[[\d;]*m)|[\u0000-\u0008\u000b-\u001a\u007f-\u009f\u202e]/;
  for (const { stdout, stderr } of [ran, refused, fine, ...rest]) {
    assert.not.match(stdout + stderr, acts);
  }
  assert.match(fine.stdout, String.raw`\x1b]0;owned\x07\x1b[2J\x9b1m\u202e\r`);
  assert.match(fine.stdout, "! f.txt contains bidirectional control characters");
});

test.run();

async function until<T>(look: () => Promise<T>, isDone: (seen: T) => boolean): Promise<T> {
  for (let n = 0; ; n += 1) {
    // oxlint-disable-next-line no-await-in-loop -- it looks again
    const seen = await look();
    if (isDone(seen) || n === 20) return seen;
  }
}
