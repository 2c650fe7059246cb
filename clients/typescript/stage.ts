/** What tests of the client share: a gateway with the plugins of the behaviours, and counted connections. */
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import * as assert from "uvu/assert";
import { testGateway } from "../../test/fixtures/gateway.ts";
import type { GatewayOptions } from "../../test/fixtures/gateway.ts";
import { MetaForgeClient } from "./src/index.ts";
import type { ClientOptions, MetaForgeError } from "./src/index.ts";
import { allBut } from "../../test/fixtures/shipped.ts";

const FOLDER = join(import.meta.dirname, "../behaviours");
export const PLUGINS = ["skills", "tools"].map((name) => join(FOLDER, name));
export const LEAN = { disabled: allBut("docs", "metrics") };

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

/** What a call failed with; its type is the caller's to know. */
export async function failing<Failure = MetaForgeError>(call: Promise<unknown>): Promise<Failure> {
  const outcome = await call.then(
    () => null,
    (thrown: unknown) => ({ thrown: thrown as Failure }),
  );
  assert.ok(outcome, "it did not fail");
  return outcome.thrown;
}

/** The connections are gone, a moment after whoever used them has left. */
export async function closed(open: ReadonlySet<WebSocket>): Promise<void> {
  // Longer than a busy machine needs, shorter than any pause after which the gateway would close them itself.
  for (let n = 0; open.size > 0 && n < 500; n++) await sleep(10);
  assert.is(open.size, 0);
}

interface Timer {
  readonly at: number;
  readonly run: () => void;
}

/**
 * Time that no machine slows down: it stands still until there is nothing to do, then goes on to the next timer.
 * Only for tests whose fetch is their own: the real one relies on Node's timers.
 */
export function quickClock() {
  const { setTimeout: realSet, clearTimeout: realClear } = globalThis;
  const { now } = Date;
  const started = now();
  let time = started;
  const timers = new Set<Timer>();
  Date.now = () => time;
  globalThis.setTimeout = ((run: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
    const timer = { at: time + ms, run: () => run(...args) };
    timers.add(timer);
    return timer;
  }) as unknown as typeof setTimeout;
  globalThis.clearTimeout = ((timer: unknown) => {
    if (!timers.delete(timer as Timer)) realClear(timer as NodeJS.Timeout);
  }) as typeof clearTimeout;
  const pump = setInterval(() => {
    const [first, ...others] = timers;
    if (!first) return;
    const next = others.reduce((one, other) => (other.at < one.at ? other : one), first);
    timers.delete(next);
    time = Math.max(time, next.at);
    next.run();
  }, 1);
  return {
    passed: () => time - started,
    stop() {
      clearInterval(pump);
      Date.now = now;
      globalThis.setTimeout = realSet;
      globalThis.clearTimeout = realClear;
    },
  };
}
