/** The API's shapes, written from its description by config/write-client-types.ts; not to be edited. */

/** A session's id: `session-` and 36 more characters; unguessable. */
export type SessionId = string;
/** `created`: nothing was started. `running`: also while it waits for a free slot. `pending_approval`: files are staged and a person decides. `completed`: approved and written, or there was nothing to change. `rejected`, `failed` (see `error`) and `cancelled`: nothing was written. The last four are final. */
export type SessionStatus =
  | "created"
  | "running"
  | "pending_approval"
  | "completed"
  | "rejected"
  | "failed"
  | "cancelled";
/** What went wrong; codes are stable for ever, more may be added. */
export type ErrorCode =
  | "VALIDATION_ERROR"
  | "UNAUTHORIZED"
  | "FORBIDDEN"
  | "NOT_FOUND"
  | "METHOD_NOT_ALLOWED"
  | "CONFLICT"
  | "PAYLOAD_TOO_LARGE"
  | "UNSUPPORTED_MEDIA_TYPE"
  | "RATE_LIMITED"
  | "AGENT_ERROR"
  | "TOOL_ERROR"
  | "INTERNAL_ERROR"
  | "UNAVAILABLE"
  | "TIMEOUT"
  | "STORAGE_ERROR"
  | "DUPLICATE_SERVICE"
  | "CONFIG_INVALID"
  | "START_REFUSED"
  | "PLUGIN_UNTRUSTED"
  | "PLUGIN_CHANGED"
  | "PLUGIN_IMPORT_FAILED"
  | "PLUGIN_NOT_DEFINED"
  | "PLUGIN_NAME_MISMATCH"
  | "PLUGIN_DUPLICATE"
  | "PLUGIN_NEEDS_MISSING"
  | "PLUGIN_NEEDS_CYCLE"
  | "PLUGIN_START_TIMEOUT"
  | "PLUGIN_UNSAFE";
/** Whether a language model can be asked. */
export type LlmState = "ok" | "not_configured" | "unreachable";
/** Whether the program behind a tool is on this machine; `unavailable`: it is, and was found to answer wrongly (only with `deep=1`). */
export type ToolState = "detected" | "not_found" | "unavailable";
/** How much a finding weighs. */
export type Severity = "error" | "warning" | "info";
/** What comes over the event channel; tell them apart by `event`. More may be added. */
export type GatewayEvent =
  | SessionCreated
  | SessionStarted
  | AgentProgress
  | SessionComplete
  | SessionApproved
  | SessionRejected
  | SessionDeleted
  | PluginChanged
  | ReplayExpired;
/** What a plugin adds: an agent, a program, language models, or pages of its own. */
export type PluginKind = "skill" | "tool" | "provider" | "extension";
/** Whether it ships with the gateway, is the user's own or the workspace's. */
export type PluginSource = "package" | "user" | "workspace";
/** `untrusted`: it came with the workspace, nobody has trusted it, none of it was run. */
export type PluginState = "untrusted" | "starting" | "ready" | "failed";
/** `RunStarted` at once; `AgentStatus` to who waited and saw the end. */
export type RunAnswer = RunStarted | AgentStatus;

/** An agent in short. */
export interface AgentEntry {
  /** The agent's short name, such as `requirements`. */
  name: string;
  /** Its version. */
  version: string;
  /** Whether its skill is ready. */
  loaded: boolean;
}
/** A run got on; at most ten a second are sent for one session. */
export interface AgentProgress {
  event: "agent.progress";
  data: {
    session_id: SessionId;
    /** The agent that ran the skill, as in `requirements-agent`. */
    agent: string;
    /** How far the run is, 0 to 1; never falls. */
    progress: number;
    /** What it is doing, in its own words. */
    message: string;
  };
  /** Its place in the log: rises by one an event, also across restarts of the gateway. */
  seq: number;
  /** When it was stored, in UTC (RFC 3339). */
  at: string;
}
/** How a run stands. `error` is there when it failed. */
export interface AgentStatus {
  session_id: SessionId;
  status: SessionStatus;
  /** The agent that ran the skill, as in `requirements-agent`. */
  agent: string;
  /** Empty until the run has ended. */
  artifacts: ArtifactDiff[];
  /** How far the run is, 0 to 1; never falls. */
  progress: number;
  /** What it is doing, in its own words; may be empty. */
  message: string;
  /** True while it waits for a free slot; not there otherwise. */
  queued?: boolean;
  error?: ErrorReport;
}
/** A staged file and how much it changes. */
export interface ArtifactDiff {
  /** Where the file is to stand, relative to the workspace, with forward slashes. */
  path: string;
  /** Lines added and removed, as in `+50 -0`. */
  diff: string;
}
/** An error, in an answer, a session or an event. */
export interface ErrorReport {
  code: ErrorCode;
  /** One sentence for people. */
  message: string;
  /** What a program can use, by code: `field`, `expected` and `allowed` of an input, `status` of a session in conflict, `paths` of files in the way, `retry_after` in seconds, `allow` of methods, and the `session_id` of a run that failed. Empty when there is nothing to add. */
  details: {
    [k: string]: unknown;
  };
}
/** An approval; the whole body may be missing. */
export interface Approve {
  /** Kept with the session. */
  comment?: string;
  by?: DecidedBy;
  /** Whether it was agreed to before the proposal was there, so that nobody has looked at it. Default: not said. */
  automatic?: boolean;
}
/** Who decides, as the client states it: kept with the decision, and proven by nothing. */
export interface DecidedBy {
  /** Whoever decides, in the client's words. */
  name?: string;
  /** What they decide with: `cli`, `sdk`, a program's own name. */
  client?: string;
}
/** An approval that was carried out. */
export interface Approved {
  session_id: SessionId;
  status: "approved";
  /** Every file is on disk. */
  applied: true;
  /**
   * Every file that was written.
   *
   * Items: A written file, relative to the workspace, with forward slashes.
   */
  artifacts: string[];
}
/** One question with a known answer. */
export interface CanaryCheck {
  /** The question. */
  what: string;
  /** Whether the answer was right. */
  ok: boolean;
  /** The right answer. */
  expected: string;
  /** What the program answered. */
  found: string;
}
/** Skills that build on each other. */
export interface Chain {
  /** What the command line names. */
  name: string;
  /** In the order in which they run. */
  skills: string[];
}
/** What the gateway needs. */
export interface Components {
  gateway: "ok";
  llm_provider: LlmState;
  /** By the tool's name. */
  tools: {
    [k: string]: ToolState;
  };
}
/** A session to be created. */
export interface CreateSession {
  /** Name of a ready skill, see `GET /skills`; another one is refused with those allowed. */
  skill: string;
  input?: Input;
}
/** What a skill works on. */
export interface Input {
  /** Workspace files to read, relative paths, at most 500; one named twice is one. Default: the skill's own. */
  files?: string[];
  /** Arguments by the skill's own schema, see `GET /skills`. Default: none. */
  args?: {
    [k: string]: unknown;
  };
}
/** What was decided. `by` is there when the client said who decides; nothing proves it. */
export interface Decision {
  /** Which way it went. */
  status: "approved" | "rejected";
  /** Of the approval. */
  comment?: string;
  /** Of the rejection. */
  reason?: string;
  by?: DecidedBy;
  /** True: agreed to before the proposal was there, as by `--yes`, so that nobody has looked at it. False: decided afterwards. Absent: the client did not say. */
  automatic?: boolean;
  /** When it was decided, in UTC (RFC 3339). */
  at: string;
}
/** A session was deleted. */
export interface Deleted {
  success: true;
  deleted: SessionId;
}
/** What a decision stood on; the same for a session at any time. `replay_of` is there when a record of that session stood in for a model. */
export interface Evidence {
  /** The shape of this record. */
  schema: "metaforge/evidence@1";
  session_id: SessionId;
  /** The skill that ran. */
  skill: string;
  /** The agent that ran the skill, as in `requirements-agent`. */
  agent: string;
  /** When the session was created, in UTC (RFC 3339). */
  created: string;
  /** Null: the session ran under a gateway that did not write it down. */
  ran: Ran | null;
  input: SessionInput;
  replay_of?: SessionId;
  /** Every file the run has read. */
  inputs: SourceFile[];
  /** Empty when none was used. */
  models: EvidenceModel[];
  /** What was decided on. */
  artifacts: EvidenceArtifact[];
  /** Results that stood in the workspace already. */
  unchanged: SourceFile[];
  findings: FindingCounts;
  decision: Decision;
}
/** The versions that a run was made with. */
export interface Ran {
  /** The gateway's version. */
  gateway: string;
  /** The skill's version. */
  skill: string;
  /** Sorted by name. */
  tools: ToolVersion[];
}
/** A tool that a run has asked. */
export interface ToolVersion {
  /** The tool. */
  name: string;
  /** Of the program behind it; null: it is not known. */
  version: string | null;
}
/** What a session works on. */
export interface SessionInput {
  /** Workspace files, also when they were the default. */
  files: string[];
  /** Arguments as they were sent. */
  args: {
    [k: string]: unknown;
  };
}
/** A file that a run has read. */
export interface SourceFile {
  /** The file that was read, relative to the workspace, with forward slashes. */
  path: string;
  /** SHA-256 of the bytes that were read, in hex. */
  sha256: string;
}
/** What a run has used of one language model. */
export interface EvidenceModel {
  /** The plugin that reached it. */
  provider: string;
  /** The model, in its provider's words. */
  model: string;
  /** Requests, also those that failed. */
  calls: number;
  /** As reported; estimated where nothing was. */
  input_tokens: number;
  /** As reported; estimated where nothing was. */
  output_tokens: number;
}
/** A file that was decided on. */
export interface EvidenceArtifact {
  /** Where it was to stand, relative to the workspace, with forward slashes. */
  path: string;
  /** Size in bytes. */
  size: number;
  /** SHA-256 of its bytes, in hex. */
  sha256: string;
  /** Of what stood there before; null: nothing. */
  base_sha256: string | null;
  /** Lines added and removed, as in `+50 -0`. */
  diff: string;
  /** Of the unified diff that could be seen, in hex. */
  diff_sha256: string;
}
/** What whoever decided was told. */
export interface FindingCounts {
  /** Errors. */
  errors: number;
  /** Warnings. */
  warnings: number;
  /** Findings for information. */
  notes: number;
}
/** Something that whoever decides should know. */
export interface Finding {
  /** Stays the same from run to run. */
  id: string;
  severity: Severity;
  /** One sentence. */
  title: string;
  where?: FindingPlace;
  /** What it was seen by. */
  evidence?: string;
  /** What to do about it. */
  action?: string;
  /** The requirement that it touches. */
  requirement?: string;
}
/** Where a finding was made. */
export interface FindingPlace {
  /** The file it is about, relative to the workspace, with forward slashes. */
  file: string;
  /** Line in it, from 1. */
  line?: number;
  /** What it is in the file's own words, such as `U1`. */
  item?: string;
}
/** A session was created. */
export interface SessionCreated {
  event: "session.created";
  data: {
    session_id: SessionId;
    /** The skill it is for. */
    skill: string;
  };
  /** Its place in the log: rises by one an event, also across restarts of the gateway. */
  seq: number;
  /** When it was stored, in UTC (RFC 3339). */
  at: string;
}
/** A run was started; it may wait for a free slot yet. */
export interface SessionStarted {
  event: "session.started";
  data: {
    session_id: SessionId;
    /** The skill that runs. */
    skill: string;
  };
  /** Its place in the log: rises by one an event, also across restarts of the gateway. */
  seq: number;
  /** When it was stored, in UTC (RFC 3339). */
  at: string;
}
/** A run ended, well or not; `GET /session/{id}` already reads the same. */
export interface SessionComplete {
  event: "session.complete";
  data: {
    session_id: SessionId;
    status: SessionStatus;
    /**
     * What it proposes; empty when it failed or was cancelled.
     *
     * Items: A file, relative to the workspace, with forward slashes.
     */
    artifacts: string[];
    error?: ErrorReport;
  };
  /** Its place in the log: rises by one an event, also across restarts of the gateway. */
  seq: number;
  /** When it was stored, in UTC (RFC 3339). */
  at: string;
}
/** A session was approved and every file is on disk. */
export interface SessionApproved {
  event: "session.approved";
  data: {
    session_id: SessionId;
    status: "approved";
    /**
     * What was written.
     *
     * Items: A file, relative to the workspace, with forward slashes.
     */
    artifacts: string[];
  };
  /** Its place in the log: rises by one an event, also across restarts of the gateway. */
  seq: number;
  /** When it was stored, in UTC (RFC 3339). */
  at: string;
}
/** A session was rejected; nothing was written. */
export interface SessionRejected {
  event: "session.rejected";
  data: {
    session_id: SessionId;
    status: "rejected";
    /** As it was given. */
    reason: string;
  };
  /** Its place in the log: rises by one an event, also across restarts of the gateway. */
  seq: number;
  /** When it was stored, in UTC (RFC 3339). */
  at: string;
}
/** A session was deleted. */
export interface SessionDeleted {
  event: "session.deleted";
  data: {
    session_id: SessionId;
  };
  /** Its place in the log: rises by one an event, also across restarts of the gateway. */
  seq: number;
  /** When it was stored, in UTC (RFC 3339). */
  at: string;
}
/** A plugin was added, changed or removed while the gateway runs. */
export interface PluginChanged {
  event: "plugin.changed";
  data: {
    /** The plugin's name. */
    name: string;
    /** How it stands now. */
    state: "untrusted" | "starting" | "ready" | "failed" | "removed";
  };
  /** Its place in the log: rises by one an event, also across restarts of the gateway. */
  seq: number;
  /** When it was stored, in UTC (RFC 3339). */
  at: string;
}
/** The events that were asked for are gone (the last 100,000 are kept): read the state over REST. Not part of the log: no `seq`, no `at`, no `data`. */
export interface ReplayExpired {
  event: "replay.expired";
}
/** Whether the gateway and what it needs are well. */
export interface Health {
  status: "healthy";
  /** The gateway's. */
  version: string;
  /** Seconds since the start. */
  uptime: number;
  components: Components;
  /** With `deep=1`: the tools that could be tested, by name. */
  checked?: {
    [k: string]: ToolChecked;
  };
}
/** How a tool answered questions with known answers. */
export interface ToolChecked {
  /** Why it cannot be believed; null when it can. */
  reason: string | null;
  /** What it was asked. */
  checks: CanaryCheck[];
}
/** A JSON Schema (2020-12), as data. */
export interface JsonSchema {
  [k: string]: unknown;
}
/** What calls have cost, by the prices in the configuration. */
export interface ModelCost {
  /** To a millionth of the currency. */
  amount: number;
  /** As in the configuration's prices. */
  currency: string;
}
/** What a run has used of one language model. */
export interface ModelUse {
  /** The plugin that knows how to reach the model. */
  provider: string;
  /** The model, in its provider's words. */
  model: string;
  /** Requests, also those that failed. */
  calls: number;
  /** As reported; estimated where nothing was. */
  input_tokens: number;
  /** As reported; estimated where nothing was. */
  output_tokens: number;
  /** Null when the configuration has no price for it. */
  cost: ModelCost | null;
  /** Milliseconds that the run has waited for it. */
  ms: number;
}
/** What waits for a decision. */
export interface Pending {
  /** Oldest first, at most 1000. */
  pending: PendingEntry[];
}
/** A session that waits for a decision. */
export interface PendingEntry {
  session_id: SessionId;
  /** The skill that proposes the files. */
  skill: string;
  /** When the session was created, in UTC (RFC 3339). */
  created: string;
  /** What an approval writes. */
  artifacts: PendingArtifact[];
}
/** A staged file that waits for a decision. */
export interface PendingArtifact {
  /** Where the file is to stand, relative to the workspace, with forward slashes. */
  path: string;
  /** Lines added and removed, as in `+50 -0`. */
  diff: string;
  /** Size in bytes. */
  size: number;
}
/** Why a plugin is not ready. */
export interface PluginError {
  code: ErrorCode;
  /** One sentence for people. */
  message: string;
  /** What to do about it. */
  hint?: string;
}
/** A plugin and how it stands. */
export interface PluginStatus {
  /** The folder's name. */
  name: string;
  /** Null while it is not known. */
  kind: PluginKind | null;
  /** Its version; null while it is not known. */
  version: string | null;
  state: PluginState;
  source: PluginSource;
  /** Milliseconds until it was ready or had failed. */
  ms: number;
  error?: PluginError;
}
/** A rejection. */
export interface Reject {
  /** Why; kept with the session. */
  reason: string;
  by?: DecidedBy;
  /** Whether it was agreed to before the proposal was there, so that nobody has looked at it. Default: not said. */
  automatic?: boolean;
}
/** A rejection; the workspace is as it was. */
export interface Rejected {
  session_id: SessionId;
  status: "rejected";
  /** As it was sent. */
  reason: string;
}
/** A run to be started. */
export interface RunAgent {
  /** Name of a ready skill, see `GET /skills`; another one is refused with those allowed. */
  skill: string;
  input?: Input;
  options?: RunOptions;
  /** A created session to run. Default: the newest created one of this skill and input, else a new one. */
  session_id?: string;
}
/** How a skill runs. */
export interface RunOptions {
  /** Of a language model, 0 to 2. Default: the model's own. */
  temperature?: number;
  /** Whether the trace tells more, and what language models were asked and answered is kept. */
  verbose?: boolean;
  /** An earlier session whose recorded answers stand in for the language model; it must have been verbose. A question that it has no answer to ends the run. Default: models are asked. */
  replay?: string;
  /** Sessions that wait for a decision and whose files this run reads as if they were written. They have to be approved first. Default: none. */
  after?: string[];
}
/** A run is under way; ask `GET /agent/{id}/status` or listen to the events. */
export interface RunStarted {
  session_id: SessionId;
  status: "running";
  /** The agent that ran the skill, as in `requirements-agent`. */
  agent: string;
}
/** Sessions by how they stand. */
export interface SessionCounts {
  /** Running, also those that wait for a free slot. */
  active: number;
  /** Waiting for a decision. */
  pending: number;
  /** Completed. */
  completed: number;
}
/** A session as lists show it. */
export interface SessionHead {
  id: SessionId;
  /** The skill it is for. */
  skill: string;
  status: SessionStatus;
  /** When it was created, in UTC (RFC 3339). */
  created: string;
}
/** What a run put out. */
export interface SessionOutput {
  /** Empty until the run has ended. */
  artifacts: StagedArtifact[];
}
/** A file that a run proposes. */
export interface StagedArtifact {
  /** Where the file is to stand, relative to the workspace, with forward slashes. */
  path: string;
  /** Always `file`. */
  type: "file";
  /** Size in bytes. */
  size: number;
}
/** One page of sessions. */
export interface SessionPage {
  /** Newest first. */
  sessions: SessionHead[];
  /** Sessions of the asked status, on all pages. */
  total: number;
  /** As it was applied, at most 1000. */
  limit: number;
  /** As it was asked for. */
  offset: number;
}
/** A session in full. `error` is there when it failed, `decision` once it was decided. */
export interface SessionView {
  id: SessionId;
  /** The skill it is for. */
  skill: string;
  status: SessionStatus;
  /** When it was created, in UTC (RFC 3339). */
  created: string;
  /** The agent that ran the skill, as in `requirements-agent`. */
  agent: string;
  /** When its status last changed, in UTC (RFC 3339). */
  updated: string;
  input: SessionInput;
  output: SessionOutput;
  /** One sentence of the skill's for whoever decides. */
  summary: string | null;
  /** What whoever decides should know. */
  findings: Finding[];
  /** Every file the run has read. */
  sources: SourceFile[];
  /** What the run has used of language models; only there when it used one. */
  models?: ModelUse[];
  /** Read files that have changed since; only there when some have. */
  stale_inputs?: string[];
  error?: ErrorReport;
  decision?: Decision;
}
/** A ready skill. */
export interface Skill {
  /** What requests name. */
  name: string;
  /** The agent's short name. */
  agent: string;
  /** Its version. */
  version: string;
  /** One sentence for people who choose. */
  description: string;
  input: SkillInput;
  /** Artifact path → the schema of what it holds, of those that are checked. */
  artifacts: {
    [k: string]: JsonSchema;
  };
  /** Name of a diff of its own (`format` of `GET /session/:id/diff`) → its artifact. */
  diffs: {
    [k: string]: string;
  };
}
/** What a skill takes. */
export interface SkillInput {
  /** Taken when a request names none. */
  files: string[];
  /** Of the arguments; null: it takes none. */
  args: JsonSchema | null;
}
/** The skills that can be run. */
export interface Skills {
  /** Those that are ready. */
  skills: Skill[];
  /** As configured; not each skill of one need be ready. */
  chains: Chain[];
}
/** An artifact that is out of date. */
export interface StaleArtifact {
  /** The artifact, relative to the workspace, with forward slashes. */
  path: string;
  /** The skill that renews it. */
  skill: string;
  /** What it was made from and has changed. */
  because: StaleReason[];
}
/** Why an artifact is out of date. */
export interface StaleReason {
  /** A file that the artifact was made from, relative to the workspace, with forward slashes. */
  path: string;
  /** It has other bytes, it is gone, or it is an artifact that is out of date itself. */
  change: "changed" | "missing" | "stale";
}
/** The gateway in detail. */
export interface SystemStatus {
  /** The gateway's. */
  version: string;
  /** The folder that it serves, absolute. */
  workspace: string;
  sessions: SessionCounts;
  /** Tools in short. */
  tools: ToolStatus[];
  /** Agents in short. */
  agents: AgentEntry[];
  /** All that were found, also those that failed. */
  plugins: PluginStatus[];
  /** Approved files that are out of date, and what renews them. */
  stale: StaleArtifact[];
}
/** A tool in short. */
export interface ToolStatus {
  /** The tool's name. */
  name: string;
  /** Of the program; null when it is not known. */
  version: string | null;
  /** Whether it can be called. */
  available: boolean;
}
/** A tool and what it can be asked to do. */
export interface Tool {
  /** What the path names. */
  name: string;
  /** Of the program; null when it is not known. */
  version: string | null;
  /** One sentence for people who choose. */
  description: string;
  /** Whether the program is on this machine. */
  available: boolean;
  /** Why it is not. */
  reason?: string;
  /** What it can be asked to do. */
  actions: ToolAction[];
}
/** Something that a tool can be asked to do. */
export interface ToolAction {
  /** What the path names. */
  name: string;
  /** What it does. */
  description: string;
  input: JsonSchema;
}
/** What a tool's action put out. */
export interface ToolAnswer {
  /** As in the path. */
  tool: string;
  /** As in the path. */
  action: string;
  /** What the action put out, by its own rules. */
  result: unknown;
}
/** The action's own input, see `GET /tools`. */
export interface ToolInput {
  [k: string]: unknown;
}
/** The tools, also those whose program is missing. */
export interface Tools {
  /** Those that are ready. */
  tools: Tool[];
}
/** An approved file; `session_id` is of the approval, or of the equal result, that came last. */
export interface WorkspaceArtifact {
  /** Where it stands, relative to the workspace, with forward slashes. */
  path: string;
  /** The skill that made it, and renews it. */
  skill: string;
  /** Whether that skill is ready. */
  renewable: boolean;
  session_id: SessionId;
  /** When that session was settled, in UTC (RFC 3339). */
  at: string;
  /** SHA-256 of what was approved, in hex. */
  sha256: string;
  /** `stale`: something it was made from has changed, see `because`. `edited`: it is not what was approved. `missing`: it is not there any more. */
  state: "current" | "stale" | "edited" | "missing";
  /** Empty unless `stale`. */
  because: StaleReason[];
}
/** The approved files of the workspace. */
export interface WorkspaceState {
  /** Sorted by path. */
  artifacts: WorkspaceArtifact[];
}
/** The body of every answer that is not a success. */
export interface ErrorBody {
  error: ErrorReport;
}
