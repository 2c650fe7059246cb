/** Routes of sessions: create, read, list, delete, and what a session holds. */
import { fail } from "../../errors.ts";
import { unifiedDiff } from "../../sessions/diff.ts";
import { SESSION_ID } from "../../sessions/id.ts";
import type { Session } from "../../sessions/model.ts";
import { UNIFIED } from "../../sessions/named-diff.ts";
import { bytes } from "../answer.ts";
import * as contract from "../contract/requests.ts";
import { toHead, toView } from "../present.ts";
import { route } from "../route.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";

/** Ids are checked before any look-up: nothing but an id ever reaches the store. */
export function sessionOf({ store }: Pick<Services, "store">, id: string): Session {
  const session = SESSION_ID.test(id) ? store.get(id) : null;
  if (!session) throw fail("NOT_FOUND", { what: "Session" });
  return session;
}

export const sessionRoutes = (services: Services): Route[] => [
  route({
    method: "POST",
    path: "/session/create",
    id: "createSession",
    summary: "Create a session",
    body: contract.CreateSession,
    answer: "SessionHead",
    errors: ["RATE_LIMITED", "STORAGE_ERROR"],
    handle: async ({ body }) =>
      toHead(await services.runs.create({ ...body, options: { verbose: false } })),
  }),
  route({
    method: "GET",
    path: "/session/:id",
    id: "getSession",
    summary: "Get a session",
    answer: "SessionView",
    errors: ["NOT_FOUND", "STORAGE_ERROR"],
    async handle({ param }) {
      const session = sessionOf(services, param("id"));
      const waits = session.status === "pending_approval";
      return toView(session, waits ? await services.decide.staleInputs(session) : []);
    },
  }),
  route({
    method: "GET",
    path: "/sessions",
    id: "listSessions",
    summary: "List sessions",
    query: contract.ListQuery,
    answer: "SessionPage",
    errors: ["STORAGE_ERROR"],
    handle({ query: { limit, offset, status } }) {
      const { entries, total } = services.pages.list(status ?? null, limit, offset);
      return { sessions: entries.map(toHead), total, limit, offset };
    },
  }),
  route({
    method: "DELETE",
    path: "/session/:id",
    id: "deleteSession",
    summary: "Delete a session",
    answer: "Deleted",
    errors: ["NOT_FOUND", "CONFLICT", "STORAGE_ERROR"],
    async handle({ param }) {
      const id = param("id");
      // Not read first: a session whose record is damaged can be deleted, too.
      if (!SESSION_ID.test(id)) throw fail("NOT_FOUND", { what: "Session" });
      await services.runs.remove(id);
      return { success: true, deleted: id };
    },
  }),
  route({
    method: "GET",
    path: "/session/:id/diff",
    id: "getSessionDiff",
    summary: "Get the diff",
    query: contract.DiffQuery,
    answer: "text/x-diff",
    errors: [
      "NOT_FOUND",
      "CONFLICT",
      "RATE_LIMITED",
      "AGENT_ERROR",
      "TIMEOUT",
      "UNAVAILABLE",
      "STORAGE_ERROR",
    ],
    async handle({ param, query: { format }, signal }) {
      const session = sessionOf(services, param("id"));
      const diff =
        format === UNIFIED
          ? await unifiedDiff(services.store.staged(session.id))
          : await services.diffs.show(session, format, signal);
      return bytes(diff, "text/x-diff; charset=utf-8");
    },
  }),
  route({
    method: "GET",
    path: "/session/:id/artifact",
    id: "getSessionArtifact",
    summary: "Get a staged file",
    query: contract.ArtifactQuery,
    answer: "application/octet-stream",
    errors: ["NOT_FOUND", "STORAGE_ERROR"],
    handle({ param, query: { path, side } }) {
      const { id } = sessionOf(services, param("id"));
      const file = services.store.staged(id).find((staged) => staged.path === path);
      const content = side === "base" ? file?.base : file?.content;
      if (!content) throw fail("NOT_FOUND", { what: "Artifact" });
      return bytes(content, "application/octet-stream");
    },
  }),
  route({
    method: "GET",
    path: "/session/:id/trace",
    id: "getSessionTrace",
    summary: "Get the trace",
    answer: "application/x-ndjson",
    errors: ["NOT_FOUND", "STORAGE_ERROR"],
    handle({ param }) {
      const { id } = sessionOf(services, param("id"));
      return bytes(services.store.trace(id), "application/x-ndjson; charset=utf-8");
    },
  }),
  route({
    method: "GET",
    path: "/session/:id/exchanges",
    id: "getSessionExchanges",
    summary: "Get what models were asked",
    answer: "application/x-ndjson",
    errors: ["NOT_FOUND", "STORAGE_ERROR"],
    handle({ param }) {
      const { id } = sessionOf(services, param("id"));
      return bytes(services.store.exchanges(id), "application/x-ndjson; charset=utf-8");
    },
  }),
];
