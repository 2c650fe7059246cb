/** From a name in the configuration to a provider: its key, its options, its address, and what is wrong with each. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { defineProvider, z } from "../../core/index.ts";
import type { ProviderPlugin } from "../../core/define.ts";
import { failing, named, rowOf, testModels } from "../fixtures/models.ts";
import type { ModelsOptions } from "../fixtures/models.ts";
import { modelServer } from "../fixtures/model-server/server.ts";

const test = suite("test/models/provider");
const HI = { prompt: "hi" };
const said = (options: ModelsOptions) => failing(testModels(options).run().llm.text(HI));

test("takes the key from the environment, else from the configuration, and shows it to the provider alone", async () => {
  await using server = await modelServer("openai-compatible");
  const config = { providers: { acme: { baseUrl: server.baseUrl, apiKey: "sk-from-file" } } };
  const at = { acme: server.baseUrl };
  const { run } = testModels({ at, config, env: { ACME_KEY: "sk-from-env" } });
  await run().llm.text(HI);
  await testModels({ at, config, env: {} }).run().llm.text(HI);
  await testModels({ at, config, env: { ACME_KEY: "" } })
    .run()
    .llm.text(HI);
  assert.equal(
    server.questions().map(({ headers }) => headers.authorization),
    ["Bearer sk-from-env", "Bearer sk-from-file", "Bearer sk-from-file"],
  );
});

test("warns once of a key that is too short to be hidden, without showing it", async () => {
  await using server = await modelServer("openai-compatible");
  const { run, lines } = testModels({ at: { acme: server.baseUrl }, env: { ACME_KEY: "k5q" } });
  await run().llm.text(HI);
  await run().llm.text(HI);
  assert.is(lines.length, 1);
  assert.match(lines[0]!, "too short");
  assert.not.match(lines[0]!, "k5q");
});

test("says what is missing, in words that name the key and never its value", async () => {
  const at = { acme: "http://127.0.0.1:9/v1" };
  assert.match(
    await said({ at, env: {} }),
    /UNAVAILABLE .*'acme' has no key: set ACME_KEY, or models\.providers\.acme\.apiKey/,
  );
  assert.match(await said({ at, plugins: [] }), /'acme' is not there: no plugin has that name/);
  const failed = { ...rowOf(named("acme")), state: "failed" as const };
  assert.match(await said({ at, plugins: [], rows: [failed] }), /'acme' is failed, see \/status/);
  const facts = { ...rowOf(named("acme")).facts!, kind: "tool" as const };
  const tool = { ...rowOf(named("acme")), facts };
  assert.match(await said({ at, plugins: [], rows: [tool] }), /'acme' is a tool, no provider/);
  const odd = { providers: { acme: { baseUrl: at.acme, organisation: "hunter22" } } };
  const wrong = await said({ at, config: odd });
  assert.match(wrong, /option that does not fit: models\.providers\.acme\.organisation/);
  assert.not.match(wrong, "hunter22");
});

test("refuses an address that is none, or that holds a secret", async () => {
  for (const baseUrl of [
    "http://user:hunter22@127.0.0.1:9/v1",
    "http://hunter22@127.0.0.1:9/v1",
    "http://127.0.0.1:9/?key=hunter22",
  ]) {
    const problem = await said({ at: { acme: baseUrl } });
    assert.match(problem, /keeps a secret in its address/);
    assert.not.match(problem, "hunter22");
  }
  const bare = (options: object) =>
    defineProvider({
      ...{ name: "acme", version: "1.0.0", description: "Bare.", model: () => null },
      ...options,
    }) as ProviderPlugin;
  const at = { acme: "ftp://127.0.0.1/" };
  assert.match(await said({ at, plugins: [bare({})] }), /has to be an http or https URL/);
  const none = bare({ options: z.object({}) });
  assert.match(
    await said({ at, plugins: [none] }),
    /has no address: models\.providers\.acme\.baseUrl/,
  );
});

test("takes no model's name for a model: the prompt would go to a service that nobody configured", async () => {
  const at = { acme: "http://127.0.0.1:9" };
  for (const model of ["openai/gpt-5", null, {}, () => {}] as unknown[]) {
    const plugin = { ...named("acme"), model: () => model };
    assert.match(await said({ at, plugins: [plugin] }), /UNAVAILABLE .*returned no language model/);
  }
});

test("lives with a provider that throws, rejects, hangs or asks elsewhere", async () => {
  const at = { acme: "http://127.0.0.1:9" };
  const config = { timeouts: { totalMs: 200 } };
  const failure = new RangeError("odd\nwords of https://x.test/v1?key=abcdefgh");
  const throwing = () => {
    throw failure;
  };
  for (const model of [throwing, async () => throwing()]) {
    const words = await said({ at, config, plugins: [{ ...named("acme"), model }] });
    assert.is(
      words,
      "AGENT_ERROR The agent failed: acme/small failed: odd words of https://x.test/v1",
    );
  }
  const hangs = { ...named("acme"), model: () => new Promise(() => {}) };
  assert.match(
    await said({ at, config, plugins: [hangs] }),
    /^TIMEOUT .*acme\/small.* within 200 ms/,
  );
  const elsewhere: ProviderPlugin = {
    ...named("acme"),
    model: (_options, _id, { fetch }) => fetch("http://169.254.169.254/"),
  };
  assert.match(
    await said({ at, config, plugins: [elsewhere] }),
    /another host than the configured one/,
  );
});

test("asks with one small call whether each model works", async () => {
  await using good = await modelServer("openai-compatible");
  await using bad = await modelServer("openai-compatible");
  bad.script({ status: 401, echoKey: true });
  const { models } = testModels({ at: { one: good.baseUrl, two: bad.baseUrl } });
  const probed = await models.probe(new AbortController().signal);
  assert.equal(
    probed.map(({ provider, model, problem }) => [provider, model, problem]),
    [
      ["one", "small", null],
      ["two", "small", "Not available: two/small refuses the key (401)"],
    ],
  );
  assert.is(good.questions()[0]!.body.max_tokens, 16);
});

test.run();
