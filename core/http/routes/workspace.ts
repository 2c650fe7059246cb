/** Routes about what was decided: the approved files as they stand now, and the evidence of one decision. */
import { evidenceOf } from "../../sessions/evidence.ts";
import type { StandingFile } from "../../sessions/standing.ts";
import { route } from "../route.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";
import { sessionOf } from "./sessions.ts";

export const workspaceRoutes = (services: Services): Route[] => [
  route({
    method: "GET",
    path: "/workspace",
    id: "getWorkspace",
    summary: "Get the approved files",
    answer: "WorkspaceState",
    errors: ["STORAGE_ERROR"],
    handle: async () => ({ artifacts: (await services.standing.files()).map(toArtifact) }),
  }),
  route({
    method: "GET",
    path: "/session/:id/evidence",
    id: "getSessionEvidence",
    summary: "Get the evidence",
    answer: "Evidence",
    errors: ["NOT_FOUND", "CONFLICT", "STORAGE_ERROR"],
    handle: ({ param }) => evidenceOf(sessionOf(services, param("id")), services.store),
  }),
];

const toArtifact = (file: StandingFile) => ({
  ...{ path: file.path, skill: file.skill, renewable: file.renewable, session_id: file.session },
  ...{ at: file.at, sha256: file.sha256, state: file.state, because: file.because },
});

/** What is out of date, in short. */
export const staleArtifacts = (files: readonly StandingFile[]) =>
  files
    .filter(({ state }) => state === "stale")
    .map(({ path, skill, because }) => ({ path, skill, because }));
