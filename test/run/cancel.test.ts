/** Cancelling a run: it is asked first, then ended with every process it has started, and gone within a second or two. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fail } from "../../core/errors.ts";
import { errorOf, testPool, until } from "../fixtures/run-pool.ts";

const test = suite("test/run/cancel");
const reason = fail("CONFLICT", { problem: "cancelled" });

test("lets a run that heeds the signal end at once, with the reason of the cancel", async () => {
  await using pool = testPool();
  const abort = new AbortController();
  const error = errorOf(pool.skill("heed the signal", { signal: abort.signal }));
  await until(() => pool.said.length > 0);
  const began = performance.now();
  abort.abort(reason);
  assert.is(await error, reason);
  assert.ok(performance.now() - began < 900, "it was not waited for");
  await pool.skill("fine");
});

for (const how of ["ignore the signal", "loop", "start a program", "start a tool"]) {
  test(`leaves nothing running after a cancel: ${how}`, async () => {
    await using pool = testPool({ spare: 0 });
    const abort = new AbortController();
    const error = errorOf(pool.skill(how, { signal: abort.signal }));
    const started = { "start a program": 2, "start a tool": 4 }[how] ?? 1;
    await until(() => pool.said.length > 0 && pool.running().length >= started);
    const began = performance.now();
    abort.abort(reason);
    assert.is(await error, reason);
    assert.ok(performance.now() - began < 2000, "took longer than the grace");
    await until(() => pool.running().length === 0);
    await pool.skill("fine");
  });
}

test("never starts a run that was cancelled while it waited", async () => {
  await using pool = testPool({ max: 1 });
  const first = new AbortController();
  const running = errorOf(pool.skill("heed the signal", { signal: first.signal }));
  await until(() => pool.said.length > 0);
  const abort = new AbortController();
  const error = errorOf(pool.skill("print", { signal: abort.signal }));
  abort.abort(reason);
  assert.is(await error, reason);
  first.abort(reason);
  await running;
  await pool.skill("fine");
  assert.is(pool.said.length, 1);
});

test("refuses a run whose signal has aborted already", async () => {
  await using pool = testPool();
  assert.is(await errorOf(pool.skill("fine", { signal: AbortSignal.abort(reason) })), reason);
});

test("ends a tool's grandchildren when the tool's own time is over, and the run goes on", async () => {
  await using pool = testPool({ spare: 0 });
  const result = await pool.tool("spawn", { seconds: 600, timeoutMs: 200 });
  const { timedOut, signal } = result as { timedOut: boolean; signal: string };
  assert.is(timedOut, true);
  assert.is(signal, "SIGTERM");
  await until(() => pool.running().length === 1);
});

test("kills a tool that is deaf to SIGTERM five seconds later", async () => {
  await using pool = testPool({ spare: 0 });
  const began = performance.now();
  const result = await pool.tool("spawn", { seconds: 600, timeoutMs: 100, deaf: true });
  const ms = performance.now() - began;
  assert.is((result as { signal: string }).signal, "SIGKILL");
  assert.ok(ms > 5000 && ms < 6500, `after ${ms} ms`);
  await until(() => pool.running().length === 1);
});

test("does not wait for grandchildren that hold a tool's output, and ends them", async () => {
  await using pool = testPool({ spare: 0 });
  const began = performance.now();
  const result = await pool.tool("spawn", { seconds: 600, wait: false });
  const { stdout, exitCode } = result as { stdout: string; exitCode: number };
  assert.equal([stdout, exitCode], ["gone\n", 0]);
  assert.ok(performance.now() - began < 2000);
  await until(() => pool.running().length === 1);
});

test("ends a tool's processes when the run process dies under it", async () => {
  await using pool = testPool({ spare: 0 });
  const error = errorOf(pool.skill("start a tool"));
  await until(() => pool.running().length >= 4);
  const [skill] = pool.running();
  process.kill(skill!, "SIGKILL");
  assert.match((await error).message, "ended by SIGKILL");
  await until(() => pool.running().length === 0);
});

for (const how of ["die as a tool starts", "leave a program apart"]) {
  test(`leaves nothing running after the end of a run process: ${how}`, async () => {
    await using pool = testPool({ spare: 0 });
    await pool.skill(how).catch(() => {});
    await pool.pool.close();
    // A killed process is there for a moment yet.
    await until(() => pool.running().length === 0, 1000);
  });
}

test("tells of every process group that begins and ends", async () => {
  const groups = new Map<number, string[]>();
  const onProcess = ({ pid, alive }: { pid: number; alive: boolean }) =>
    void groups.set(pid, [...(groups.get(pid) ?? []), alive ? "began" : "ended"]);
  {
    await using pool = testPool({ spare: 0, onProcess });
    await pool.tool("spawn", { seconds: 0 });
  }
  assert.equal(
    [...groups.values()],
    [
      ["began", "ended"],
      ["began", "ended"],
    ],
  );
});

test("answers TOOL_ERROR for a tool that crashes or returns what JSON cannot hold", async () => {
  await using pool = testPool();
  const crash = await errorOf(pool.tool("crash", null));
  assert.equal([crash.code, crash.details["tool"]], ["TOOL_ERROR", "spawner"]);
  assert.match(crash.message, "exit code 4");
  const odd = await errorOf(pool.tool("odd", null));
  assert.is(odd.code, "TOOL_ERROR");
  assert.match(odd.message, "BigInt");
});

test("answers VALIDATION_ERROR for an input that an action's schema refuses", async () => {
  await using pool = testPool();
  const error = await errorOf(pool.tool("spawn", { seconds: "x" }));
  assert.equal([error.code, error.details["field"]], ["VALIDATION_ERROR", "input.seconds"]);
});

test.run();
