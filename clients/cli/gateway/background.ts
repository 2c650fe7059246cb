/** Starts a gateway in the background: it outlives the command and the terminal, and stops when nobody uses it. */
import { spawn } from "node:child_process";
import {
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  ftruncateSync,
  lstatSync,
  mkdirSync,
  openSync,
  readFileSync,
} from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { problem, usage } from "../problem.ts";
import type { Shell } from "../shell.ts";
import { findGateway, isAlive, readNote } from "./find.ts";
import type { Found, Note } from "./find.ts";
import { ownsPort } from "./port-owner.ts";

/** Seconds without use after which a gateway that a command started stops. */
const IDLE_SECONDS = 900;
/** A timer of the gateway takes no more. */
const IDLE_MOST = 2_000_000;
/** Milliseconds between two looks, and until a start has failed: plugins of the workspace may take ten seconds. */
const LOOK = 25;
const PATIENCE = 30_000;
/** Bytes of the log at which it begins anew. */
const LOG_SIZE = 1024 * 1024;
const ENTRY = fileURLToPath(new URL("../../../core/bin.js", import.meta.url));

export interface Started {
  readonly gateway: Found;
  /** False: another command was faster, and this is the gateway it started. */
  readonly isOurs: boolean;
}

/** Throws START_FAILED with what the gateway said. */
export async function startInBackground(workspace: string, shell: Shell): Promise<Started> {
  let attempt = begin(workspace, shell);
  for (const began = shell.now(); shell.now() - began < PATIENCE; await wait(LOOK)) {
    // Looked at before the gateway is asked: one that begins to listen meanwhile answers the next time.
    const holder = readNote(workspace);
    const gateway = await findGateway(workspace);
    if (gateway) return { gateway, isOurs: gateway.pid === attempt.pid };
    if (!attempt.ended) continue;
    const said = saidSince(workspace, attempt.from);
    if (!said.includes("another gateway holds this workspace") || !holder) throw failed(said);
    // It was just stopping, and has made room.
    if (!isAlive(holder.pid)) attempt = begin(workspace, shell);
    else if (listens(holder)) throw elsewhere(workspace, holder.pid);
    // Else another command was faster, and its gateway answers soon.
  }
  throw failed(
    saidSince(workspace, attempt.from) || `it did not answer within ${PATIENCE / 1000} s`,
  );
}

interface Attempt {
  readonly pid: number | undefined;
  /** Where its part of the log begins. */
  readonly from: number;
  ended: boolean;
}

function begin(workspace: string, shell: Shell): Attempt {
  const { log, from } = openLog(workspace);
  const child = spawn(process.execPath, [ENTRY, "start", ...options(workspace, shell)], {
    // Its own session, and no pipe of ours: it neither ends with the terminal nor keeps a pipeline waiting.
    detached: true,
    stdio: ["ignore", log, log],
    cwd: workspace,
    env: environment(shell),
  });
  closeSync(log);
  child.unref();
  const attempt: Attempt = { pid: child.pid, from, ended: false };
  child.once("exit", () => (attempt.ended = true));
  child.once("error", () => (attempt.ended = true));
  return attempt;
}

const listens = ({ pid, port }: Note): boolean => port !== undefined && ownsPort(pid, port);

/** Throws USAGE for what is no time that the gateway could wait. */
export function idleSeconds({ METAFORGE_IDLE_SECONDS: said }: NodeJS.ProcessEnv): number {
  if (!said) return IDLE_SECONDS;
  if (!/^\d{1,7}(?:\.\d+)?$/.test(said) || Number(said) === 0 || Number(said) > IDLE_MOST) {
    throw usage(`METAFORGE_IDLE_SECONDS takes seconds above 0 up to ${IDLE_MOST}, not '${said}'`);
  }
  return Number(said);
}

const options = (workspace: string, { env }: Shell): string[] => [
  ...["--workspace", workspace, "--or-any-port", "--stop-when-idle"],
  String(idleSeconds(env)),
  // For this machine only, whatever a shared gateway's configuration says: nobody asked for more.
  ...["--host", "127.0.0.1"],
];

/** A relative name means another file where the gateway works. */
function environment({ env, cwd }: Shell): NodeJS.ProcessEnv {
  const { METAFORGE_CONFIG: config } = env;
  return config ? { ...env, METAFORGE_CONFIG: resolve(cwd, config) } : env;
}

/** The log and its length so far. A link of that name could lead anywhere, so it is refused. */
function openLog(workspace: string): { log: number; from: number } {
  const folder = join(workspace, ".metaforge");
  try {
    mkdirSync(folder, { mode: 0o700, recursive: true });
    if (lstatSync(folder).isSymbolicLink()) throw notOurs(".metaforge");
    const { O_APPEND, O_CREAT, O_NOFOLLOW = 0, O_WRONLY } = constants;
    const log = openSync(
      join(folder, "gateway.log"),
      O_WRONLY | O_APPEND | O_CREAT | O_NOFOLLOW,
      0o600,
    );
    const { size } = fstatSync(log);
    fchmodSync(log, 0o600);
    if (size > LOG_SIZE) ftruncateSync(log);
    return { log, from: size > LOG_SIZE ? 0 : size };
  } catch (thrown) {
    const { code, message } = thrown as NodeJS.ErrnoException;
    if (code === "ELOOP") throw notOurs(".metaforge/gateway.log");
    if (code === "START_FAILED") throw thrown;
    throw problem(
      "START_FAILED",
      `the gateway could not be started: ${workspace}/.metaforge cannot be written (${code ?? message})`,
      { hint: "a gateway keeps its sessions there; `metaforge doctor` looks for causes" },
    );
  }
}

const notOurs = (name: string) => failed(`'${name}' is a link; remove it`);

/** What it complained of: its own sentences, else the end of its log. */
function saidSince(workspace: string, from: number): string {
  const bytes = readFileSync(join(workspace, ".metaforge", "gateway.log"));
  const lines = bytes.subarray(from).toString("utf8").trim().split("\n");
  const own = lines.filter((line) => line.startsWith("metaforge: "));
  return own.length > 0
    ? own.map((line) => line.slice("metaforge: ".length)).join("\n")
    : lines.slice(-5).join("\n");
}

const failed = (said: string) =>
  problem("START_FAILED", `the gateway could not be started: ${said}`, {
    hint: "`metaforge start` shows more, `metaforge doctor` looks for causes",
  });

const elsewhere = (workspace: string, pid: number) =>
  problem(
    "NO_GATEWAY",
    `the gateway of ${workspace} (process ${pid}) does not answer on this machine's own addresses`,
    { hint: "name the one it was started with: --url http://HOST:PORT" },
  );
