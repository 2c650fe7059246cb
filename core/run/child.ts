/** What runs inside a run process: one job at a time, asked for and answered over the pipe at descriptor 3. */
import { flushCompileCache } from "node:module";
import { Socket } from "node:net";
import { isGatewayError, messageOf } from "../errors.ts";
import { createChannel } from "./channel.ts";
import { endGroups } from "./groups.ts";
import { perform } from "./perform.ts";
import { resolveMetaforge } from "./resolve.ts";
import { cut, small } from "./rpc.ts";
import type { FromChild, ToChild } from "./rpc.ts";
import { createLine } from "./line.ts";
import { standApart, standsClean } from "./scratch.ts";
import type { Line } from "./line.ts";

// No zod, no execa here or below: a warm process holds only what the plugin it runs has imported.
resolveMetaforge();

let current: Line | null = null;
const restingResources = countResources();

const pipe = new Socket({ fd: 3, readable: true, writable: true });
// The gateway is gone: nobody waits for the result.
pipe.on("close", () => process.exit(0));
const gone = () => process.exit(1);
const channel = createChannel(pipe, { message: (value) => hear(value as ToChild), broken: gone });

process.on("exit", endGroups);
process.on("uncaughtException", die);
process.on("unhandledRejection", die);

void send({ type: "ready" }).then(warmUp);

function hear(message: ToChild): void {
  if (message.type === "run") void work(message);
  else if (message.run === current?.run) current.hear(message);
}

/** What every plugin imports, while nobody waits: it takes 40 ms off the first run of a spare. */
function warmUp(): void {
  // Flushed here, because the process will be killed and a cache is written at an ordinary exit only.
  setImmediate(() => void import("../index.ts").then(() => flushCompileCache()));
}

async function work({ run, job }: Extract<ToChild, { type: "run" }>): Promise<void> {
  const line = createLine(run, send);
  current = line;
  standApart(job.scratch);
  const answer = await perform(job, line).then(
    (value): FromChild => ({ type: "done", run, value }),
    (thrown: unknown): FromChild => ({ type: "failed", run, ...reportOf(thrown) }),
  );
  line.close();
  await send(answer).catch((thrown: unknown) =>
    // What cannot be cloned cannot be sent; `perform` lets only bytes and JSON through, so this is rare.
    send({ type: "failed", run, code: "", message: messageOf(thrown), details: {} }),
  );
  current = null;
  // One turn later rejections nobody handled have surfaced and closed handles are gone.
  setImmediate(() => setImmediate(() => void send({ type: "idle", run, clean: isClean() })));
}

function reportOf(thrown: unknown) {
  if (isGatewayError(thrown)) {
    const { code, message, details } = thrown;
    return { code: String(code), message: cut(message), details: small(details) ?? {} };
  }
  // No code of ours: the gateway puts the words into the error that fits the job.
  return { code: "", message: cut(messageOf(thrown)), details: {} };
}

function die(thrown: unknown): void {
  // The channel is flushed before the end, or the reason would be lost; a second failure ends at once.
  process.removeListener("uncaughtException", die).removeListener("unhandledRejection", die);
  void send({ type: "died", message: cut(messageOf(thrown)) }).finally(() => process.exit(70));
}

function send(message: FromChild): Promise<void> {
  return channel.send(message);
}

/** True when nothing is left: a process with a stray timer or a stray file must not get the next job. */
function isClean(): boolean {
  const resting = [...countResources()].every(
    ([type, count]) => count <= (restingResources.get(type) ?? 0),
  );
  return resting && standsClean();
}

function countResources(): Map<string, number> {
  const counts = new Map<string, number>();
  for (const type of process.getActiveResourcesInfo()) {
    // The channel and stdout are pipes, too, and a message may be on its way out; neither is the plugin's.
    if (type !== "PipeWrap" && type !== "WriteWrap") counts.set(type, (counts.get(type) ?? 0) + 1);
  }
  return counts;
}
