/** Names what a test file left open: servers, sockets, child processes, timers, watchers. */
import { setTimeout as pause } from "node:timers/promises";

/** How long something may take to close after the last test. */
const GRACE_MS = 500;

/** Notes what is open now; the function it returns tells what has been added and stayed. */
export function watchLeaks(): () => Promise<string[]> {
  // Both are opened at first use, which must not count against the file that happens to be first.
  void [process.stdout, process.stderr];
  const before = process.getActiveResourcesInfo();
  const known = new Set(handles());
  return async () => {
    // One turn of the loop, so that a rejection nobody handled is reported for this file.
    await pause(1);
    const deadline = performance.now() + GRACE_MS;
    for (;;) {
      const left = added(before, process.getActiveResourcesInfo());
      if (left.length === 0) return [];
      if (performance.now() > deadline) return describe(left, known);
      // oxlint-disable-next-line no-await-in-loop -- it waits for others to close
      await pause(10);
    }
  };
}

/** What `now` has more of than `before`. */
function added(before: readonly string[], now: readonly string[]): string[] {
  const rest = [...before];
  return now.filter((kind) => {
    const at = rest.indexOf(kind);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

interface Handle {
  readonly constructor: { readonly name: string };
  readonly pid?: number;
  readonly spawnargs?: readonly string[];
  address?(): unknown;
  readonly listening?: boolean;
  readonly remotePort?: number;
}

// Undocumented, and used only to name what the documented list has found.
const handles = (): Handle[] =>
  // oxlint-disable-next-line no-underscore-dangle -- Node's name
  (process as unknown as { _getActiveHandles(): Handle[] })._getActiveHandles();

function describe(kinds: readonly string[], known: ReadonlySet<Handle>): string[] {
  const named = handles()
    .filter((handle) => !known.has(handle))
    .map(nameOf);
  const timers = kinds.filter((kind) => kind === "Timeout" || kind === "Immediate");
  const all = [...named, ...timers.map((kind) => `a ${kind} that has not fired`)];
  return all.length > 0 ? all : kinds.map((kind) => `a ${kind}`);
}

function nameOf(handle: Handle): string {
  if (handle.listening) return `a server listening on ${JSON.stringify(handle.address?.())}`;
  if (handle.spawnargs) return `process ${handle.pid} (${handle.spawnargs.join(" ")})`;
  if (handle.remotePort) return `a socket to port ${handle.remotePort}`;
  return `a ${handle.constructor.name}`;
}
