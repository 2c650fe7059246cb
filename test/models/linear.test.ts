/** Texts that a provider or a document makes to slow the gateway down take it no time: each step is linear. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { fail } from "../../core/errors.ts";
import { failureOf } from "../../core/models/converse.ts";
import { figuresOf, toDecimal } from "../../core/models/figures.ts";
import { createGuard } from "../../core/models/guarded-fetch.ts";
import { needsOf } from "../../core/models/needs.ts";
import { EXCHANGE, createReplay } from "../../core/models/record.ts";

const test = suite("test/models/linear");

/** Milliseconds of this process's own work, of which half a minute would be quadratic. */
function isQuick(work: () => unknown): void {
  const begin = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(begin);
  assert.ok(user + system < 500_000, `${(user + system) / 1000} ms`);
}

const LONG = 300_000;

test("reads a number of a great many digits", () => {
  const zeros = `1${"0".repeat(LONG)}1`;
  isQuick(() => assert.is(toDecimal(zeros), `${zeros}e0`));
  isQuick(() => figuresOf(`111 111.${"5".repeat(LONG)}.5`));
  assert.is(toDecimal("3.30"), "33e-1");
});

test("reads items whose units never end, and says of too many figures that they are", () => {
  const items = Array.from({ length: 20 }, () => ({ a: `5 V${".".repeat(19_000)}x` }));
  isQuick(() => items.forEach((item) => assert.type(needsOf(item, new Set()), "object")));
  const many = Array.from({ length: 20 }, () => ({ a: "5V.".repeat(6600) }));
  isQuick(() =>
    many.forEach((item) => assert.match(String(needsOf(item, new Set())), "200 figures")),
  );
});

test("shows the first of a provider's words only", () => {
  const guard = createGuard({
    ...{ name: "p/m", origin: "http://x.test", limits: { connectMs: 1, idleMs: 1 } },
    signal: new AbortController().signal,
  });
  const thrown = fail("AGENT_ERROR", { problem: "http://".repeat(LONG) });
  const answered = { ...guard, answered: () => ({ status: 400, headers: new Headers() }) };
  isQuick(() => {
    const { error } = failureOf("p/m", thrown, answered, (text) => text);
    assert.ok(error.message.length < 400);
  });
});

test("reads a record of one question asked again and again", () => {
  const line = JSON.stringify({
    ...{ schema: EXCHANGE, kind: "text", provider: "p", model: "m", request_sha256: "a" },
    ...{ answer_sha256: "b", usage: { input_tokens: 1, output_tokens: 1 } },
    content: { prompt: "x", answer: "y" },
  });
  isQuick(() => createReplay(`${line}\n`.repeat(20_000), "record"));
});

test.run();
