/** Runs one job in a process that is made for it and thrown away: for code nobody has looked at yet. */
import { fail } from "../errors.ts";
import { startProcess } from "./process.ts";
import type { ProcessOptions, RunLimits } from "./process.ts";
import type { Broker, Job } from "./rpc.ts";

/** Such a run may ask the gateway for nothing. */
export const nobody: Broker = {
  call: () => Promise.reject(fail("FORBIDDEN", { problem: "there is no run to ask for" })),
  progress: () => {},
  log: () => {},
};

/** Resolves and rejects like `Pool.run`; the time limit counts from the moment the process is ready. */
export async function runOnce(options: ProcessOptions, job: Job, limits: RunLimits) {
  const ready = Promise.withResolvers<void>();
  const child = startProcess(options, () => {
    if (child.state() === "idle") ready.resolve();
    if (child.state() === "ended") {
      ready.reject(fail("UNAVAILABLE", { problem: "a run process ended before it was ready" }));
    }
  });
  try {
    await ready.promise;
    return await child.run(job, nobody, limits);
  } finally {
    await child.end();
  }
}
