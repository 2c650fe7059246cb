/** The process groups of the tools that one run process has started, as the gateway knows them. */
import { childrenOf, signalGroup, statOf } from "./leftovers.ts";
import type { ProcessRecord } from "./leftovers.ts";

export interface ToolGroups {
  /** What the run process says of a group. */
  hear(group: number, alive: boolean): void;
  /** Adds what the system says: a tool may have started while its message was not yet sent. */
  look(): void;
  kill(): void;
  /** The run process is gone: its tools are ended, also one whose message comes later. */
  end(): void;
}

export function createToolGroups(
  owner: number,
  told: ((event: ProcessRecord & { readonly alive: boolean }) => void) | undefined,
): ToolGroups {
  const groups = new Map<number, ProcessRecord>();
  let ended = false;

  function add(pid: number): void {
    const stat = statOf(pid);
    if (groups.has(pid) || (stat && !isOwn(pid, stat.parent))) return;
    const record = { pid, startTime: stat?.startTime ?? 0 };
    groups.set(pid, record);
    told?.({ ...record, alive: true });
  }

  /**
   * Only what the run process has started: any other number would be someone else's process. An orphan has
   * another parent by then, but never the gateway.
   */
  function isOwn(pid: number, parent: number): boolean {
    return ended ? pid !== process.pid && parent !== process.pid : parent === owner;
  }

  function remove(pid: number): void {
    const known = groups.get(pid);
    groups.delete(pid);
    if (known) told?.({ ...known, alive: false });
  }

  const kill = () => {
    for (const pid of groups.keys()) signalGroup(pid, "SIGKILL");
  };

  return {
    hear(pid, alive) {
      if (alive) add(pid);
      else remove(pid);
      if (ended) this.end();
    },
    look() {
      // A group of its own only: the others are in the run process's group and end with it.
      for (const pid of childrenOf(owner)) if (statOf(pid)?.group === pid) add(pid);
    },
    kill,
    end() {
      ended = true;
      kill();
      for (const pid of Array.from(groups.keys())) remove(pid);
    },
  };
}
