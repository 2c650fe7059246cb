/** `metaforge run`: a skill from its start to the decision on what it proposes. */
import type { MetaForgeClient, Session } from "../../typescript/src/index.ts";
import { GATEWAY, command } from "../command.ts";
import { parseDiff } from "../diff/parse.ts";
import { diffLines, readingOrder } from "../diff/show.ts";
import { connect } from "../gateway/connect.ts";
import { fileIn } from "../gateway/workspace.ts";
import { EXIT, problem, report, toProblem, usage } from "../problem.ts";
import { approve, reject, sayWritten } from "../sessions/decide.ts";
import { followEvents } from "../sessions/follow.ts";
import { argumentsOf, optionsOf, timeoutOf } from "../sessions/input.ts";
import { SHOWN, failureOf, writeGist, writeOutcome } from "../sessions/outcome.ts";
import { performRun } from "../sessions/perform.ts";
import type { Job } from "../sessions/perform.ts";
import type { Problem } from "../problem.ts";
import type { Shell } from "../shell.ts";
import { shortId } from "../sessions/words.ts";
import { askText, choose } from "../terminal/ask.ts";
import { page } from "../terminal/pager.ts";
import { formOf } from "./diff.ts";

export default command({
  args: {
    skill: { type: "positional", required: true, description: "`metaforge status` lists them" },
    "files…": {
      type: "positional",
      required: false,
      description: "files of the workspace that it reads (default: the skill's own)",
    },
    ...GATEWAY,
    arg: {
      type: "string",
      alias: "a",
      valueHint: "NAME=VALUE",
      description: "an argument of the skill, as text or JSON; may be repeated",
    },
    args: { type: "string", valueHint: "JSON", description: "all arguments as one JSON object" },
    temperature: {
      type: "string",
      valueHint: "T",
      description: "of a model, 0 to 2 (default: its own)",
    },
    verbose: { type: "boolean", description: "ask the skill for more detail" },
    yes: { type: "boolean", alias: "y", description: "approve without asking" },
    later: { type: "boolean", description: "leave the decision for later without asking" },
    timeout: {
      type: "string",
      valueHint: "SECONDS",
      description: "wait no longer; the run goes on (default: until it ends)",
    },
  },
  notes: [
    "Shows the progress, then what the skill found and the diff, then asks whether to write the files. Without a",
    "terminal and without --yes it writes nothing and leaves the proposal for `metaforge approve` (exit code 0).",
    "Ctrl-C cancels the run. --json prints events and, at last, a result, one JSON object a line.",
    "Exit codes: 0 well, 1 failed or cancelled, 2 wrong usage, 3 rejected, 130 Ctrl-C.",
  ],
  examples: [
    ["metaforge run spec", "PRD.md → constraints.json, asks before it writes"],
    ["metaforge run spec docs/PRD.md --yes", "writes without asking"],
    ["metaforge run check --arg rule=clearance --arg min=0.2", "with arguments"],
  ],
  async run({ args, words, all, shell }) {
    const [skill = "", ...files] = words;
    if (args.yes && args.later) throw usage("--yes and --later exclude each other");
    const given = argumentsOf(args.args, all("arg"));
    const options = optionsOf(args.temperature, args.verbose);
    const timeout = timeoutOf(args.timeout);
    const { client, workspace, isThere } = await connect(args, shell);
    const named = workspace ? files.map((file) => fileIn(workspace, file, shell.cwd)) : files;
    const input = {
      ...(named.length > 0 ? { files: named } : {}),
      ...(given ? { args: given } : {}),
    };
    const job = { client, isThere, skill, input, options, timeout };
    if (args.json) return asJson(job, shell, args.yes === true);
    const session = await performRun(job, shell, false);
    if (!session) {
      shell.err.line("cancelled; nothing was written");
      return EXIT.interrupted;
    }
    return ended(session, client, shell, args.yes ? "yes" : args.later ? "later" : "ask");
  },
});

/** Lines of a terminal that the outcome and the question take. */
const ABOVE = 12;

async function asJson(job: Job, shell: Shell, yes: boolean): Promise<number> {
  const { out } = shell;
  const events = await followEvents(job.client, (event) => out.json(event));
  let started: Session | undefined;
  let error: Pick<Problem, "code" | "message" | "details"> | undefined;
  const onSession = (session: Session) => events.of((started = session).id);
  try {
    const session = await performRun({ ...job, onSession }, shell, true);
    await events.until("session.complete");
    error = (session ?? started)?.error;
    if (session?.status === "pending_approval" && yes) {
      try {
        await approve(session, undefined);
        await events.until("session.approved");
      } catch (thrown) {
        error = toProblem(thrown);
      }
    }
    const { id, status, output, summary, findings } = (session ?? started)!;
    const { artifacts } = output;
    out.json({
      event: "result",
      ...{ session: id, status, artifacts, summary, findings },
      ...(error ? { error: bare(error) } : {}),
    });
    if (!session) return EXIT.interrupted;
    return error ? EXIT.failed : codeOf(session);
  } finally {
    events.end();
  }
}

const bare = ({ code, message, details }: Pick<Problem, "code" | "message" | "details">) => ({
  ...{ code, message, details },
});

function codeOf({ status }: Session): number {
  if (status === "rejected") return EXIT.rejected;
  return status === "failed" || status === "cancelled" ? EXIT.failed : EXIT.ok;
}

async function ended(
  session: Session,
  client: MetaForgeClient,
  shell: Shell,
  how: "yes" | "later" | "ask",
): Promise<number> {
  const { out } = shell;
  if (session.status === "failed" || session.status === "cancelled") {
    const { code, message, details } = failureOf(session);
    return report(
      problem(code, message, { hint: `metaforge show ${shortId(session.id)}`, details }),
      shell,
      false,
    );
  }
  writeOutcome(out, session, SHOWN);
  if (session.status !== "pending_approval") {
    if (!session.decision)
      out.line("nothing to change: the files are as the skill would write them");
    return codeOf(session);
  }
  out.line();
  const files = readingOrder(parseDiff(await session.diff()));
  const lines = [...diffLines(out, files, formOf({}, out))];
  const older = await olderOf(session, client);
  if (how !== "ask" || !shell.isInteractive) {
    // Nobody has to leave a pager before it goes on.
    for (const line of lines) out.line(line);
    if (older) shell.err.prose(older);
    return how === "yes" ? approved(session, shell) : left(session, shell);
  }
  await page(lines, shell);
  // A pager leaves whatever was on the screen last; the question is about these files.
  if (lines.length >= out.stream.rows - ABOVE) {
    out.line();
    writeGist(out, session);
    for (const line of diffLines(out, files, "stat")) out.line(line);
  }
  if (older) out.prose(older);
  return asked(session, shell, files.length);
}

/** Who runs a skill again seldom wants what it proposed before; null when nothing of it waits. */
async function olderOf({ id, skill }: Session, client: MetaForgeClient): Promise<string | null> {
  const older = (await client.pending()).filter(
    (entry) => entry.skill === skill && entry.session_id !== id,
  );
  if (older.length === 0) return null;
  const one = older.length === 1;
  return `${older.length} older proposal${one ? "" : "s"} of ${skill} wait${one ? "s" : ""}: \`metaforge pending\``;
}

async function asked(session: Session, shell: Shell, count: number): Promise<number> {
  const write = count === 1 ? "write this file" : `write these ${count} files`;
  const choices = [
    { value: "approve", label: "approve", hint: write },
    { value: "reject", label: "reject", hint: "write nothing, say why" },
    { value: "later", label: "later", hint: "leave it as it is" },
  ] as const;
  // Enter that was pressed while the run was under way must not write files.
  const answer = await choose(shell, "What shall become of it?", choices, "later");
  if (answer === "approve") return approved(session, shell);
  if (answer === "reject") {
    const reason = await askText(shell, "Why not?");
    if (reason !== null) {
      await reject(session, reason);
      shell.out.line(`${shell.out.paint("magenta", "rejected")}; nothing was written`);
      return EXIT.rejected;
    }
  }
  left(session, shell);
  return answer === "later" ? EXIT.ok : EXIT.interrupted;
}

async function approved(session: Session, shell: Shell): Promise<number> {
  sayWritten(shell.out, await approve(session, undefined));
  return EXIT.ok;
}

function left({ id }: Session, { err }: Shell): number {
  err.prose(
    `nothing is written yet: \`metaforge approve ${shortId(id)}\` writes it, \`metaforge reject\` does not`,
  );
  return EXIT.ok;
}
