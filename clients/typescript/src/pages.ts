/** Goes through all sessions page by page, each once, while others are created and deleted. */
import type { SessionHead, SessionPage } from "./api.ts";
import type { Connection } from "./connection.ts";
import { queryOf } from "./connection.ts";
import { badOption } from "./errors.ts";
import { requestJson } from "./request.ts";

export interface SessionsOptions {
  /** Only sessions of this status; `approved` are the completed ones that somebody approved. */
  readonly status?: SessionHead["status"] | "approved" | undefined;
  /** Sessions in one request, 2 to 1000; default 100. */
  readonly pageSize?: number | undefined;
}

/** Newest first. Sessions that are created meanwhile are not among them. */
export async function* allSessions(
  connection: Connection,
  { status, pageSize = 100 }: SessionsOptions,
): AsyncGenerator<SessionHead, undefined> {
  if (!(Number.isInteger(pageSize) && pageSize >= 2 && pageSize <= 1000)) {
    throw badOption("pageSize", "has to be a whole number from 2 to 1000");
  }
  const seen = new Set<string>();
  let offset = 0;
  for (;;) {
    const path = `/sessions${queryOf({ status, limit: pageSize, offset })}`;
    const { sessions } = await requestJson<SessionPage>(connection, "GET", path);
    // Each page begins with the last session of the one before: where it stands now tells what moved meanwhile.
    const anchor = sessions.findLastIndex(({ id }) => seen.has(id));
    if (anchor < 0 && offset > 0) {
      offset = Math.max(0, offset - pageSize + 1);
      continue;
    }
    for (const session of sessions.slice(anchor + 1)) {
      seen.add(session.id);
      yield session;
    }
    if (sessions.length < pageSize) return;
    offset += sessions.length - 1;
  }
}
