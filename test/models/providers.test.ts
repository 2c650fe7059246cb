/** Each provider over HTTP, through a whole gateway: what a run is told of each thing that its server may do. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { play } from "../fixtures/model-server/play.ts";
import { PROTOCOLS } from "../fixtures/model-server/server.ts";
import type { Speaks } from "../fixtures/model-server/server.ts";
import { SHORT, SILENCE, SIZE, TABLE } from "../fixtures/model-server/table.ts";

const test = suite("test/models/providers");
const PROVIDERS = Object.keys(PROTOCOLS) as Speaks[];

// At one time, because most of it is waiting.
test("answers a run, or tells it what went wrong, whatever each provider's server does", async () => {
  const found = await Promise.all(PROVIDERS.map((one) => play(one, TABLE)));
  assert.equal(found.flat(), []);
});

test("waits for no provider longer than configured", async () => {
  const found = await Promise.all(PROVIDERS.map((one) => play(one, SILENCE, { timeouts: SHORT })));
  assert.equal(found.flat(), []);
});

for (const provider of PROVIDERS) {
  test(`reads no more than 8 MiB of ${provider}'s answer, and keeps no more`, async () => {
    const before = process.memoryUsage.rss();
    let most = 0;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 10);
    try {
      assert.equal(await play(provider, SIZE), []);
    } finally {
      clearInterval(watch);
    }
    assert.ok(most - before < 200e6, `${Math.round((most - before) / 1e6)} MB more`);
  });
}

test.run();
