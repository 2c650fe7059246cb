/** The shared table of behaviours, run by this client: on one gateway for all cases that leave it as it is, else on their own. */
import { readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { childGateway } from "../../test/fixtures/gateway.ts";
import { mismatch, runCase } from "./behaviours.ts";
import type { Case, MakeClient } from "./behaviours.ts";
import { MetaForgeClient } from "./src/index.ts";
import { LEAN, PLUGINS } from "./stage.ts";

const test = suite("clients/typescript/behaviours");

const TABLE = join(import.meta.dirname, "../behaviours/behaviours.json");
const { cases } = JSON.parse(readFileSync(TABLE, "utf8")) as { cases: Case[] };
const make: MakeClient = (base, options) => new MetaForgeClient(base, options);
type Gateway = Awaited<ReturnType<typeof gatewayOf>>;

/** Begun by the first case that takes it, ended by the last: a start costs more than most cases. */
let shared: Promise<Gateway> | undefined;
const together = cases.filter((one) => !needsItsOwn(one));

for (const one of together) {
  test(one.name, async () => {
    const gateway = await (shared ??= gatewayOf({}));
    try {
      await clear(gateway);
      for (const [path, text] of Object.entries(one.files ?? {})) gateway.write(path, text);
      await runCase(one, gateway.stage, make);
    } finally {
      if (one === together.at(-1)) await gateway[Symbol.asyncDispose]();
    }
  });
}

for (const one of cases.filter(needsItsOwn)) {
  test(one.name, async () => {
    await using gateway = await gatewayOf(one);
    await runCase(one, gateway.stage, make);
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

/** Whether a case ends its gateway, sets it up in its own way, or leaves much behind. */
function needsItsOwn({ config, steps }: Case): boolean {
  return config !== undefined || steps.some((step) => step.do === "gateway" || "times" in step);
}

/** As good as new: no session, no file. */
async function clear({ api, workspace, at }: Gateway): Promise<void> {
  const { sessions } = (await api.get("/sessions")).body as { sessions: { id: string }[] };
  await Promise.all(sessions.map(({ id }) => api.delete(`/session/${id}`)));
  const files = readdirSync(workspace).filter((name) => name !== ".metaforge");
  for (const name of files) rmSync(at(name), { recursive: true });
}

/** A gateway whose port stays the same over its restarts. */
async function gatewayOf({ files = {}, config = {} }: Partial<Case>) {
  const port = await freePort();
  const gateway = await childGateway({
    files,
    plugins: PLUGINS,
    config: { port, ...LEAN, ...config },
  });
  const { api, workspace, at, write } = gateway;
  return {
    ...{ api, workspace, at, write },
    stage: {
      base: () => `http://127.0.0.1:${port}`,
      at,
      kill: (signal: NodeJS.Signals) => gateway.kill(signal),
      restart: () => gateway.restart(),
    },
    [Symbol.asyncDispose]: () => gateway[Symbol.asyncDispose](),
  };
}

/** Below those that the system gives to outgoing connections, one of which could take it while the gateway is away. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = 10_000 + Math.floor(Math.random() * 20_000);
    const server = createServer();
    // oxlint-disable-next-line no-await-in-loop -- the next one only when this one is taken
    const isFree = await new Promise<boolean>((resolve) => {
      server.once("error", () => resolve(false));
      server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
}
