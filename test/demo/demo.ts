/** The main job on a real PRD, start to finish: gateway up, `spec` runs, the diff is shown, an approval writes it. */
import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline/promises";
import { fileURLToPath } from "node:url";

const ROOT = new URL("../../", import.meta.url);
const PRD = fileURLToPath(new URL("skills/spec/fixtures/soil-sensor/PRD.md", ROOT));
/** Lines of the diff of one file that are shown. */
const DIFF_LINES = 40;

const colour = process.stdout.isTTY && !process.env["NO_COLOR"];
const paint = (code: number) => (text: string) =>
  colour ? `\u001b[${code}m${text}\u001b[0m` : text;
const bold = paint(1);
const dim = paint(2);
const red = paint(31);
const green = paint(32);
const cyan = paint(36);

interface SessionEvent {
  readonly event: string;
  readonly data: {
    readonly session_id?: string;
    readonly status?: string;
    readonly progress: number;
    readonly message: string;
    readonly error?: { readonly message: string };
  };
}

const workspace = mkdtempSync(join(tmpdir(), "metaforge-demo-"));
const home = mkdtempSync(join(tmpdir(), "metaforge-demo-home-"));
cpSync(PRD, join(workspace, "PRD.md"));

const gateway = spawn(
  process.execPath,
  [fileURLToPath(new URL("core/bin.js", ROOT)), "start", "--workspace", workspace, "--port", "0"],
  { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, XDG_CONFIG_HOME: home } },
);
// Whoever reads the output may leave early, and a person may press Ctrl-C: both end the demo, not only its output.
process.stdout.on("error", () => gateway.kill("SIGTERM"));
process.on("SIGINT", () => gateway.kill("SIGTERM"));
process.exitCode = 1;
try {
  await demo(await listening());
  process.exitCode = 0;
} catch (thrown) {
  console.error(`the demo did not come to its end: ${(thrown as Error).message}`);
} finally {
  gateway.kill("SIGTERM");
  if (gateway.exitCode === null) await new Promise((resolve) => gateway.once("exit", resolve));
  rmSync(workspace, { recursive: true, force: true });
  rmSync(home, { recursive: true, force: true });
}
process.exit();

async function demo(base: string): Promise<void> {
  step("gateway", `${base} ${dim(`workspace ${workspace}`)}`);
  const api = `${base}/api/v1`;
  const health = await get<{ components: object }>(`${api}/health`);
  step("health", dim(JSON.stringify(health.components)));

  const events = await socket(`${base.replace("http", "ws")}/ws`);
  const { session_id: id } = await post<{ session_id: string }>(`${api}/agent/run`, {
    skill: "spec",
    input: { files: ["PRD.md"] },
  });
  step("run", `spec reads PRD.md ${dim(id)}`);
  const ended = await events.until(id);
  if (ended.status !== "pending_approval") {
    throw new TypeError(`the run ended ${ended.status}: ${ended.error?.message ?? ""}`);
  }

  const session = await get<{ summary: string }>(`${api}/session/${id}`);
  const { artifacts } = await get<AgentStatus>(`${api}/agent/${id}/status`);
  step("proposed", artifacts.map(({ path, diff }) => `${path} ${diff}`).join(", "));
  if (session.summary) console.log(`           ${session.summary}`);
  const diff = await (await fetch(`${api}/session/${id}/diff`)).text();
  console.log(`\n${coloured(shortened(diff))}\n`);

  if (!(await approvedByPerson())) {
    await post(`${api}/reject/${id}`, { reason: "declined in the demo" });
    step("rejected", "nothing was written");
    return;
  }
  const approved = await post<{ artifacts: string[] }>(`${api}/approve/${id}`, {});
  for (const path of approved.artifacts) {
    step("written", `${path} ${dim(`${statSync(join(workspace, path)).size} bytes`)}`);
  }
  const { constraints } = JSON.parse(readFileSync(join(workspace, "constraints.json"), "utf8")) as {
    constraints: object[];
  };
  step("done", `${constraints.length} constraints, each with the line it comes from`);
  console.log(dim("\nThe demo's folder is removed. On your own: npm start -- --workspace DIR"));
}

interface AgentStatus {
  readonly artifacts: readonly { readonly path: string; readonly diff: string }[];
}

async function listening(): Promise<string> {
  let text = "";
  for await (const chunk of gateway.stdout) {
    text += String(chunk);
    const [, url] = /listening on (\S+)\n/.exec(text) ?? [];
    if (url) return url;
  }
  throw new TypeError("the gateway ended before it listened");
}

/** Prints progress as it arrives; `until` settles with the end of one session's run. */
async function socket(url: string) {
  const ws = new WebSocket(url);
  const ends = new Map<string, SessionEvent["data"]>();
  let wake = () => {};
  ws.addEventListener("message", ({ data }) => {
    const { event, data: what } = JSON.parse(String(data)) as SessionEvent;
    if (event === "agent.progress") {
      step("progress", `${String(Math.round(what.progress * 100)).padStart(3)} % ${what.message}`);
    }
    if (event === "session.complete") ends.set(what.session_id!, what);
    wake();
  });
  await new Promise((resolve, reject) => {
    ws.addEventListener("open", resolve);
    ws.addEventListener("error", reject);
  });
  return {
    async until(id: string) {
      while (!ends.has(id)) await new Promise<void>((resolve) => void (wake = resolve));
      ws.close();
      return ends.get(id)!;
    },
  };
}

async function approvedByPerson(): Promise<boolean> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    step("approve", "no terminal to ask at: approved");
    return true;
  }
  const terminal = createInterface(process.stdin, process.stdout);
  try {
    for (;;) {
      // Nothing is written for want of a clear answer.
      const answer = (await terminal.question(bold("Write these files? [y/n] "))).trim();
      if (/^(y|yes)$/i.test(answer)) return true;
      if (/^(n|no)$/i.test(answer)) return false;
    }
  } catch {
    console.log();
    return false;
  } finally {
    terminal.close();
  }
}

async function get<T>(url: string): Promise<T> {
  return answered<T>(await fetch(url));
}

async function post<T>(url: string, body: object): Promise<T> {
  const headers = { "content-type": "application/json" };
  return answered<T>(await fetch(url, { method: "POST", headers, body: JSON.stringify(body) }));
}

async function answered<T>(response: Response): Promise<T> {
  const body: unknown = await response.json();
  if (!response.ok) throw new TypeError(JSON.stringify(body));
  return body as T;
}

function step(what: string, text: string): void {
  console.log(`${cyan(what.padEnd(10))} ${text}`);
}

function shortened(diff: string): string {
  const files = diff.split(/^(?=diff --git )/m);
  return files
    .map((file) => {
      const lines = file.trimEnd().split("\n");
      const more = lines.length - DIFF_LINES;
      return [...lines.slice(0, DIFF_LINES), ...(more > 0 ? [`… ${more} more lines`] : [])].join(
        "\n",
      );
    })
    .join("\n\n");
}

function coloured(diff: string): string {
  return diff
    .split("\n")
    .map((line) => {
      if (/^(---|\+\+\+)/.test(line)) return bold(line);
      if (line.startsWith("+")) return green(line);
      if (line.startsWith("-")) return red(line);
      return dim(line);
    })
    .join("\n");
}
