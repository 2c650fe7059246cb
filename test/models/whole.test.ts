/** A text that a provider cut, withheld or mixed with tool calls is no answer, however it looks. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { failing, testModels } from "../fixtures/models.ts";

const test = suite("test/models/whole");

const CALL = { id: "t", type: "function", function: { name: "write_file", arguments: "{}" } };
const WHOLE = '{"volts":5}';

/** Says WHOLE, with a tool call when there is one, and ends for the reason; counts the questions. */
async function asked(reason: string | null, calls?: object) {
  let questions = 0;
  const server = createServer((request, response) => {
    request.resume();
    questions += 1;
    const choice = (delta: object, finish: string | null) =>
      `data: ${JSON.stringify({ id: "1", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.write(choice({ content: WHOLE }, null));
    if (calls) response.write(choice({ tool_calls: [{ index: 0, ...calls }] }, null));
    response.end(`${choice({}, reason)}data: [DONE]\n\n`);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const { run } = testModels({ at: { acme: `http://127.0.0.1:${port}/v1` } });
  const one = run();
  const schema = { type: "object" };
  const said = await Promise.all([
    failing(one.llm.text({ prompt: "x" })),
    failing(one.llm.object({ prompt: "x", schema })),
  ]);
  server.close();
  server.closeAllConnections();
  return { said, questions, outcomes: one.traced.map(({ outcome }) => outcome) };
}

test("takes what ended by itself", async () => {
  const { said, questions } = await asked("stop");
  assert.equal(
    [said, questions],
    [[`resolved: ${JSON.stringify(WHOLE)}`, `resolved: ${WHOLE}`], 2],
  );
});

for (const [reason, outcome, words] of [
  ["length", "length", "was cut off: its answer is longer than models.limits.outputTokens"],
  ["content_filter", "content-filter", "withheld its answer"],
  ["tool_calls", "tool-calls", "asked for a tool, and none is offered"],
] as const) {
  test(`takes nothing that ended by ${reason}, and does not pay for it twice`, async () => {
    const { said, questions, outcomes } = await asked(reason);
    for (const one of said) assert.match(one, `AGENT_ERROR The agent failed: acme/small ${words}`);
    assert.equal([questions, outcomes], [2, [outcome, outcome]]);
  });
}

test("takes nothing beside a tool call, even when the provider calls it a stop", async () => {
  const { said } = await asked("stop", CALL);
  for (const one of said) assert.match(one, /^AGENT_ERROR .*asked for a tool/);
});

test("takes nothing that ended without a reason, or by one that nobody knows", async () => {
  for (const reason of [null, "tired"]) {
    const { said, questions } = await asked(reason);
    for (const one of said) assert.match(one, /^AGENT_ERROR .*acme\/small /);
    assert.is(questions, 6);
  }
});

test.run();
