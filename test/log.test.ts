/** The log: one JSON line a record, by level, without secrets, and loaded only when there is something to say. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createLog, secretsIn } from "../core/log.ts";
import type { Level } from "../core/log.ts";

const test = suite("test/log");

function lines(level: Level) {
  const written: string[] = [];
  return { written, log: createLog(level, (line) => void written.push(line)) };
}

test("writes one line a record, whatever is in it", () => {
  const { written, log } = lines("warn");
  log.warn('one\n{"msg":"forged"}\r\n', { path: "a\nb\u001b[2J" });
  assert.is(written.length, 1);
  assert.is(written[0]!.indexOf("\n"), written[0]!.length - 1);
  const record = JSON.parse(written[0]!);
  assert.equal([record.msg, record.path], ['one\n{"msg":"forged"}\r\n', "a\nb\u001b[2J"]);
});

test("leaves out what is below its level", () => {
  const all: Level[] = ["error", "warn", "info", "debug"];
  for (const [n, level] of all.entries()) {
    const { written, log } = lines(level);
    for (const each of all) log[each](each);
    assert.equal(
      written.map((line) => JSON.parse(line).msg),
      all.slice(0, n + 1),
    );
  }
});

test("takes a secret out wherever it stands", () => {
  const { written, log } = lines("info");
  log.redact("sk-12345678");
  log.redact("x");
  log.info("with sk-12345678", { deep: [{ "sk-12345678": "sk-12345678" }] });
  assert.not.match(written[0]!, "sk-1234");
  assert.is(written[0]!.split("[redacted]").length, 4);
  assert.ok(JSON.parse(written[0]!));
});

test("knows variables that hold secrets by their names", () => {
  const env = {
    ...{ OPENAI_API_KEY: "a1", GITHUB_TOKEN: "b2", DB_PASSWORD: "c3", MY_SECRET: "d4" },
    ...{ PATH: "/bin", HOME: "/root", EMPTY_KEY: "" },
  };
  assert.equal(secretsIn(env), ["a1", "b2", "c3", "d4"]);
});

test.run();
