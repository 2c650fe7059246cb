/**
 * Kills the gateway with SIGKILL at random moments while four writers create, run and approve, and compares what
 * was answered with what is there after each restart: `node test/soak/kill.ts --cycles 1000 --seed 7`.
 */
import { parseArgs } from "node:util";
import { setTimeout as sleep } from "node:timers/promises";
import { readFileSync } from "node:fs";
import { crashGateway, tempFiles } from "../fixtures/crash.ts";
import type { Child } from "../fixtures/crash.ts";

const { values } = parseArgs({
  options: {
    cycles: { type: "string", default: "50" },
    seed: { type: "string", default: String(Date.now() % 1_000_000) },
  },
});
const WRITERS = 4;
const cycles = Number(values.cycles);
let state = Number(values.seed) || 1;

/** A number from 0 to 1, the same ones for the same seed (xorshift32). */
function random(): number {
  state ^= state << 13;
  state ^= state >>> 17;
  state ^= state << 5;
  return (state >>> 0) / 2 ** 32;
}

/** Folder of each approval whose files must be all there or all absent. */
interface Approval {
  readonly id: string;
  readonly folder: string;
  readonly text: string;
  answered: boolean;
}

const created = new Set<string>();
const approvals: Approval[] = [];
const problems: string[] = [];
const count = { creates: 0, runs: 0, approved: 0, unansweredApplied: 0, unansweredNot: 0 };

async function write({ api }: Child, writer: number): Promise<void> {
  for (;;) {
    const { body: made } = await api.post("/session/create", { skill: "five-files" });
    created.add(made.id);
    count.creates += 1;
    const folder = `w${writer}/${made.id.slice(-12)}`;
    const paths = [1, 2, 3, 4, 5].map((k) => `${folder}/${k}.txt`);
    const { body: run } = await api.run("five-files", { args: { text: folder, paths } });
    created.add(run.session_id);
    count.runs += 1;
    const approval: Approval = { id: run.session_id, folder, text: folder, answered: false };
    approvals.push(approval);
    const { status } = await api.post(`/approve/${run.session_id}`);
    if (status !== 200) problems.push(`approve answered ${status}`);
    approval.answered = true;
    count.approved += 1;
  }
}

async function check(gateway: Child, cycle: number, since: number): Promise<void> {
  const { api } = gateway;
  const { body: running } = await api.get("/sessions?status=running");
  if (running.total > 0) problems.push(`cycle ${cycle}: ${running.total} still running`);
  const temps = tempFiles(gateway);
  if (temps.length > 0) problems.push(`cycle ${cycle}: temp files ${temps.join()}`);
  for (const approval of approvals.slice(since)) {
    const { body } = await api.get(`/session/${approval.id}`);
    const there = [1, 2, 3, 4, 5].filter((k) => holds(gateway, approval, k)).length;
    const done = body.status === "completed";
    if (there !== (done ? 5 : 0)) problems.push(`cycle ${cycle}: ${there} of 5, ${body.status}`);
    if (approval.answered && !done) problems.push(`cycle ${cycle}: lost approval ${approval.id}`);
    if (!approval.answered) count[done ? "unansweredApplied" : "unansweredNot"] += 1;
  }
}

function holds({ at }: Child, { folder, text }: Approval, k: number): boolean {
  try {
    return readFileSync(at(`${folder}/${k}.txt`), "utf8") === text;
  } catch {
    return false;
  }
}

const began = performance.now();
await using gateway = await crashGateway();
for (let cycle = 1; cycle <= cycles; cycle += 1) {
  const since = approvals.length;
  const writers = Array.from({ length: WRITERS }, (_, n) => write(gateway, n).catch(() => {}));
  await sleep(5 + random() * 795);
  await Promise.all([gateway.kill("SIGKILL"), ...writers]);
  await gateway.restart();
  await check(gateway, cycle, since);
}
const { body } = await gateway.api.get("/sessions?limit=1");
for (const id of created) {
  const { status } = await gateway.api.get(`/session/${id}`);
  if (status !== 200) problems.push(`lost session ${id}`);
}
const seconds = Math.round((performance.now() - began) / 1000);
console.log(JSON.stringify({ cycles, seed: values.seed, seconds, ...count, stored: body.total }));
for (const problem of problems) console.log(problem);
console.log(`${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
