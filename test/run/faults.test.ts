/** Every way a run can go wrong: the right error, nothing left running, and the next run is fine. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { LEAN, plugin } from "../fixtures/crash.ts";
import { NOBODY, asRoot, giveTo } from "../fixtures/disk.ts";
import { childGateway, tempHome } from "../fixtures/gateway.ts";
import { errorOf, testPool, until } from "../fixtures/run-pool.ts";

const test = suite("test/run/faults");

/** What the skill does → code and text of the error, `details.field` where there is one. */
const FAULTS: [how: string, code: string, says: string, field?: string][] = [
  ["throw", "AGENT_ERROR", "cannot read scratch/deep/board.txt"],
  ["throw a stranger", "AGENT_ERROR", "[object Object]"],
  ["claim a code", "AGENT_ERROR", "An API key is needed"],
  ["exit", "AGENT_ERROR", "ended with exit code 3"],
  ["abort", "AGENT_ERROR", "ended by SIGABRT"],
  ["kill", "AGENT_ERROR", "ended by SIGKILL"],
  ["throw in a timer", "AGENT_ERROR", "an error nobody caught: from a timer"],
  ["reject unheard", "AGENT_ERROR", "an error nobody caught: unheard"],
  ["call a tool not needed", "FORBIDDEN", "'line-endings' is not named in needs"],
  ["write into the channel", "AGENT_ERROR", "into its channel that is no message"],
  ["send too much", "AGENT_ERROR", "is no message, or too much"],
  ["undefined", "AGENT_ERROR", "result should be an object, is undefined", "result"],
  ["text", "AGENT_ERROR", "result should be an object, is a string", "result"],
  ["no path", "AGENT_ERROR", "should be a path, is undefined", "artifacts.0.path"],
  ["a function", "AGENT_ERROR", "text or bytes, is a function", "artifacts.0.content"],
  ["a number", "AGENT_ERROR", "text or bytes, is a number", "artifacts.0.content"],
  ["NaN line", "AGENT_ERROR", "should be a whole number", "findings.0.where.line"],
  ["odd severity", "AGENT_ERROR", "error, warning or info", "findings.0.severity"],
  ["cyclic", "AGENT_ERROR", "should be a path, is undefined", "artifacts.0.path"],
  ["too many", "AGENT_ERROR", "more than 500 files: 501", "artifacts"],
  ["too big", "AGENT_ERROR", "is larger than 10 MiB", "artifacts.0.content"],
  ["too much", "AGENT_ERROR", "more than 50 MiB in all", "artifacts"],
];

for (const [how, code, says, field] of FAULTS) {
  test(`fails a run by ${code} and serves the next one: ${how}`, async () => {
    await using pool = testPool();
    const error = await errorOf(pool.skill(how));
    assert.is(error.code, code);
    assert.match(error.message, says);
    assert.is(error.details["field"], field);
    const { artifacts } = await pool.skill("fine");
    assert.is(artifacts[0]!.path, "out.txt");
    await pool.pool.close();
    assert.equal(pool.running(), []);
  });
}

test("ends an endless loop at the time limit", async () => {
  await using pool = testPool();
  const error = await errorOf(pool.skill("loop", { timeoutMs: 300 }));
  assert.is(error.code, "TIMEOUT");
  assert.match(error.message, "'misbehave' ran longer than 300 ms");
  await pool.skill("fine");
});

test("ends a run that fills its heap, and says so", async () => {
  await using pool = testPool({ heapMiB: 64 });
  const error = await errorOf(pool.skill("heap"));
  assert.is(error.code, "AGENT_ERROR");
  assert.match(error.message, "more memory than its heap may hold");
  await pool.skill("fine");
});

test("ends a run that takes memory outside the heap", async () => {
  await using pool = testPool({ rssMiB: 200 });
  const error = await errorOf(pool.skill("buffer", { timeoutMs: 15_000 }));
  assert.is(error.code, "AGENT_ERROR");
  assert.match(error.message, "more than 200 MiB of memory");
  await pool.skill("fine");
});

for (const how of ["reject later", "throw later"]) {
  test(`replaces a process whose run left something behind: ${how}`, async () => {
    await using pool = testPool({ max: 1 });
    await pool.skill("fine");
    const [before] = pool.running();
    await pool.skill(how);
    // It runs while the left-over timer goes off, which would end it in the same process.
    const next = await errorOf(pool.skill("ignore the signal", { timeoutMs: 150 }));
    assert.is(next.code, "TIMEOUT");
    assert.not.ok(pool.running().includes(before!));
  });
}

test("hears nothing of a run after its end", async () => {
  await using pool = testPool({ max: 1 });
  await pool.skill("speak later");
  await pool.skill("fine");
  await new Promise((go) => setTimeout(go, 60));
  assert.equal(pool.said, []);
});

test("takes 100 MB of output without keeping it or taking it for messages", async () => {
  await using pool = testPool();
  const before = process.memoryUsage().rss;
  const { artifacts } = await pool.skill("print");
  assert.is(new TextDecoder().decode(artifacts[0]!.content), "fine");
  assert.ok(process.memoryUsage().rss - before < 80 * 1024 * 1024, "the gateway grew");
});

test("turns 100,000 progress messages into a few, the last one among them", async () => {
  await using pool = testPool();
  const began = performance.now();
  await pool.skill("flood");
  const most = 2 + Math.ceil((performance.now() - began) / 50);
  const heard = pool.said.map(({ value }) => value as { fraction: number; message: string });
  assert.ok(heard.length <= most, `${heard.length} messages`);
  assert.is(heard.at(-1)!.fraction, 1);
  assert.ok(heard.every(({ message }) => message.length <= 4096));
});

test("stops listening to a log that never ends", async () => {
  await using pool = testPool();
  await pool.skill("flood the log");
  assert.is(pool.said.length, 2000);
  assert.equal(pool.said.at(-1)!.value, { message: "further lines left out", details: undefined });
});

test("drops messages that are none, and never touches a process it did not start", async () => {
  await using pool = testPool();
  await pool.skill("send rubbish");
  assert.equal(pool.said, []);
  await pool.skill("fine");
});

test("gives a busy process no second job because it claims to be ready", async () => {
  await using pool = testPool({ max: 1, spare: 0 });
  const first = errorOf(pool.skill("claim to be ready", { timeoutMs: 700 }));
  await until(() => pool.said.length > 0);
  const second = pool.skill("fine");
  assert.is(pool.pool.busy(), 1);
  assert.is((await first).code, "TIMEOUT");
  assert.is((await second).artifacts[0]!.path, "out.txt");
});

asRoot(test)(
  "fails a run that locks the folder it stands in and exits, and serves the next one",
  async () => {
    const options = { plugins: [plugin("misbehave"), plugin("spawner")], config: LEAN };
    const home = tempHome(options);
    giveTo(NOBODY, home.top);
    await using gateway = await childGateway({ ...options, uid: NOBODY }, home);
    const { body } = await gateway.api.run("misbehave", { args: { how: "lock where it stands" } });
    assert.is(body.error.code, "AGENT_ERROR");
    assert.match(body.error.message, "exit code 3");
    const next = await gateway.api.run("misbehave", { args: { how: "fine" } });
    assert.is(next.body.status, "pending_approval");
    assert.equal(await gateway.kill("SIGTERM"), { code: 0, signal: null });
    await gateway.restart();
    assert.is((await gateway.api.get("/health")).status, 200);
  },
);

test("gives a run a private working folder, and no more of the environment than listed", async () => {
  await using pool = testPool();
  await pool.skill("where am I");
  const { details } = pool.said[0]!.value as { details: { cwd: string; env: object } };
  assert.match(details.cwd, /metaforge-test-\w+\/process-\d+$/);
  assert.not.ok(Object.keys(details.env).some((name) => /KEY|TOKEN|HOME|NODE_OPTIONS/.test(name)));
});

test("rejects with UNAVAILABLE what waits when the pool closes", async () => {
  await using pool = testPool({ max: 1 });
  const first = errorOf(pool.skill("ignore the signal"));
  const second = errorOf(pool.skill("fine"));
  await until(() => pool.pool.busy() === 1);
  await pool.pool.close();
  assert.is((await second).code, "UNAVAILABLE");
  assert.is((await first).code, "AGENT_ERROR");
  assert.equal(pool.running(), []);
});

test.run();
