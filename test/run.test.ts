/** The runner is red in each case in which bare uvu would report success or hang, and says why. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";

const test = suite("test/run");

test("passes a good file, names what it skipped and closes with the counts", async () => {
  const { code, out } = await run("good");
  assert.is(code, 0);
  assert.match(out, /^skipped {2}test\/x\.test\.ts {2}asks a program \(needs no-such-program\)$/m);
  assert.match(out, /\n1 passed, 0 failed, 1 skipped\n$/);
});

test("shows file, suite, test and diff of a failure, and runs the rest", async () => {
  const { code, out } = await run("failing");
  assert.is(code, 1);
  assert.match(out, /test\/x\.test\.ts\n.* failing .*"compares"/s);
  assert.match(out, /\+\+.*volts.*5/);
  assert.match(out, /\n1 passed, 1 failed, 0 skipped\n$/);
});

test("runs only the files whose path holds an argument", async () => {
  const { code, out } = await run("good", "nothing-like-it");
  assert.is(code, 1);
  assert.match(out, /no test file matches 'nothing-like-it'/);
});

/** Fixture → what the report has to say, and the closing line. */
const RED: Record<string, [says: RegExp, closing: string]> = {
  "hook-before": [/hook-before › before hook\n.*the hook broke/, "2 passed, 1 failed, 0 skipped"],
  "hook-after": [/hook-after › after hook\n.*the hook broke/, "2 passed, 1 failed, 0 skipped"],
  "hook-before-each": [/before each hook\n.*the hook broke/, "2 passed, 2 failed, 0 skipped"],
  "hook-after-each": [/after each hook\n.*the hook broke/, "2 passed, 2 failed, 0 skipped"],
  "no-run": [/forgotten\n.*never handed over by \.run\(\)/, "1 passed, 1 failed, 0 skipped"],
  "no-suite": [/holds no suite/, "0 passed, 1 failed, 0 skipped"],
  "no-test": [/the suite holds no test/, "0 passed, 1 failed, 0 skipped"],
  "no-file": [/no test file was found/, "0 passed, 1 failed, 0 skipped"],
  only: [/only › passes\n.*\.only/, "1 passed, 1 failed, 1 skipped"],
  "throws-null": [/"throws"\n.*threw null, not an error/, "1 passed, 1 failed, 0 skipped"],
  "throws-string": [/threw 'just words', not an error/, "1 passed, 1 failed, 0 skipped"],
  "never-settles": [/"waits for ever"\n.*never settles/, "1 passed, 1 failed, 0 skipped"],
  "hangs-alive": [/"waits beside a timer"\n.*did not settle/, "0 passed, 3 failed, 0 skipped"],
  "import-throws": [/could not be imported: .*broken at import/, "0 passed, 1 failed, 0 skipped"],
  "import-hangs": [/could not be imported: .*never settles/, "0 passed, 1 failed, 0 skipped"],
  "leaks-server": [/left open: a server listening on .*127/, "1 passed, 1 failed, 0 skipped"],
  "leaks-process": [/left open: process \d+ \(.*setTimeout/, "1 passed, 1 failed, 0 skipped"],
  "leaks-timer": [/left open: a Timeout/, "1 passed, 1 failed, 0 skipped"],
  rejects: [/unhandled rejection: .*nobody listens/, "1 passed, 1 failed, 0 skipped"],
  "late-throw": [/uncaught exception: .*too late/, "1 passed, 1 failed, 0 skipped"],
  exits: [/leaves\n.*ended the process \(exit code 0\)/, "0 passed, 1 failed, 0 skipped"],
  blocks: [/FAIL blocks › spins\n.*blocks the event loop/, "0 passed, 1 failed, 0 skipped"],
};

for (const [fixture, [says, closing]] of Object.entries(RED)) {
  test(`is red and ends for ${fixture}`, async () => {
    const { code, out } = await run(fixture);
    assert.is.not(code, 0);
    assert.match(out, says);
    assert.is(out.trimEnd().split("\n").at(-1), closing);
  });
}

test.run();

/** Runs the runner on a fixture folder with a limit of one second a suite. */
function run(fixture: string, ...args: string[]): Promise<{ code: number | null; out: string }> {
  const root = join(import.meta.dirname, "fixtures/runner", fixture);
  const argv = [join(import.meta.dirname, "run.ts"), "--root", root, "--limit", "1", ...args];
  return new Promise((done) => {
    const env = { ...process.env, NO_COLOR: "1" };
    const child = execFile(process.execPath, argv, { env, timeout: 30_000 }, (_, out) =>
      done({ code: child.exitCode, out }),
    );
  });
}
