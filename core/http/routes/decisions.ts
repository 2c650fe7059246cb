/** Routes of decisions: what waits for one, approve, reject. */
import * as contract from "../contract/requests.ts";
import { toPendingEntry } from "../present.ts";
import { route } from "../route.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";
import { sessionOf } from "./sessions.ts";

/** Sessions in one answer; a person decides on far fewer. */
const PENDING_MOST = 1000;

export const decisionRoutes = (services: Services): Route[] => [
  route({
    method: "GET",
    path: "/pending",
    id: "listPending",
    summary: "List pending approvals",
    answer: "Pending",
    errors: ["STORAGE_ERROR"],
    handle: () => ({ pending: services.pages.pending(PENDING_MOST).map(toPendingEntry) }),
  }),
  route({
    method: "POST",
    path: "/approve/:session",
    id: "approveSession",
    summary: "Approve a session",
    body: contract.Approve,
    bodyOptional: true,
    answer: "Approved",
    errors: ["NOT_FOUND", "CONFLICT", "STORAGE_ERROR"],
    async handle({ param, body: { comment, ...stated } }) {
      const { id } = sessionOf(services, param("session"));
      const { artifacts } = await services.decide.approve(id, comment, stated);
      const paths = artifacts.map(({ path }) => path);
      return { session_id: id, status: "approved", applied: true, artifacts: paths };
    },
  }),
  route({
    method: "POST",
    path: "/reject/:session",
    id: "rejectSession",
    summary: "Reject a session",
    body: contract.Reject,
    answer: "Rejected",
    errors: ["NOT_FOUND", "CONFLICT", "STORAGE_ERROR"],
    async handle({ param, body: { reason, ...stated } }) {
      const { id } = sessionOf(services, param("session"));
      await services.decide.reject(id, reason, stated);
      return { session_id: id, status: "rejected", reason };
    },
  }),
];
