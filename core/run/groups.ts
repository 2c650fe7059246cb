/** The process groups of tools that run now, so that the end of this process is theirs, too. */
import { signalGroup } from "./leftovers.ts";

const alive = new Set<number>();

export const addGroup = (pid: number) => void alive.add(pid);
export const removeGroup = (pid: number) => void alive.delete(pid);

/** Called on exit, where only synchronous work is left to do. */
export function endGroups(): void {
  for (const pid of alive) signalGroup(pid, "SIGKILL");
}
