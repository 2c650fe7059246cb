/** A question to a model: tries and waits, the next model, and what is no whole answer. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { failing, testModels } from "../fixtures/models.ts";
import { modelServer } from "../fixtures/model-server/server.ts";
import type { Behaviour } from "../fixtures/model-server/server.ts";

const test = suite("test/models/exchange");
const HI = { prompt: "How many volts has USB?" };
const SCHEMA = {
  type: "object",
  properties: { volts: { type: "number" } },
  required: ["volts"],
  additionalProperties: false,
};

/** One question to a server that behaves so. */
async function asked(
  script: readonly Behaviour[],
  config: Record<string, unknown> = {},
  schema?: object,
) {
  await using server = await modelServer("openai-compatible");
  server.script(...script);
  const { run, slept } = testModels({ at: { acme: server.baseUrl }, config });
  using one = run();
  const { llm, traced } = one;
  const said = await failing(schema ? llm.object({ ...HI, schema }) : llm.text(HI));
  return {
    said,
    slept,
    requests: server.questions().length,
    outcome: traced.map((t) => t["outcome"]),
  };
}

test("answers in words and in values, and says in the trace what was asked of whom", async () => {
  await using server = await modelServer("openai-compatible");
  const { run, loaded } = testModels({ at: { acme: server.baseUrl } });
  assert.equal(loaded, []);
  using one = run({ temperature: 0.3 });
  assert.is(await one.llm.text({ ...HI, system: "Be brief." }), "ok");
  server.script({ answer: { volts: 5 } });
  assert.equal(await one.llm.object({ ...HI, schema: SCHEMA }), { volts: 5 });
  const [{ request_sha256: hash, ms, ...line }, second] = one.traced as [
    Record<string, unknown>,
    never,
  ];
  assert.match(String(hash), /^[0-9a-f]{64}$/);
  assert.is.not(hash, second["request_sha256"]);
  assert.type(ms, "number");
  const usage = { input_tokens: 11, output_tokens: 7 };
  const acme = { provider: "acme", model: "small" };
  assert.equal(line, { kind: "model", ...acme, usage, outcome: "ok", tries: 1 });
  const [use] = one.llm.used();
  assert.equal(
    { ...use, ms: 0 },
    {
      ...{ ...acme, calls: 2, inputTokens: 22, outputTokens: 14, cost: null, ms: 0 },
    },
  );
  const [words, value] = server.questions().map(({ body }) => body);
  assert.is(words.temperature, 0.3);
  assert.equal([words.tools, value.tools], [undefined, undefined]);
  assert.equal(value.response_format.json_schema.schema, SCHEMA);
});

for (const status of [500, 502, 503, 529, 408, 429]) {
  test(`asks again after ${status}, three times at most`, async () => {
    const bad = { status };
    const well = await asked([bad, bad, { answer: "ok" }]);
    assert.equal([well.said, well.slept, well.requests], ['resolved: "ok"', [500, 1000], 3]);
    assert.equal(well.outcome, ["ok"]);
    const ill = await asked([bad]);
    const code = status === 429 ? "UNAVAILABLE" : "AGENT_ERROR";
    assert.match(ill.said, new RegExp(`^${code} .*acme/small.*${status}`));
    assert.equal([ill.slept, ill.requests], [[500, 1000], 3]);
  });
}

for (const status of [400, 401, 403, 404, 413, 422]) {
  test(`does not ask again after ${status}`, async () => {
    const { said, requests } = await asked([{ status }]);
    assert.match(said, new RegExp(`acme/small.*${status}`));
    assert.is(requests, 1);
  });
}

for (const fault of ["reset", "resetMidway", "half", "malformed", "empty"] as const) {
  test(`asks again after an answer that is not whole: ${fault}`, async () => {
    const well = await asked([{ fault }, { answer: "ok" }]);
    assert.equal([well.said, well.requests], ['resolved: "ok"', 2]);
    const ill = await asked([{ fault }]);
    assert.match(ill.said, /^(?:AGENT_ERROR|UNAVAILABLE) .*acme\/small /);
    assert.is(ill.requests, 3);
    const object = await asked([{ fault }], {}, SCHEMA);
    assert.match(object.said, /^(?:AGENT_ERROR|UNAVAILABLE) .*acme\/small /);
  });
}

test("takes no value that does not fit the schema, and does not pay for it twice", async () => {
  for (const answer of ["no JSON", { volts: "5" }, { amps: 5 }, [], '{"volts":5'] as unknown[]) {
    const { said, requests, outcome } = await asked([{ answer }], {}, SCHEMA);
    assert.match(said, /^AGENT_ERROR .*the answer of acme\/small cannot be used: it /);
    assert.equal([requests, outcome], [1, ["unfit"]]);
  }
  const fenced = await asked([{ answer: '```json\n{"volts":5}\n```' }], {}, SCHEMA);
  assert.is(fenced.said, 'resolved: {"volts":5}');
});

test("waits as long as it is asked to, up to a minute", async () => {
  const cases: [retryAfter: string, waits: number][] = [
    ["7", 7000],
    ["1e9", 500],
    ["1000000000", 60_000],
    ["-5", 500],
    ["0", 500],
    ["soon", 500],
    ["Wed, 21 Oct 2015 07:28:00 GMT", 500],
    ["Wed, 21 Oct 2065 07:28:00 GMT", 60_000],
  ];
  for (const [retryAfter, waits] of cases) {
    const { slept, said } = await asked([{ status: 429, retryAfter }, { answer: "ok" }]);
    assert.equal([retryAfter, slept, said], [retryAfter, [waits], 'resolved: "ok"']);
  }
  const { slept } = await asked([
    { status: 429, retryAfter: new Date(Date.now() + 20_000).toUTCString() },
    { answer: "ok" },
  ]);
  assert.ok(slept[0]! > 18_000 && slept[0]! <= 20_000, `${slept[0]}`);
});

test("fails at once when the wait is longer than what the question has left", async () => {
  const script = [{ status: 429, retryAfter: "1000000000" }];
  const { said, slept, requests } = await asked(script, { timeouts: { totalMs: 50_000 } });
  assert.match(said, /^UNAVAILABLE .*the wait before the next try, 60 s, is longer than the \d+ s/);
  assert.equal([slept, requests], [[], 1]);
});

test("goes on to the next model: at once when this one never answers, else after three tries", async () => {
  await using first = await modelServer("openai-compatible");
  await using second = await modelServer("openai-compatible");
  for (const [status, tries] of [
    [401, 1],
    [403, 1],
    [404, 1],
    [500, 3],
    [429, 3],
  ] as const) {
    first.script({ status });
    const before = first.questions().length;
    const { run } = testModels({ at: { one: first.baseUrl, two: second.baseUrl } });
    using asking = run();
    assert.is(await asking.llm.text(HI), "ok");
    assert.is(first.questions().length - before, tries);
    assert.equal(
      asking.traced.map(({ provider, outcome, tries: made }) => [provider, outcome, made]),
      [
        ["one", `status ${status}`, tries],
        ["two", "ok", 1],
      ],
    );
  }
  // What is wrong with the question is wrong with it everywhere.
  first.script({ status: 400 });
  const asking = testModels({ at: { one: first.baseUrl, two: second.baseUrl } }).run();
  assert.match(await failing(asking.llm.text(HI)), /^AGENT_ERROR .*one\/small answered 400/);
  second.script({ status: 503 });
  first.script({ status: 401 });
  const both = testModels({ at: { one: first.baseUrl, two: second.baseUrl } }).run();
  const said = await failing(both.llm.text(HI));
  assert.match(said, /one\/small refuses the key \(401\); two\/small answered 503/);
});

test("counts 500 MB while they come, and takes 8 MiB of them", async () => {
  const before = process.memoryUsage().rss;
  let most = 0;
  const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 20);
  const { said } = await asked([{ fault: "huge" }]);
  clearInterval(watch);
  assert.match(said, /^AGENT_ERROR .*acme(?:\/small)? sent more than 8 MiB/);
  assert.ok(most - before < 200 * 1024 ** 2, `${Math.round((most - before) / 1024 ** 2)} MiB more`);
});

test.run();
