/** The provider's test: the contract that every provider keeps, and a stand-in for its server. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import test from "node:test";
import { providerContract } from "metaforge/testing";
import provider from "./index.ts";

for (const [name, check] of providerContract(provider)) test(name, check);

/** What is used here of the AI SDK's LanguageModel. */
interface Model {
  doStream(call: object): Promise<{ stream: AsyncIterable<{ type: string; delta?: string }> }>;
}

/** A gateway hands over a `fetch` with limits, and the key that its user has set. */
const access = { key: null, fetch };
const prompt = [{ role: "user", content: [{ type: "text", text: "How many volts has USB?" }] }];

test("passes a prompt on and streams the answer", async () => {
  const events = [
    { choices: [{ delta: { role: "assistant", content: "5 " } }] },
    { choices: [{ delta: { content: "V" }, finish_reason: "stop" }] },
    { choices: [], usage: { prompt_tokens: 12, completion_tokens: 3 } },
  ];
  const lines = [...events.map((event) => JSON.stringify(event)), "[DONE]"];
  await using server = await standIn(200, lines.map((line) => `data: ${line}\n\n`).join(""));
  const model = (await provider.model({ baseUrl: server.url }, "small", access)) as Model;
  const { stream } = await model.doStream({ prompt, temperature: 0 });
  let answer = "";
  for await (const { delta = "" } of stream) answer += delta;
  assert.equal(answer, "5 V");
  const [{ path, body }] = server.asked as [Asked];
  assert.equal(path, "/chat/completions");
  const { model: id, temperature, messages } = JSON.parse(body);
  assert.deepEqual([id, temperature], ["small", 0]);
  assert.deepEqual(messages, [{ role: "user", content: "How many volts has USB?" }]);
});

test("says what the server answered when it refuses", async () => {
  await using server = await standIn(503, "{}");
  const { signal } = new AbortController();
  const refused = provider.check!({ baseUrl: server.url }, access, signal);
  await assert.rejects(refused, /my-provider answered 503/);
});

interface Asked {
  readonly path: string;
  readonly body: string;
}

/** A server that gives one answer to everything, and remembers what it was asked. */
async function standIn(status: number, answer: string) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    asked.push({ path: request.url!, body: await text(request) });
    response.writeHead(status, { "content-type": "text/event-stream" });
    response.end(answer);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const { port } = server.address() as AddressInfo;
  return {
    asked,
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((closed) => {
        server.close(() => closed());
        server.closeAllConnections();
      }),
  };
}
