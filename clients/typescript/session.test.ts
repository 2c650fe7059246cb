/** What a session shows and sends of language models. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { MetaForgeClient } from "./src/index.ts";

const test = suite("clients/typescript/session");

const USE = { provider: "local", model: "small-1", calls: 1, cost: null };
const VIEW = { id: "session-1", skill: "spec", status: "completed", input: {}, output: {} };

test("shows what the run has used of models, and nothing when it used none", async () => {
  const { client } = answering({ ...VIEW, models: [USE] }, VIEW);
  const session = await client.session("session-1");
  assert.equal(session.models, [USE]);
  await session.refresh();
  assert.not.ok("models" in session);
});

test("gives the record of what models were asked, line by line", async () => {
  const { client, seen } = answering(VIEW, '{"kind":"object"}\n{"kind":"text"}\n', "");
  const session = await client.session("session-1");
  assert.equal(await session.exchanges(), [{ kind: "object" }, { kind: "text" }]);
  assert.equal(await session.exchanges(), []);
  assert.is(seen[1]!.path, "/api/v1/session/session-1/exchanges");
});

test("runs a skill again by the answers that another session has recorded", async () => {
  const started = { session_id: "session-1", status: "running", agent: "a" };
  const { client, seen } = answering(started, VIEW);
  await client.runSkill("spec", {}, { replay: "session-0", verbose: true });
  assert.equal(seen[0]!.body["options"], { replay: "session-0", verbose: true });
});

test.run();

/** A client of a gateway that gives these answers in turn. */
function answering(...answers: (object | string)[]) {
  const seen: { path: string; body: Record<string, unknown> }[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const answer = answers[seen.length]!;
    seen.push({
      path: new URL(String(input)).pathname,
      body: JSON.parse(String(init?.body ?? "{}")) as Record<string, unknown>,
    });
    return new Response(typeof answer === "string" ? answer : JSON.stringify(answer));
  };
  return { seen, client: new MetaForgeClient("http://127.0.0.1:1", { fetch }) };
}
