/** Streams of clients that left: none of them goes on listening, however far behind its client was. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Bus } from "../../core/events.ts";
import { testGateway } from "../fixtures/gateway.ts";
import { open, request } from "../fixtures/raw-http.ts";

const test = suite("http/stream-leaks");

/** Counts who listens to a bus from now on. */
function counted(bus: Bus): () => number {
  const on = bus.on;
  let listening = 0;
  bus.on = (listener) => {
    listening += 1;
    const undo = on(listener);
    return () => {
      listening -= 1;
      undo();
    };
  };
  return () => listening;
}

test("ends the subscription of a client that lags behind and leaves", async () => {
  await using gateway = await testGateway();
  const { bus, store } = gateway.kernel.services;
  const listening = counted(bus);
  const message = "x".repeat(4000);
  for (let n = 0; n < 1500; n += 1) {
    void store.record({ event: "agent.progress", data: { message, n } });
  }
  await store.record({ event: "agent.progress", data: { message } });
  const lagging = await Promise.all(
    Array.from({ length: 5 }, async () => {
      const raw = await open(gateway.port);
      raw.send(request("/api/v1/events?since=0", { Host: `localhost:${gateway.port}` }));
      await raw.until((text) => text.includes("id: 1\n"));
      return raw;
    }),
  );
  assert.is(listening(), 5);
  for (const raw of lagging) raw.reset();
  const until = performance.now() + 5000;
  while (listening() > 0 && performance.now() < until) {
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  assert.is(listening(), 0);
});

test.run();
