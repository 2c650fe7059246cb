/** What goes over the wire: the zod schemas that routes check by and that the API description is made from. */
import { z } from "zod";
import { SESSION_ID } from "../sessions/id.ts";
import { STATUSES } from "../sessions/model.ts";

/** Forbidden as keys anywhere: a later merge would turn them into a prototype. */
const HOSTILE_KEYS = new Set(["__proto__", "constructor", "prototype"]);

/** JSON that can be stored, compared and handed to a plugin: finite numbers, no hostile keys. */
const plainJson = z.record(z.string(), z.unknown()).superRefine((value, context) => {
  const problem = oddity(value);
  if (problem) context.addIssue({ code: "custom", message: problem });
});

function oddity(value: unknown): string | null {
  if (typeof value === "number" && !Number.isFinite(value)) return "holds a number out of range";
  if (typeof value !== "object" || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    if (HOSTILE_KEYS.has(key)) return `holds the key '${key}'`;
    const problem = oddity(inner);
    if (problem) return problem;
  }
  return null;
}

const text = z.string().max(4096);
export const SessionId = z.string().regex(SESSION_ID);

export const Input = z.strictObject({
  files: z.array(z.string()).max(500).optional().describe("Workspace files; default: the skill's"),
  args: plainJson.optional().describe("Arguments by the skill's own schema"),
});

export const CreateSession = z.strictObject({ skill: z.string(), input: Input.default({}) });

export const RunAgent = z.strictObject({
  skill: z.string(),
  input: Input.default({}),
  options: z
    .strictObject({
      temperature: z.number().min(0).max(2).optional(),
      verbose: z.boolean().default(false),
    })
    .prefault({}),
  session_id: z.string().optional().describe("Run this created session"),
});

export const Approve = z.strictObject({ comment: text.optional() });
export const Reject = z.strictObject({ reason: text });
export const ToolInput = plainJson;

export const SHOWN = STATUSES.filter((status) => status !== "applying");
const Status = z.enum(SHOWN);
/** Empty and repeated values are refused, not guessed at. */
const count = (most: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, "must be a whole number")
    .transform((digits) => Math.min(Number(digits), most));

export const ListQuery = z.object({
  limit: count(1000).prefault("50"),
  offset: count(Number.MAX_SAFE_INTEGER).prefault("0"),
  status: z.enum([...SHOWN, "approved"]).optional(),
});
export const ArtifactQuery = z.object({
  path: z.string(),
  side: z.enum(["staged", "base"]).default("staged"),
});
export const EventsQuery = z.object({
  since: count(Number.MAX_SAFE_INTEGER).optional(),
  session: SessionId.optional(),
});

// ---- answers ------------------------------------------------------------------

const at = z.iso.datetime();
const ErrorReport = z.object({ code: z.string(), message: z.string(), details: z.looseObject({}) });
export const ErrorBody = z.object({ error: ErrorReport });

const Head = z.object({ id: SessionId, skill: z.string(), status: Status, created: at });
export const SessionHead = Head;
export const SessionPage = z.object({
  sessions: z.array(Head),
  total: z.int(),
  limit: z.int(),
  offset: z.int(),
});
export const SessionView = Head.extend({
  agent: z.string(),
  updated: at,
  input: z.object({ files: z.array(z.string()), args: z.looseObject({}) }),
  output: z.object({
    artifacts: z.array(
      z.object({ path: z.string(), type: z.literal("file"), size: z.int().describe("bytes") }),
    ),
  }),
  summary: z.string().nullable(),
  findings: z.array(z.looseObject({ id: z.string(), severity: z.string(), title: z.string() })),
  sources: z.array(z.object({ path: z.string(), sha256: z.string() })),
  stale_inputs: z.array(z.string()).optional(),
  error: ErrorReport.optional(),
  decision: z.looseObject({ status: z.enum(["approved", "rejected"]) }).optional(),
});
export const Deleted = z.object({ success: z.literal(true), deleted: SessionId });
export const RunStarted = z.object({
  session_id: SessionId,
  status: z.literal("running"),
  agent: z.string(),
});
const ArtifactDiff = z.object({ path: z.string(), diff: z.string().describe("as in +50 -0") });
export const AgentStatus = z.object({
  session_id: SessionId,
  status: Status,
  agent: z.string(),
  artifacts: z.array(ArtifactDiff),
  progress: z.number().min(0).max(1),
  message: z.string(),
  queued: z.boolean().optional(),
  error: ErrorReport.optional(),
});
/** The first at once, the second to who waited for the end. */
export const RunAnswer = z.union([RunStarted, AgentStatus]);
export const Pending = z.object({
  pending: z.array(
    z.object({
      session_id: SessionId,
      skill: z.string(),
      created: at,
      artifacts: z.array(ArtifactDiff.extend({ size: z.int().describe("bytes") })),
    }),
  ),
});
export const Approved = z.object({
  session_id: SessionId,
  status: z.literal("approved"),
  applied: z.literal(true),
  artifacts: z.array(z.string()),
});
export const Rejected = z.object({
  session_id: SessionId,
  status: z.literal("rejected"),
  reason: z.string(),
});
export const Health = z.object({
  status: z.literal("healthy"),
  version: z.string(),
  uptime: z.int().describe("seconds"),
  components: z.object({
    gateway: z.literal("ok"),
    llm_provider: z.enum(["ok", "not_configured", "unreachable"]),
    tools: z.record(z.string(), z.enum(["detected", "not_found"])),
  }),
});
export const SystemStatus = z.object({
  version: z.string(),
  workspace: z.string(),
  sessions: z.object({ active: z.int(), pending: z.int(), completed: z.int() }),
  tools: z.array(
    z.object({ name: z.string(), version: z.string().nullable(), available: z.boolean() }),
  ),
  agents: z.array(z.object({ name: z.string(), version: z.string(), loaded: z.boolean() })),
  plugins: z.array(
    z.looseObject({
      name: z.string(),
      kind: z.enum(["skill", "tool", "provider", "extension"]).nullable(),
      version: z.string().nullable(),
      state: z.enum(["untrusted", "starting", "ready", "failed"]),
      source: z.enum(["package", "user", "workspace"]),
      ms: z.number().describe("milliseconds until ready or failed"),
    }),
  ),
});
const JsonSchema = z.looseObject({});
export const Skills = z.object({
  skills: z.array(
    z.object({
      name: z.string(),
      agent: z.string(),
      version: z.string(),
      description: z.string(),
      input: z.object({ files: z.array(z.string()), args: JsonSchema.nullable() }),
      artifacts: z.record(z.string(), JsonSchema),
    }),
  ),
});
export const Tools = z.object({
  tools: z.array(
    z.object({
      name: z.string(),
      version: z.string().nullable(),
      description: z.string(),
      available: z.boolean(),
      reason: z.string().optional(),
      actions: z.array(z.object({ name: z.string(), description: z.string(), input: JsonSchema })),
    }),
  ),
});
export const ToolAnswer = z.object({ tool: z.string(), action: z.string(), result: z.unknown() });
