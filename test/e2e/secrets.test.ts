/** What the gateway knows and must not tell: secrets of its environment, in answers, in the log, by forged lines. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { LEAN, plugin } from "../fixtures/crash.ts";
import { childGateway } from "../fixtures/gateway.ts";
import { until } from "../fixtures/run-pool.ts";

const test = suite("e2e/secrets");
const SECRET = "sk-test-0123456789abcdef";

const leakyGateway = () =>
  childGateway({
    plugins: ["leaky", "five-files"].map(plugin),
    config: { ...LEAN, log: { level: "debug" } },
    env: { LEAKY_API_KEY: SECRET },
  });

test("shows no secret of its environment in any answer or log line", async () => {
  await using gateway = await leakyGateway();
  const { api } = gateway;
  const failed = await fetch(`${api.base}/ext/leaky/secret`);
  const text = await failed.text();
  assert.equal([failed.status, JSON.parse(text).error.code], [500, "INTERNAL_ERROR"]);
  await until(() => gateway.stderr.includes("no answer from"));
  assert.match(gateway.stderr, "key=[redacted]");
  const answers = await Promise.all(
    ["/status", "/health", "/skills", "/tools", "/openapi.json", "/nowhere"].map(api.get),
  );
  const all = [gateway.stderr, text, ...answers.map((answer) => answer.text)];
  for (const one of all) assert.not.match(one, SECRET);
  for (const one of all.slice(1)) assert.not.match(one, "no answer from");
});

test("writes one JSON line for each record, whatever a client or a plugin puts into it", async () => {
  await using gateway = await leakyGateway();
  const { api } = gateway;
  const nasty = 'x\n{"level":50,"msg":"forged"}\r\n\u001b[2J\u2028';
  await fetch(`${api.base}/ext/leaky/lines`);
  await api.post("/agent/run", { skill: nasty });
  await api.post("/session/create", { skill: "five-files", input: { files: [nasty] } });
  const { body } = await api.run("five-files");
  assert.is((await api.post(`/reject/${body.session_id}`, { reason: nasty })).status, 200);
  await api.get(`/session/${encodeURIComponent(nasty)}`);
  await until(() => gateway.stderr.includes("forged"));
  const lines = gateway.stderr
    .trimEnd()
    .split("\n")
    .map((line) => JSON.parse(line));
  assert.ok(lines.length >= 1);
  assert.not.ok(lines.some(({ msg }) => msg === "forged"));
  // oxlint-disable-next-line no-control-regex -- a terminal would obey it
  assert.not.match(gateway.stderr, /[\u0000-\u0009\u000b-\u001f]/);
});

test("goes on when nobody reads its output any more", async () => {
  await using gateway = await leakyGateway();
  gateway.child.stdout!.destroy();
  gateway.child.stderr!.destroy();
  for (let n = 0; n < 3; n += 1) await fetch(`${gateway.api.base}/ext/leaky/lines`);
  assert.is((await gateway.api.run("five-files")).body.status, "pending_approval");
  assert.equal(await gateway.kill("SIGTERM"), { code: 0, signal: null });
});

test.run();
