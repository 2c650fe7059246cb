/** Sessions and decisions as answers. */
import { z } from "zod";
import * as parts from "./parts.ts";
import { DecidedBy } from "./requests.ts";

const { SessionId, SessionStatus, at, bytes, path } = parts;

export const SessionHead = z
  .object({
    id: SessionId,
    skill: z.string().describe("The skill it is for."),
    status: SessionStatus,
    created: at("When it was created"),
  })
  .describe("A session as lists show it.");

export const SessionPage = z
  .object({
    sessions: z.array(SessionHead).describe("Newest first."),
    total: z.int().min(0).describe("Sessions of the asked status, on all pages."),
    limit: z.int().min(0).describe("As it was applied, at most 1000."),
    offset: z.int().min(0).describe("As it was asked for."),
  })
  .describe("One page of sessions.");

export const StagedArtifact = z
  .object({
    path: path("Where the file is to stand"),
    type: z.literal("file").describe("Always `file`."),
    size: bytes,
  })
  .describe("A file that a run proposes.");

export const Severity = z.enum(["error", "warning", "info"]).describe("How much a finding weighs.");

export const FindingPlace = z
  .object({
    file: path("The file it is about"),
    line: z.int().optional().describe("Line in it, from 1."),
    item: z.string().optional().describe("What it is in the file's own words, such as `U1`."),
  })
  .describe("Where a finding was made.");

export const Finding = z
  .object({
    id: z.string().describe("Stays the same from run to run."),
    severity: Severity,
    title: z.string().describe("One sentence."),
    where: FindingPlace.optional(),
    evidence: z.string().optional().describe("What it was seen by."),
    action: z.string().optional().describe("What to do about it."),
    requirement: z.string().optional().describe("The requirement that it touches."),
  })
  .describe("Something that whoever decides should know.");

export const SourceFile = z
  .object({
    path: path("The file that was read"),
    sha256: z.string().describe("SHA-256 of the bytes that were read, in hex."),
  })
  .describe("A file that a run has read.");

export const ModelCost = z
  .object({
    amount: z.number().min(0).describe("To a millionth of the currency."),
    currency: z.string().describe("As in the configuration's prices."),
  })
  .describe("What calls have cost, by the prices in the configuration.");

export const ModelUse = z
  .object({
    provider: z.string().describe("The plugin that knows how to reach the model."),
    model: z.string().describe("The model, in its provider's words."),
    calls: z.int().min(0).describe("Requests, also those that failed."),
    input_tokens: z.int().min(0).describe("As reported; estimated where nothing was."),
    output_tokens: z.int().min(0).describe("As reported; estimated where nothing was."),
    cost: ModelCost.nullable().describe("Null when the configuration has no price for it."),
    ms: z.int().min(0).describe("Milliseconds that the run has waited for it."),
  })
  .describe("What a run has used of one language model.");

export const Decision = z
  .object({
    status: z.enum(["approved", "rejected"]).describe("Which way it went."),
    comment: z.string().optional().describe("Of the approval."),
    reason: z.string().optional().describe("Of the rejection."),
    by: DecidedBy.optional(),
    automatic: z
      .boolean()
      .optional()
      .describe(
        "True: agreed to before the proposal was there, as by `--yes`, so that nobody has looked at it. False: decided " +
          "afterwards. Absent: the client did not say.",
      ),
    at: at("When it was decided"),
  })
  .describe("What was decided. `by` is there when the client said who decides; nothing proves it.");

export const SessionInput = z
  .object({
    files: z.array(z.string()).describe("Workspace files, also when they were the default."),
    args: z.looseObject({}).describe("Arguments as they were sent."),
  })
  .describe("What a session works on.");

export const SessionOutput = z
  .object({ artifacts: z.array(StagedArtifact).describe("Empty until the run has ended.") })
  .describe("What a run put out.");

export const SessionView = SessionHead.extend({
  agent: parts.agent,
  updated: at("When its status last changed"),
  input: SessionInput,
  output: SessionOutput,
  summary: z.string().nullable().describe("One sentence of the skill's for whoever decides."),
  findings: z.array(Finding).describe("What whoever decides should know."),
  sources: z.array(SourceFile).describe("Every file the run has read."),
  models: z
    .array(ModelUse)
    .optional()
    .describe("What the run has used of language models; only there when it used one."),
  stale_inputs: z
    .array(z.string())
    .optional()
    .describe("Read files that have changed since; only there when some have."),
  error: parts.ErrorReport.optional(),
  decision: Decision.optional(),
}).describe("A session in full. `error` is there when it failed, `decision` once it was decided.");

export const Deleted = z
  .object({ success: z.literal(true), deleted: SessionId })
  .describe("A session was deleted.");

export const ArtifactDiff = z
  .object({
    path: path("Where the file is to stand"),
    diff: z.string().describe("Lines added and removed, as in `+50 -0`."),
  })
  .describe("A staged file and how much it changes.");

export const PendingArtifact = ArtifactDiff.extend({ size: bytes }).describe(
  "A staged file that waits for a decision.",
);

export const PendingEntry = z
  .object({
    session_id: SessionId,
    skill: z.string().describe("The skill that proposes the files."),
    created: at("When the session was created"),
    artifacts: z.array(PendingArtifact).describe("What an approval writes."),
  })
  .describe("A session that waits for a decision.");

export const Pending = z
  .object({ pending: z.array(PendingEntry).describe("Oldest first, at most 1000.") })
  .describe("What waits for a decision.");

export const Approved = z
  .object({
    session_id: SessionId,
    status: z.literal("approved"),
    applied: z.literal(true).describe("Every file is on disk."),
    artifacts: z.array(path("A written file")).describe("Every file that was written."),
  })
  .describe("An approval that was carried out.");

export const Rejected = z
  .object({
    session_id: SessionId,
    status: z.literal("rejected"),
    reason: z.string().describe("As it was sent."),
  })
  .describe("A rejection; the workspace is as it was.");
