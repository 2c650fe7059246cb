/** What approved files stand in the workspace, and what a decision stood on, as answers. */
import { z } from "zod";
import * as parts from "./parts.ts";
import { Decision, SessionInput, SourceFile } from "./sessions.ts";

const { SessionId, at, bytes, path } = parts;

const sha256 = z.string().describe("SHA-256 of its bytes, in hex.");

export const StaleReason = z
  .object({
    path: path("A file that the artifact was made from"),
    change: z
      .enum(["changed", "missing", "stale"])
      .describe("It has other bytes, it is gone, or it is an artifact that is out of date itself."),
  })
  .describe("Why an artifact is out of date.");

export const StaleArtifact = z
  .object({
    path: path("The artifact"),
    skill: z.string().describe("The skill that renews it."),
    because: z.array(StaleReason).describe("What it was made from and has changed."),
  })
  .describe("An artifact that is out of date.");

export const WorkspaceArtifact = z
  .object({
    path: path("Where it stands"),
    skill: z.string().describe("The skill that made it, and renews it."),
    renewable: z.boolean().describe("Whether that skill is ready."),
    session_id: SessionId,
    at: at("When that session was settled"),
    sha256: sha256.describe("SHA-256 of what was approved, in hex."),
    state: z
      .enum(["current", "stale", "edited", "missing"])
      .describe(
        "`stale`: something it was made from has changed, see `because`. `edited`: it is not what was approved. " +
          "`missing`: it is not there any more.",
      ),
    because: z.array(StaleReason).describe("Empty unless `stale`."),
  })
  .describe(
    "An approved file; `session_id` is of the approval, or of the equal result, that came last.",
  );

export const WorkspaceState = z
  .object({ artifacts: z.array(WorkspaceArtifact).describe("Sorted by path.") })
  .describe("The approved files of the workspace.");

export const EvidenceArtifact = z
  .object({
    path: path("Where it was to stand"),
    size: bytes,
    sha256,
    base_sha256: z.string().nullable().describe("Of what stood there before; null: nothing."),
    diff: z.string().describe("Lines added and removed, as in `+50 -0`."),
    diff_sha256: z.string().describe("Of the unified diff that could be seen, in hex."),
  })
  .describe("A file that was decided on.");

export const ToolVersion = z
  .object({
    name: z.string().describe("The tool."),
    version: z.string().nullable().describe("Of the program behind it; null: it is not known."),
  })
  .describe("A tool that a run has asked.");

export const Ran = z
  .object({
    gateway: z.string().describe("The gateway's version."),
    skill: z.string().describe("The skill's version."),
    tools: z.array(ToolVersion).describe("Sorted by name."),
  })
  .describe("The versions that a run was made with.");

export const EvidenceModel = z
  .object({
    provider: z.string().describe("The plugin that reached it."),
    model: z.string().describe("The model, in its provider's words."),
    calls: z.int().min(0).describe("Requests, also those that failed."),
    input_tokens: z.int().min(0).describe("As reported; estimated where nothing was."),
    output_tokens: z.int().min(0).describe("As reported; estimated where nothing was."),
  })
  .describe("What a run has used of one language model.");

export const FindingCounts = z
  .object({
    errors: z.int().min(0).describe("Errors."),
    warnings: z.int().min(0).describe("Warnings."),
    notes: z.int().min(0).describe("Findings for information."),
  })
  .describe("What whoever decided was told.");

export const Evidence = z
  .object({
    schema: z.literal("metaforge/evidence@1").describe("The shape of this record."),
    session_id: SessionId,
    skill: z.string().describe("The skill that ran."),
    agent: parts.agent,
    created: at("When the session was created"),
    ran: Ran.nullable().describe(
      "Null: the session ran under a gateway that did not write it down.",
    ),
    input: SessionInput,
    replay_of: SessionId.optional(),
    inputs: z.array(SourceFile).describe("Every file the run has read."),
    models: z.array(EvidenceModel).describe("Empty when none was used."),
    artifacts: z.array(EvidenceArtifact).describe("What was decided on."),
    unchanged: z.array(SourceFile).describe("Results that stood in the workspace already."),
    findings: FindingCounts,
    decision: Decision,
  })
  .describe(
    "What a decision stood on; the same for a session at any time. `replay_of` is there when a record of that session stood in for a model.",
  );
