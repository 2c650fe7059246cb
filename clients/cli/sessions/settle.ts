/** What follows a run at a terminal: its outcome and diff are shown, and a person decides. */
import type { MetaForgeClient, Session } from "../../typescript/src/index.ts";
import { formOf } from "../diff/form.ts";
import { parseDiff } from "../diff/parse.ts";
import type { FileDiff } from "../diff/parse.ts";
import { diffLines, readingOrder } from "../diff/show.ts";
import { EXIT, problem, report } from "../problem.ts";
import type { Shell } from "../shell.ts";
import { askText, choose } from "../terminal/ask.ts";
import { page } from "../terminal/pager.ts";
import { approve, reject, sayWritten } from "./decide.ts";
import { SHOWN, codeOf, failureOf, writeGist, writeOutcome } from "./outcome.ts";
import { shortId } from "./words.ts";

export type How = "yes" | "later" | "ask";

/** Lines of a terminal that the outcome and the question take. */
const ABOVE = 12;

/** The exit code. `how`: approve without asking, leave it, or ask where there is a terminal. */
export async function settle(
  session: Session,
  client: MetaForgeClient,
  shell: Shell,
  how: How,
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
    printDiff(shell, how, files, lines, [session]);
    if (older) shell.err.prose(older);
    return how === "yes" ? approved(session, shell, true) : left(session, shell);
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

/** More of them drown what else is said; who has agreed beforehand looks them up when needed. */
const READ_AT_ONCE = 300;

/** Where nobody is asked there is no pager either: nobody has to leave one before it goes on. */
export function printDiff(
  { out, err }: Shell,
  how: How,
  files: readonly FileDiff[],
  lines: readonly string[],
  sessions: readonly Session[],
): void {
  const isLong = how === "yes" && lines.length > READ_AT_ONCE;
  for (const line of isLong ? diffLines(out, files, "stat") : lines) out.line(line);
  if (!isLong) return;
  const commands = sessions.map(({ id }) => `\`metaforge diff ${shortId(id)}\``);
  err.prose(`the ${lines.length} lines themselves: ${commands.join(", ")}`);
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
  if (answer === "approve") return approved(session, shell, false);
  if (answer === "reject") {
    const reason = await askText(shell, "Why not?");
    if (reason !== null) {
      await reject(session, shell, reason);
      shell.out.line(`${shell.out.paint("magenta", "rejected")}; nothing was written`);
      return EXIT.rejected;
    }
  }
  left(session, shell);
  return answer === "later" ? EXIT.ok : EXIT.interrupted;
}

async function approved(session: Session, shell: Shell, automatic: boolean): Promise<number> {
  sayWritten(shell.out, await approve(session, shell, { automatic }));
  return EXIT.ok;
}

function left({ id }: Session, { err }: Shell): number {
  err.prose(
    `nothing is written yet: \`metaforge approve ${shortId(id)}\` writes it, \`metaforge reject\` does not`,
  );
  return EXIT.ok;
}
