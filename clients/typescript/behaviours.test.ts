/** The shared table of behaviours, run by this client against gateways of their own. */
import { readFileSync } from "node:fs";
import { createServer } from "node:net";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { childGateway } from "../../test/fixtures/gateway.ts";
import { mismatch, runCase } from "./behaviours.ts";
import type { Case } from "./behaviours.ts";
import { MetaForgeClient } from "./src/index.ts";

const test = suite("clients/typescript/behaviours");

const FOLDER = join(import.meta.dirname, "../behaviours");
const { cases } = JSON.parse(readFileSync(join(FOLDER, "behaviours.json"), "utf8")) as {
  cases: Case[];
};
const PLUGINS = ["skills", "tools"].map((name) => join(FOLDER, name));

for (const one of cases) {
  test(one.name, async () => {
    await using gateway = await stageOf(one);
    await runCase(one, gateway.stage, (base, options) => new MetaForgeClient(base, options));
  });
}

test("an expectation that is not met is noticed", () => {
  const seen = { a: [1, 2], b: "text", c: null };
  const missed = [
    { a: [1] },
    { a: [1, 3] },
    { d: 1 },
    { b: { $contains: "z" } },
    { b: { $lacks: "ex" } },
    { b: { $absent: true } },
    { a: { $includes: 3 } },
    { a: { $climbsTo: 3 } },
    { a: { $reversed: [1, 2] } },
    { c: { $rises: true } },
  ].filter((wanted) => mismatch(seen, wanted, "seen") === null);
  assert.equal(missed, []);
  assert.is(mismatch(seen, { a: { $rises: true }, c: { $absent: true } }, "seen"), null);
});

test.run();

/** A port that stays the same over the gateway's restarts. */
async function stageOf({ files = {}, config = {} }: Case) {
  const port = await freePort();
  const gateway = await childGateway({
    files,
    plugins: PLUGINS,
    config: { port, disabled: ["kicad", "ngspice", "spec"], ...config },
  });
  return {
    stage: {
      base: () => `http://127.0.0.1:${port}`,
      at: gateway.at,
      kill: (signal: NodeJS.Signals) => gateway.kill(signal),
      restart: () => gateway.restart(),
    },
    [Symbol.asyncDispose]: () => gateway[Symbol.asyncDispose](),
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => void server.close(resolve));
  return port;
}
