/** Events while the gateway is away: borne when it was there, told once, and never asked for in haste. */
import { setTimeout as sleep } from "node:timers/promises";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ConnectionError, MetaForgeClient } from "./src/index.ts";
import { failing, quickClock } from "./stage.ts";

const test = suite("clients/typescript/outage");

test("says once that events may be gone, and only where the state can be read again", async () => {
  const { client, asked } = meeting("hangs up", "refuses", "refuses", "refuses", "tells");
  const events = client.events();
  const clock = quickClock();
  const first = await events.next().finally(clock.stop);
  assert.equal(first.value, { event: "replay.expired" });
  assert.is(asked(), 5);
  assert.is(((await events.next()).value as { seq: number }).seq, 1);
  await events.return!();
});

test("comes back ever more slowly to who opens and hangs up at once", async () => {
  const { client, asked } = meeting("hangs up");
  const events = client.events({ since: 0 });
  const clock = quickClock();
  const next = events.next();
  while (asked() < 10) await sleep(1);
  clock.stop();
  assert.ok(clock.passed() > 25_000 && clock.passed() < 60_000, String(clock.passed()));
  await events.return!();
  await next;
});

test("gives up within seconds when nothing listens and nothing ever did", async () => {
  const { client, asked } = meeting("refuses");
  const clock = quickClock();
  const failure = await failing(client.events().next()).finally(clock.stop);
  assert.instance(failure, ConnectionError);
  assert.match(failure.message, "nothing listens at http://127.0.0.1:1");
  assert.is(asked(), 4);
  assert.ok(clock.passed() < 5000, String(clock.passed()));
});

test("says what else answers where it looks for a gateway", async () => {
  const fetch = async () => new Response("<html>", { status: 404 });
  const client = new MetaForgeClient("http://127.0.0.1:1", { fetch, retries: 0 });
  const failure = await failing(client.events().next());
  assert.instance(failure, ConnectionError);
  assert.match(failure.message, "status 404");
});

test("gives up after two minutes without a connection, and is not busy until then", async () => {
  const { client, asked } = meeting("tells", "refuses");
  const events = client.events();
  await events.next();
  const clock = quickClock();
  const failure = await failing(events.next()).finally(clock.stop);
  assert.instance(failure, ConnectionError);
  assert.ok(clock.passed() >= 120_000 && clock.passed() < 140_000, String(clock.passed()));
  assert.ok(asked() < 40, String(asked()));
});

test.run();

type Meeting = "refuses" | "hangs up" | "tells";

/** A client whose connections for events end so, one after the other, the last of them again and again. */
function meeting(...each: Meeting[]) {
  let asked = 0;
  const fetch = async () => {
    const how = each[Math.min(asked, each.length - 1)]!;
    asked += 1;
    if (how === "refuses") {
      const cause = Object.assign(new TypeError("refused"), { code: "ECONNREFUSED" });
      throw new TypeError("fetch failed", { cause });
    }
    const event = { event: "session.created", data: {}, seq: 1, at: "" };
    return new Response(how === "tells" ? `:\n\ndata: ${JSON.stringify(event)}\n\n` : ":\n\n");
  };
  const client = new MetaForgeClient("http://127.0.0.1:1", { fetch, WebSocket: null });
  return { client, asked: () => asked };
}
