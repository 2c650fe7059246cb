/** The load generator's process: apart from the servers, so that it never shares an event loop with one. */
import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { runJobs } from "./jobs.ts";
import type { JobsResult, JobsSpec } from "./jobs.ts";
import { runRequests } from "./requests.ts";
import type { RequestsResult, RequestsSpec } from "./requests.ts";

export interface Load extends Disposable {
  requests(spec: Omit<RequestsSpec, "kind">): Promise<RequestsResult>;
  jobs(spec: Omit<JobsSpec, "kind">): Promise<JobsResult>;
}

type Reply = { readonly result: unknown } | { readonly failed: string };

/** Kept for the whole measurement, so that its code is as warm for the first side as for the second. */
export function startLoad(): Load {
  const child = fork(fileURLToPath(import.meta.url));
  const ask = (spec: RequestsSpec | JobsSpec) =>
    new Promise((resolve, reject) => {
      child.once("message", (reply: Reply) => {
        if ("failed" in reply) reject(new Error(reply.failed));
        else resolve(reply.result);
      });
      child.send(spec);
    });
  return {
    requests: (spec) => ask({ kind: "requests", ...spec }) as Promise<RequestsResult>,
    jobs: (spec) => ask({ kind: "jobs", ...spec }) as Promise<JobsResult>,
    [Symbol.dispose]: () => void child.kill(),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  process.on("message", async (spec: RequestsSpec | JobsSpec) => {
    try {
      const result = await (spec.kind === "jobs" ? runJobs(spec) : runRequests(spec));
      process.send!({ result } satisfies Reply);
    } catch (error) {
      process.send!({ failed: (error as Error).message } satisfies Reply);
    }
  });
}
