/** Where the gateway listens: this machine only, unless there is a key; and never beside a stranger. */
import { createHash } from "node:crypto";
import { createServer } from "node:net";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createApp } from "../../core/http/app.ts";
import { listen } from "../../core/http/server.ts";
import { createLog } from "../../core/log.ts";
import { client, tempHome, testGateway } from "../fixtures/gateway.ts";
import { exchange, request } from "../fixtures/raw-http.ts";

const test = suite("http/bind");
const MAIN = join(import.meta.dirname, "../../core/bin.js");

/** The process of `npm start` with these arguments, until it listens or ends. */
async function started(args: readonly string[], config: object = {}) {
  const home = tempHome({ config: config as Record<string, unknown> });
  const child = spawn(process.execPath, [MAIN, "start", "-w", home.workspace, ...args], {
    env: { ...process.env, XDG_CONFIG_HOME: join(home.top, "config") },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let errors = "";
  let out = "";
  child.stderr.on("data", (chunk) => (errors += String(chunk)));
  child.stdout.on("data", (chunk) => (out += String(chunk)));
  const exit = once(child, "exit") as Promise<[number | null]>;
  await Promise.race([once(child.stdout, "data"), exit]);
  return {
    port: Number(/:(\d+)\s*$/.exec(out)?.[1]),
    get errors() {
      return errors;
    },
    code: async () => (await exit)[0],
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGKILL");
      await exit;
      home.remove();
    },
  };
}

test("refuses to listen beyond this machine without a key, and says why", async () => {
  const hosts = ["0.0.0.0", "::"];
  await Promise.all(
    hosts.map(async (host) => {
      await using gateway = await started(["--host", host, "--port", "0"]);
      assert.is(await gateway.code(), 1);
      assert.match(gateway.errors, /open to other machines and needs apiKeys/);
    }),
  );
});

test("demands the key on every request when it listens beyond this machine", async () => {
  const sha256 = createHash("sha256").update("open-sesame").digest("hex");
  const apiKeys = [{ name: "me", sha256 }];
  await using gateway = await started(["--host", "0.0.0.0", "--port", "0"], { apiKeys });
  const { call, post, port } = client(gateway.port);
  const key = { authorization: "Bearer open-sesame" };
  assert.is((await call("GET", "/health", undefined, key)).status, 200);
  const none = await call("GET", "/health");
  assert.equal([none.status, none.body.error.code], [401, "UNAUTHORIZED"]);
  assert.is(none.headers.get("www-authenticate"), "Bearer");
  const bad = { authorization: "Bearer open-sesame2" };
  assert.is((await post("/session/create", { skill: "spec" }, bad)).status, 401);
  const socket = { Host: `localhost:${port}`, Connection: "Upgrade", Upgrade: "websocket" };
  const upgrade = { ...socket, "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "x".repeat(22) };
  const refused = await exchange(port, request("/ws", { ...upgrade }));
  assert.equal([refused?.status, refused?.headers["www-authenticate"]], [401, "Bearer"]);
  const foreign = request("/api/v1/health", { Host: "evil.example", ...key });
  assert.is((await exchange(port, foreign))?.status, 403, "a key does not replace the Host");
});

test("answers on both addresses that localhost may mean", async () => {
  await using gateway = await testGateway();
  for (const address of ["127.0.0.1", "[::1]", "localhost"]) {
    const answer = await fetch(`http://${address}:${gateway.port}/api/v1/health`);
    assert.is(answer.status, 200, address);
    await answer.text();
  }
});

const log = createLog("error");
const nothing = {
  app: createApp([], () => null, log),
  fast: () => null,
  upgrade: () => false,
  access: { allowedHosts: [], allowedOrigins: [], keys: [] },
  log,
};

test("does not share its port with a stranger on the other address of localhost", async () => {
  for (const host of ["127.0.0.1", "::1"]) {
    const stranger = createServer().listen(0, host);
    await once(stranger, "listening");
    const { port } = stranger.address() as { port: number };
    try {
      await listen("localhost", port, nothing);
      assert.unreachable();
    } catch (thrown) {
      assert.is((thrown as { code?: string }).code, "START_REFUSED");
      assert.match((thrown as Error).message, new RegExp(`port ${port} on ${host} is in use`));
    } finally {
      await new Promise((resolve) => stranger.close(resolve));
    }
  }
});

test.run();
