/** Runs skills that build on each other: with a decision after each, or with one for all of them at the end. */
import type { Session } from "../../typescript/src/index.ts";
import { parseDiff } from "../diff/parse.ts";
import { formOf } from "../diff/form.ts";
import { diffLines, readingOrder } from "../diff/show.ts";
import { EXIT } from "../problem.ts";
import type { Shell } from "../shell.ts";
import { askText, choose } from "../terminal/ask.ts";
import { page } from "../terminal/pager.ts";
import { approve, reject, sayWritten } from "./decide.ts";
import { runAsJson } from "./json-run.ts";
import { SHOWN, writeOutcome } from "./outcome.ts";
import { performRun } from "./perform.ts";
import type { Job } from "./perform.ts";
import { printDiff, settle } from "./settle.ts";
import type { How } from "./settle.ts";
import { shortId } from "./words.ts";

export interface Chain {
  readonly name: string;
  readonly skills: readonly string[];
}

export interface ChainOptions {
  readonly how: How;
  readonly json: boolean;
  readonly oneApproval: boolean;
}

/** `job` is the first skill's; the others read what the one before them has made. The exit code. */
export async function runChain(
  job: Omit<Job, "skill">,
  { name, skills }: Chain,
  shell: Shell,
  options: ChainOptions,
): Promise<number> {
  const steps = skills.map((skill, n): Job => ({
    ...job,
    skill,
    input: n === 0 ? job.input : {},
  }));
  const chained = options.oneApproval ? atOnce : stepByStep;
  return chained(steps, shell, options, name);
}

async function stepByStep(
  steps: readonly Job[],
  shell: Shell,
  { how, json }: ChainOptions,
  name: string,
): Promise<number> {
  for (const [n, step] of steps.entries()) {
    if (!json) heading(shell, step.skill, n, steps.length);
    // oxlint-disable-next-line no-await-in-loop -- each step reads what the one before has written
    const { code, session } = await oneStep(step, shell, how, json);
    if (code !== EXIT.ok || !session) return code;
    // oxlint-disable-next-line no-await-in-loop
    const { status } = await step.client.session(session.id);
    if (status === "completed") continue;
    const rest = steps.slice(n + 1).map(({ skill }) => skill);
    if (rest.length > 0) {
      shell.err.prose(
        `'${name}' stops here, because ${rest[0]} reads what is not written yet; then: ${rest.map((skill) => `\`metaforge run ${skill}\``).join(", ")}`,
      );
    }
    return code;
  }
  return EXIT.ok;
}

async function oneStep(job: Job, shell: Shell, how: How, json: boolean) {
  if (json) return runAsJson(job, shell, how === "yes");
  const session = await performRun(job, shell, false);
  if (!session) return { code: cancelled(shell), session: undefined };
  return { code: await settle(session, job.client, shell, how), session };
}

/** Every step reads what the earlier ones propose, as if it were written. */
async function atOnce(
  steps: readonly Job[],
  shell: Shell,
  { how, json }: ChainOptions,
): Promise<number> {
  const waiting: Session[] = [];
  for (const [n, step] of steps.entries()) {
    if (!json) heading(shell, step.skill, n, steps.length);
    const after = waiting.map(({ id }) => id);
    const job = { ...step, options: { ...step.options, after } };
    // oxlint-disable-next-line no-await-in-loop -- each step reads what the one before proposes
    const session = await proposed(job, shell, json);
    if (typeof session === "number") return session;
    if (session.status === "pending_approval") waiting.push(session);
    else if (session.status !== "completed") return EXIT.failed;
  }
  if (waiting.length === 0) {
    if (!json) shell.out.line("nothing to change: the files are as the skills would write them");
    return EXIT.ok;
  }
  return json ? decidedAsJson(waiting, shell, how) : decided(waiting, shell, how);
}

async function proposed(job: Job, shell: Shell, json: boolean): Promise<Session | number> {
  if (json) {
    const { code, session } = await runAsJson(job, shell, false);
    return code === EXIT.ok && session ? session : code;
  }
  const session = await performRun(job, shell, false);
  if (!session) return cancelled(shell);
  if (session.status === "failed" || session.status === "cancelled") {
    return settle(session, job.client, shell, "later");
  }
  writeOutcome(shell.out, session, SHOWN);
  return session;
}

async function decided(waiting: readonly Session[], shell: Shell, how: How): Promise<number> {
  const { out } = shell;
  out.line();
  const diffs = await Promise.all(waiting.map((session) => session.diff()));
  const files = diffs.flatMap((diff) => readingOrder(parseDiff(diff)));
  const lines = [...diffLines(out, files, formOf({}, out))];
  if (how !== "ask" || !shell.isInteractive) {
    printDiff(shell, how, files, lines, waiting);
    return how === "yes" ? approveAll(waiting, shell, true) : leftAll(waiting, shell);
  }
  await page(lines, shell);
  for (const line of diffLines(out, files, "stat")) out.line(line);
  const count = `${files.length} file${files.length === 1 ? "" : "s"}`;
  const choices = [
    { value: "approve", label: "approve", hint: `write ${count} of ${waiting.length} steps` },
    { value: "reject", label: "reject", hint: "write nothing, say why" },
    { value: "later", label: "later", hint: "leave them as they are" },
  ] as const;
  const answer = await choose(shell, "What shall become of all of them?", choices, "later");
  if (answer === "approve") return approveAll(waiting, shell, false);
  const reason = answer === "reject" ? await askText(shell, "Why not?") : null;
  if (reason === null) return leftAll(waiting, shell);
  for (const session of waiting.toReversed()) {
    // oxlint-disable-next-line no-await-in-loop -- the last one first: it builds on the others
    await reject(session, shell, reason);
  }
  out.line(`${out.paint("magenta", "rejected")}; nothing was written`);
  return EXIT.rejected;
}

async function approveAll(
  waiting: readonly Session[],
  shell: Shell,
  automatic: boolean,
): Promise<number> {
  for (const session of waiting) {
    // oxlint-disable-next-line no-await-in-loop -- in the order in which they build on each other
    sayWritten(shell.out, await approve(session, shell, { automatic }));
  }
  return EXIT.ok;
}

async function decidedAsJson(waiting: readonly Session[], shell: Shell, how: How) {
  for (const session of how === "yes" ? waiting : []) {
    // oxlint-disable-next-line no-await-in-loop -- in the order in which they build on each other
    const artifacts = await approve(session, shell, { automatic: true });
    shell.out.json({ event: "approved", session: session.id, artifacts });
  }
  return EXIT.ok;
}

function leftAll(waiting: readonly Session[], { err }: Shell): number {
  const ids = waiting.map(({ id }) => `\`metaforge approve ${shortId(id)}\``);
  err.prose(`nothing is written yet; in this order: ${ids.join(", ")}`);
  return EXIT.ok;
}

function heading({ out }: Shell, skill: string, n: number, of: number): void {
  if (n > 0) out.line();
  out.line(out.paint("bold", `${n + 1}/${of} ${skill}`));
}

function cancelled({ err }: Shell): number {
  err.line("cancelled; nothing of this step was written");
  return EXIT.interrupted;
}
