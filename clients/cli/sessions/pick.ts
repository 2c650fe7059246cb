/** Which session is meant: by a unique beginning of its id, or the one that waits for a decision. */
import type { MetaForgeClient, Pending, Session } from "../../typescript/src/index.ts";
import { problem, usage } from "../problem.ts";
import type { Shell } from "../shell.ts";
import { choose } from "../terminal/ask.ts";
import { ago } from "../terminal/time.ts";
import { PREFIX, shortIds } from "./words.ts";

type Entry = Pending["pending"][number];

const WHOLE = /^session-[0-9a-f-]{36}$/;
/** The newest so many are looked through for a beginning. */
const LOOKED_THROUGH = 10_000;

/** Throws NOT_FOUND, or USAGE for an empty word and when several begin so. */
export async function sessionBy(client: MetaForgeClient, word: string): Promise<Session> {
  return client.session(await idBy(client, word));
}

async function idBy(client: MetaForgeClient, word: string): Promise<string> {
  // An unset variable of a script would mean whichever session there is.
  if (word === "" || word === PREFIX) throw usage(`'${word}' is no session's id`);
  const begin = word.startsWith(PREFIX) ? word : PREFIX + word;
  if (WHOLE.test(begin)) return begin;
  const pending = (await client.pending()).map(({ session_id: id }) => id);
  const waiting = pending.filter((id) => id.startsWith(begin));
  const matches = waiting.length > 0 ? waiting : await allWith(client, begin);
  if (matches.length === 1) return matches[0]!;
  if (matches.length === 0) throw notFound(`no session's id begins with '${word}'`);
  const several = matches.slice(0, 8).map(shortIds(matches)).join(", ");
  throw usage(`'${word}' begins several ids: ${several}`);
}

async function allWith(client: MetaForgeClient, begin: string): Promise<string[]> {
  const matches: string[] = [];
  let seen = 0;
  for await (const { id } of client.sessions({ pageSize: 500 })) {
    if (id.startsWith(begin)) matches.push(id);
    if (++seen >= LOOKED_THROUGH) break;
  }
  return matches;
}

/**
 * The session that waits for a decision: the only one, or the one that the person at the terminal chooses; null
 * when they choose none. Throws NOT_FOUND when none waits, USAGE with the list when nobody can be asked.
 */
export async function waitingSession(
  client: MetaForgeClient,
  verb: string,
  shell: Shell,
  canAsk: boolean,
): Promise<Session | null> {
  const pending = await client.pending();
  if (pending.length === 0) throw notFound("nothing waits for a decision");
  if (pending.length === 1) return client.session(pending[0]!.session_id);
  const short = shortIds(pending.map(({ session_id: id }) => id));
  if (!canAsk) {
    const ids = pending.map((entry) => `\n  ${short(entry.session_id)}  ${describe(entry, shell)}`);
    throw usage(`several sessions wait for a decision; say which one to ${verb}:${ids.join("")}`);
  }
  const choices = pending.toReversed().map((entry) => ({
    value: entry.session_id,
    label: short(entry.session_id),
    hint: describe(entry, shell),
  }));
  const id = await choose(shell, `Which one do you want to ${verb}?`, choices);
  return id === null ? null : client.session(id);
}

/** The one that was proposed last. */
export async function newestWaiting(client: MetaForgeClient): Promise<Session> {
  const newest = (await client.pending()).at(-1);
  if (!newest) throw notFound("nothing waits for a decision");
  return client.session(newest.session_id);
}

const describe = ({ skill, created, artifacts }: Entry, { now }: Shell): string =>
  `${skill}, ${ago(created, now())}: ${artifacts.map(({ path }) => path).join(", ")}`;

const notFound = (message: string) =>
  problem("NOT_FOUND", message, { hint: "`metaforge sessions` lists what there is" });
