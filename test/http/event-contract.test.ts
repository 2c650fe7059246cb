/** Every event a gateway sends against its contract: nothing missing, nothing more, on both channels. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { EVENT_NAMES } from "../../core/events.ts";
import * as events from "../../core/http/contract/events.ts";
import { toAsyncApi } from "../../core/http/asyncapi.ts";
import { EXAMPLES } from "../../core/http/describe/examples.ts";
import { testGateway } from "../fixtures/gateway.ts";
import { TEXT, frame, openSocket } from "../fixtures/raw-socket.ts";

const test = suite("http/event-contract");
const plugins = [join(import.meta.dirname, "../fixtures/plugins")];
const { GatewayEvent, ...EACH } = events;

/** What is wrong with a value: it has more than its contract says, or less. */
function misfit(value: unknown): string | null {
  const { success, data, error } = GatewayEvent.safeParse(value);
  if (!success) return error.message;
  return isDeepStrictEqual(data, value) ? null : `more than ${JSON.stringify(data)}`;
}

test("sends every event exactly as its contract says", async () => {
  await using gateway = await testGateway({ plugins });
  const { post, run } = gateway;
  const misbehave = async (how: string) =>
    (await run("misbehave", { args: { how } })).body.session_id as string;
  await using late = await openSocket(gateway.port, "/ws?since=99999");
  await post(`/approve/${await misbehave("fine")}`, { comment: "LGTM" });
  rmSync(gateway.at("out.txt"));
  await post(`/reject/${await misbehave("fine")}`, { reason: "no" });
  await misbehave("throw");
  await run("spec");
  const input = { args: { how: "heed the signal" } };
  const { session_id: id } = (await post("/agent/run", { skill: "misbehave", input })).body;
  await post(`/agent/${id}/cancel`);
  await gateway.delete(`/session/${id}`);
  const folder = gateway.at("plugins/fresh");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "index.ts"), "export default 1;\n");
  await using replay = await openSocket(gateway.port, "/ws?since=0");
  const names = () => replay.messages().map(({ event }) => event as string);
  await replay.until(() => names().includes("plugin.changed"));
  rmSync(folder, { recursive: true });
  await replay.until(() => names().filter((name) => name === "plugin.changed").length > 1);
  const all = [...replay.messages(), ...late.messages()];
  for (const event of all) assert.is(misfit(event), null, JSON.stringify(event));
  const seen = new Set(all.map(({ event }) => event as string));
  assert.equal([...seen].toSorted(), [...EVENT_NAMES, "replay.expired"].toSorted());
});

test("has a contract, and one example that fits it, for every event and no other", () => {
  const named = Object.values(EACH).map(({ shape }) => shape.event.value);
  assert.equal(named.toSorted(), [...EVENT_NAMES, "replay.expired"].toSorted());
  for (const example of Object.values(EXAMPLES.events)) assert.is(misfit(example), null);
});

test("would see a field too many or too few, and an event of another name", () => {
  const good = EXAMPLES.events["session.deleted"] as Record<string, unknown>;
  const { seq: _, ...less } = good;
  for (const bad of [{ ...good, more: 1 }, less, { ...good, event: "session.gone" }]) {
    assert.type(misfit(bad), "string");
  }
});

test("serves the description of the channels, whose references all lead somewhere", async () => {
  await using gateway = await testGateway();
  const { status, body } = await gateway.get("/asyncapi.json");
  assert.is(status, 200);
  assert.equal(body, JSON.parse(JSON.stringify(toAsyncApi(body.info.version))));
  const refs = [...JSON.stringify(body).matchAll(/"\$ref":"#([^"]+)"/g)].map(([, path]) => path!);
  assert.ok(refs.length > 40);
  for (const path of refs) {
    const found = path
      .slice(1)
      .split("/")
      .reduce((inner, key) => inner?.[key], body);
    assert.ok(found, path);
  }
  assert.equal(
    Object.values(body.channels).map((channel) => (channel as { address: string }).address),
    ["/ws", "/api/v1/events"],
  );
});

test("answers a socket's ping and its nonsense as described", async () => {
  await using gateway = await testGateway();
  const { components } = (await gateway.get("/asyncapi.json")).body;
  await using socket = await openSocket(gateway.port);
  const described = (name: string) => components.messages[name].examples[0].payload;
  socket.send(frame(TEXT, JSON.stringify(described("Ping"))));
  socket.send(frame(TEXT, "nonsense"));
  await socket.until(() => socket.messages().length === 2);
  assert.equal(socket.messages(), [described("Pong"), described("SocketError")]);
});

test.run();
