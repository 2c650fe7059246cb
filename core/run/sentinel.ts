/**
 * Ends what a killed gateway leaves behind: a looping plugin cannot notice that it is alone, and would burn a
 * processor until the next start. A shell holds the list of process groups and hears, by the end of its input, when
 * the gateway is gone.
 */
import { spawn } from "node:child_process";
import type { ProcessRecord } from "./leftovers.ts";

export interface Sentinel {
  /** A process group has begun or ended. */
  note(event: ProcessRecord & { readonly alive: boolean }): void;
  close(): Promise<void>;
}

/** Seconds in which a run process ends by itself, and its tools with it, when it notices. */
const GRACE = 3;

/** `+ 12` and `- 12` keep the list; at the end of the input whatever is left on it is killed. */
const SCRIPT = `
groups=" "
while read -r sign pid; do
  case $sign in
    +) groups="$groups$pid " ;;
    -) case $groups in *" $pid "*) groups="\${groups%% "$pid" *} \${groups#* "$pid" }" ;; esac ;;
  esac
done
[ "$groups" = " " ] && exit 0
sleep ${GRACE}
for pid in $groups; do kill -9 "-$pid" 2>/dev/null; done
`;

/** On Windows there are no process groups; the next start ends what it can there (`endLeftovers`). */
export function startSentinel(): Sentinel {
  if (process.platform === "win32") return { note: () => {}, close: () => Promise.resolve() };
  // A session of its own: what ends the gateway's group must not end the one who cleans up after it.
  const shell = spawn("/bin/sh", ["-c", SCRIPT], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    env: { PATH: "/usr/bin:/bin" },
  });
  const ended = new Promise<void>((resolve) => {
    shell.once("exit", () => resolve());
    shell.once("error", () => resolve());
  });
  // Whoever ends the shell only takes the safety net away.
  shell.stdin.on("error", () => {});
  shell.unref();
  return {
    note({ pid, alive }) {
      if (shell.stdin.writable) shell.stdin.write(`${alive ? "+" : "-"} ${pid}\n`);
    },
    close() {
      // Awaited now, so it counts again among what keeps this process going.
      shell.ref();
      shell.stdin.end();
      return ended;
    },
  };
}
