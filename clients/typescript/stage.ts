/** What tests of the client share: a gateway with the plugins of the behaviours, and counted connections. */
import { join } from "node:path";
import * as assert from "uvu/assert";
import { testGateway } from "../../test/fixtures/gateway.ts";
import type { GatewayOptions } from "../../test/fixtures/gateway.ts";
import { MetaForgeClient } from "./src/index.ts";
import type { ClientOptions } from "./src/index.ts";

const FOLDER = join(import.meta.dirname, "../behaviours");
export const PLUGINS = ["skills", "tools"].map((name) => join(FOLDER, name));
export const LEAN = { disabled: ["kicad", "ngspice", "spec"] };

/** @example await using stage = await stageWith(); const client = stage.client({ retries: 0 }); */
export async function stageWith(config: GatewayOptions["config"] = {}) {
  const gateway = await testGateway({ plugins: PLUGINS, config: { ...LEAN, ...config } });
  return {
    ...gateway,
    client: (options: ClientOptions = {}) => new MetaForgeClient(gateway.base, options),
  };
}

/** The global `fetch` that notes the paths it was asked for; those that match are refused. */
export function countedFetch(refuse?: RegExp) {
  const paths: string[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const { pathname, search } = new URL(String(input));
    paths.push(pathname + search);
    if (refuse?.test(pathname)) throw new TypeError("fetch failed");
    return globalThis.fetch(input, init);
  };
  return { paths, fetch };
}

/** The global WebSocket that notes its URLs and closes itself after so many messages. */
export function countedSocket(closesAfter = Number.POSITIVE_INFINITY) {
  const urls: string[] = [];
  const open = new Set<WebSocket>();
  const Counted = class extends globalThis.WebSocket {
    constructor(url: string, options?: string[]) {
      super(url, options);
      urls.push(url);
      open.add(this);
      let left = closesAfter;
      this.addEventListener("close", () => open.delete(this));
      this.addEventListener("message", () => {
        left -= 1;
        if (left === 0) this.close();
      });
      if (left === 0) this.addEventListener("open", () => this.close());
    }
  };
  return { urls, open, WebSocket: Counted as typeof globalThis.WebSocket };
}

/** What a call failed with. */
export async function failing(call: Promise<unknown>): Promise<unknown> {
  const outcome = await call.then(
    () => null,
    (thrown: unknown) => ({ thrown }),
  );
  assert.ok(outcome, "it did not fail");
  return outcome.thrown;
}

/** Timers fire a hundred times as early, and Date agrees. */
export function fastClock() {
  const { setTimeout: slow } = globalThis;
  const { now } = Date;
  const started = now();
  Date.now = () => started + (now() - started) * 100;
  globalThis.setTimeout = ((run: () => void, ms: number, ...args: []) =>
    slow(run, ms / 100, ...args)) as typeof setTimeout;
  let passed = 0;
  return {
    passed: () => passed,
    stop() {
      passed = Date.now() - started;
      Date.now = now;
      globalThis.setTimeout = slow;
    },
  };
}
