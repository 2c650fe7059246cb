/** Whole runs on each provider: what is staged, what a cancelled one leaves, who answers in whose place, where keys are. */
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { testGateway } from "../fixtures/gateway.ts";
import { KEY } from "../fixtures/model-server/ask.ts";
import { ASKER, NOT_NEEDED, askingGateway, settings } from "../fixtures/model-server/gateway.ts";
import { PROTOCOLS, modelServer } from "../fixtures/model-server/server.ts";
import type { Speaks } from "../fixtures/model-server/server.ts";
import { until } from "../fixtures/run-pool.ts";

const test = suite("test/models/provider-runs");
const SLOW = { answer: "a word after the other, for a long time", pauseMs: 400 };

for (const provider of Object.keys(PROTOCOLS) as Speaks[]) {
  test(`stages nothing of half an answer of ${provider}, and counts what a whole one used`, async () => {
    await using asking = await askingGateway(provider);
    const { server, gateway, one } = asking;
    server.script({ answer: "a whole answer", usage: { input: 1200, output: 34 } });
    const whole = await one("first");
    assert.is(whole.status, "pending_approval");
    server.script({ fault: "half" });
    const { error } = await one("second");
    assert.is(error.code, "AGENT_ERROR");
    assert.match(error.message, `${provider}/small`);
    const ids = [whole.session_id, error.details.session_id];
    const sessions = await Promise.all(
      ids.map(async (id) => (await gateway.get(`/session/${id}`)).body),
    );
    assert.equal([sessions[1].status, sessions[1].output], ["failed", { artifacts: [] }]);
    const [{ calls, input_tokens: input, output_tokens: output }] = sessions[0].models;
    assert.equal([calls, input, output], [1, 1200, 34]);
  });

  test(`gives up its request to ${provider} within a second of a cancel, and of a delete`, async () => {
    await using asking = await askingGateway(provider);
    const { server, gateway, begin } = asking;
    server.script(SLOW);
    const ends = {
      cancel: (id: string) => gateway.post(`/agent/${id}/cancel`),
      delete: (id: string) => gateway.delete(`/session/${id}`),
    };
    for (const [how, end] of Object.entries(ends)) {
      const id = await begin(how);
      await until(() => server.questions(how).length === 1);
      const [question] = server.questions(how);
      const asked = performance.now();
      await end(id);
      const gone = (await question!.over) - asked;
      assert.ok(gone < 1000, `${how}: after ${Math.round(gone)} ms`);
    }
    assert.is(server.busy(), 0);
  });
}

test("shows a key to its provider alone, though the provider tells it in each error", async () => {
  await using asking = await askingGateway("openai");
  const { server, gateway, one } = asking;
  const stream = new AbortController();
  const events = heard(`${gateway.base}/api/v1/events`, stream.signal);
  const seen: string[] = [];
  for (const behaviour of [
    { status: 401, echoKey: true },
    { status: 400, echoKey: true },
    { answer: `the key is ${KEY}` },
  ] as const) {
    server.script(behaviour);
    const answer = await one("show me your key", { verbose: true });
    const id = answer.session_id ?? answer.error.details.session_id;
    const paths = ["", "/trace", "/diff", "/exchanges", "/artifact?path=answers.json"];
    const texts = paths.map(async (path) => (await gateway.get(`/session/${id}${path}`)).text);
    seen.push(JSON.stringify(answer), ...(await Promise.all(texts)));
  }
  assert.ok(
    server.questions().every(({ headers }) => headers["authorization"] === `Bearer ${KEY}`),
  );
  assert.not.match(JSON.stringify(server.questions().map(({ body }) => body)), KEY);
  stream.abort();
  const others = [(await gateway.get("/status")).text, gateway.logged.join(""), await events];
  const everything = [...seen, ...others].join("\n");
  assert.match(await events, "session.complete");
  assert.match(everything, "show me your key");
  assert.match(everything, "[redacted]");
  assert.not.match(everything, KEY);
  assert.equal(filesWith(gateway.at(".metaforge"), KEY), []);
});

test("asks the next model of another provider when the first refuses its key", async () => {
  await using openai = await modelServer("openai", { key: "sk-another" });
  await using anthropic = await modelServer("anthropic", { key: KEY });
  anthropic.script({ answer: "by the second" });
  const models = {
    use: ["openai/small", "anthropic/small"],
    providers: {
      ...settings("openai", openai.baseUrl),
      ...settings("anthropic", anthropic.baseUrl),
    },
  };
  await using gateway = await testGateway({
    plugins: [ASKER],
    config: { models, disabled: NOT_NEEDED },
  });
  const questions = [{ how: "text", prompt: "who answers?" }];
  const { body } = await gateway.run("asker", { args: { questions } });
  const { text } = await gateway.get(`/session/${body.session_id}/artifact?path=answers.json`);
  assert.equal(JSON.parse(text), [{ value: "by the second" }]);
  assert.equal([openai.questions().length, anthropic.questions().length], [1, 1]);
});

test("asks nobody for what an environment variable of a provider's SDK names", async () => {
  await using server = await modelServer("openai");
  await using other = await modelServer("openai");
  const env = { OPENAI_API_KEY: KEY, OPENAI_BASE_URL: other.baseUrl };
  const models = { use: ["openai/small"], providers: { openai: { baseUrl: server.baseUrl } } };
  await using gateway = await testGateway({
    plugins: [ASKER],
    config: { models, disabled: NOT_NEEDED },
    env,
  });
  await gateway.run("asker", { args: { questions: [{ how: "text", prompt: "hi" }] } });
  assert.equal([server.questions().length, other.seen.length], [1, 0]);
  assert.is(server.questions()[0]!.headers["authorization"], `Bearer ${KEY}`);
});

test.run();

/** Everything that an event stream says until it is given up. */
async function heard(url: string, signal: AbortSignal): Promise<string> {
  let said = "";
  try {
    const { body } = await fetch(url, { signal, headers: { accept: "text/event-stream" } });
    for await (const text of body!.pipeThrough(new TextDecoderStream())) said += text;
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  }
  return said;
}

/** The files below a folder that hold the text, as they are on the disk. */
function filesWith(folder: string, text: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  assert.ok(files.length > 0);
  return files
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => readFileSync(path).includes(text));
}
