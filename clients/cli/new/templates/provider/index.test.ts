/** The provider's test: what it asks a server, and what it makes of the answer. */
import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json } from "node:stream/consumers";
import test from "node:test";
import provider from "./index.ts";

interface Model {
  doGenerate(prompt: object): Promise<{ content: { text: string }[]; usage: object }>;
  doStream(prompt: object): Promise<{ stream: AsyncIterable<{ type: string; delta?: string }> }>;
}

/** A gateway hands over a `fetch` with limits, and the key that its user has set. */
const access = { key: null, fetch };
const prompt = [
  { role: "system", content: "Be brief." },
  { role: "user", content: [{ type: "text", text: "How many volts has USB?" }] },
];

test("passes a prompt on and returns the text of the answer", async () => {
  await using server = await standIn(200, {
    choices: [{ message: { content: "5 V" } }],
    usage: { prompt_tokens: 12, completion_tokens: 3 },
  });
  const model = provider.model({ baseUrl: server.url }, "small", access) as Model;
  const { content, usage } = await model.doGenerate({ prompt, temperature: 0 });
  assert.equal(content[0]!.text, "5 V");
  assert.deepEqual(usage, { inputTokens: 12, outputTokens: 3 });
  assert.deepEqual(server.asked, [
    {
      model: "small",
      messages: [prompt[0], { role: "user", content: "How many volts has USB?" }],
      temperature: 0,
    },
  ]);
});

test("streams an answer in one piece, and asks for JSON where a schema is given", async () => {
  await using server = await standIn(200, { choices: [{ message: { content: "{}" } }] });
  const model = provider.model({ baseUrl: server.url }, "small", access) as Model;
  const responseFormat = { type: "json", schema: { type: "object" } };
  const { stream } = await model.doStream({ prompt, responseFormat });
  const parts: string[] = [];
  for await (const { type, delta } of stream) parts.push(delta ?? type);
  assert.deepEqual(parts, ["stream-start", "text-start", "{}", "text-end", "finish"]);
  const [{ response_format: format }] = server.asked as [{ response_format: unknown }];
  assert.deepEqual(format, {
    type: "json_schema",
    json_schema: { name: "answer", schema: { type: "object" } },
  });
});

test("says what the server answered when it refuses", async () => {
  await using server = await standIn(404, {});
  const model = provider.model({ baseUrl: server.url }, "none", access) as Model;
  await assert.rejects(model.doGenerate({ prompt }), /the server answered 404/);
});

/** A server that gives one answer to everything, and remembers what it was asked. */
async function standIn(status: number, answer: object) {
  const asked: unknown[] = [];
  const server = createServer(async (request, response) => {
    asked.push(await json(request));
    response.writeHead(status, { "content-type": "application/json" });
    response.end(JSON.stringify(answer));
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
