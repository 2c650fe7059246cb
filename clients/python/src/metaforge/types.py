"""Shapes of what the gateway takes and gives, made by scripts/write_types.py; do not edit."""

from __future__ import annotations

from typing import Any, Literal, TypeAlias, TypedDict

__all__ = [
    "AgentEntry",
    "AgentProgress",
    "AgentStatus",
    "Approve",
    "Approved",
    "ArtifactDiff",
    "CanaryCheck",
    "Chain",
    "Components",
    "CreateSession",
    "DecidedBy",
    "Decision",
    "Deleted",
    "Error",
    "ErrorCode",
    "ErrorReport",
    "Evidence",
    "EvidenceArtifact",
    "EvidenceModel",
    "Finding",
    "FindingCounts",
    "FindingPlace",
    "GatewayEvent",
    "Health",
    "Input",
    "JsonSchema",
    "LlmState",
    "ModelCost",
    "ModelUse",
    "Pending",
    "PendingArtifact",
    "PendingEntry",
    "PluginChanged",
    "PluginError",
    "PluginKind",
    "PluginSource",
    "PluginState",
    "PluginStatus",
    "Ran",
    "Reject",
    "Rejected",
    "ReplayExpired",
    "RunAgent",
    "RunAnswer",
    "RunOptions",
    "RunStarted",
    "SessionApproved",
    "SessionComplete",
    "SessionCounts",
    "SessionCreated",
    "SessionDeleted",
    "SessionHead",
    "SessionId",
    "SessionInput",
    "SessionOutput",
    "SessionPage",
    "SessionRejected",
    "SessionStarted",
    "SessionStatus",
    "SessionView",
    "Severity",
    "Skill",
    "SkillInput",
    "Skills",
    "SourceFile",
    "StagedArtifact",
    "StaleArtifact",
    "StaleReason",
    "SystemStatus",
    "Tool",
    "ToolAction",
    "ToolAnswer",
    "ToolChecked",
    "ToolInput",
    "ToolState",
    "ToolStatus",
    "ToolVersion",
    "Tools",
    "WorkspaceArtifact",
    "WorkspaceState",
]

ErrorCode: TypeAlias = Literal[
    "VALIDATION_ERROR",
    "UNAUTHORIZED",
    "FORBIDDEN",
    "NOT_FOUND",
    "METHOD_NOT_ALLOWED",
    "CONFLICT",
    "PAYLOAD_TOO_LARGE",
    "UNSUPPORTED_MEDIA_TYPE",
    "RATE_LIMITED",
    "AGENT_ERROR",
    "TOOL_ERROR",
    "INTERNAL_ERROR",
    "UNAVAILABLE",
    "TIMEOUT",
    "STORAGE_ERROR",
    "DUPLICATE_SERVICE",
    "CONFIG_INVALID",
    "START_REFUSED",
    "PLUGIN_UNTRUSTED",
    "PLUGIN_CHANGED",
    "PLUGIN_IMPORT_FAILED",
    "PLUGIN_NOT_DEFINED",
    "PLUGIN_NAME_MISMATCH",
    "PLUGIN_DUPLICATE",
    "PLUGIN_NEEDS_MISSING",
    "PLUGIN_NEEDS_CYCLE",
    "PLUGIN_START_TIMEOUT",
    "PLUGIN_UNSAFE",
]
"""What went wrong; codes are stable for ever, more may be added."""
JsonSchema: TypeAlias = dict[str, Any]
"""A JSON Schema (2020-12), as data."""
LlmState: TypeAlias = Literal["ok", "not_configured", "unreachable"]
"""Whether a language model can be asked."""
PluginKind: TypeAlias = Literal["skill", "tool", "provider", "extension"]
"""What a plugin adds: an agent, a program, language models, or pages of its own."""
PluginSource: TypeAlias = Literal["package", "user", "workspace"]
"""Whether it ships with the gateway, is the user's own or the workspace's."""
PluginState: TypeAlias = Literal["untrusted", "starting", "ready", "failed"]
"""`untrusted`: it came with the workspace, nobody has trusted it, none of it was run."""
SessionId: TypeAlias = str
"""A session's id: `session-` and 36 more characters; unguessable."""
SessionStatus: TypeAlias = Literal[
    "created", "running", "pending_approval", "completed", "rejected", "failed", "cancelled"
]
"""`created`: nothing was started. `running`: also while it waits for a free slot.
`pending_approval`: files are staged and a person decides. `completed`: approved and
written, or there was nothing to change. `rejected`, `failed` (see `error`) and `cancelled`:
nothing was written. The last four are final.
"""
Severity: TypeAlias = Literal["error", "warning", "info"]
"""How much a finding weighs."""
ToolInput: TypeAlias = dict[str, Any]
"""The action's own input, see `GET /tools`."""
ToolState: TypeAlias = Literal["detected", "not_found", "unavailable"]
"""Whether the program behind a tool is on this machine; `unavailable`: it is, and was found to
answer wrongly (only with `deep=1`).
"""


class AgentEntry(TypedDict):
    """An agent in short."""

    name: str
    """The agent's short name, such as `requirements`."""
    version: str
    """Its version."""
    loaded: bool
    """Whether its skill is ready."""


class AgentProgressData(TypedDict):
    """A AgentProgressData."""

    session_id: SessionId
    agent: str
    """The agent that ran the skill, as in `requirements-agent`."""
    progress: float
    """How far the run is, 0 to 1; never falls."""
    message: str
    """What it is doing, in its own words."""


class AgentProgress(TypedDict):
    """A run got on; at most ten a second are sent for one session."""

    event: Literal["agent.progress"]
    data: AgentProgressData
    seq: int
    """Its place in the log: rises by one an event, also across restarts of the gateway."""
    at: str
    """When it was stored, in UTC (RFC 3339)."""


class AgentStatusRequired(TypedDict):
    """The fields that a AgentStatus always has."""

    session_id: SessionId
    status: SessionStatus
    agent: str
    """The agent that ran the skill, as in `requirements-agent`."""
    artifacts: list[ArtifactDiff]
    """Empty until the run has ended."""
    progress: float
    """How far the run is, 0 to 1; never falls."""
    message: str
    """What it is doing, in its own words; may be empty."""


class AgentStatus(AgentStatusRequired, total=False):
    """How a run stands. `error` is there when it failed."""

    queued: bool
    """True while it waits for a free slot; not there otherwise."""
    error: ErrorReport


class Approve(TypedDict, total=False):
    """An approval; the whole body may be missing."""

    comment: str
    """Kept with the session."""
    by: DecidedBy
    automatic: bool
    """Whether it was agreed to before the proposal was there, so that nobody has looked at it.
    Default: not said.
    """


class Approved(TypedDict):
    """An approval that was carried out."""

    session_id: SessionId
    status: Literal["approved"]
    applied: Literal[True]
    """Every file is on disk."""
    artifacts: list[str]
    """Every file that was written."""


class ArtifactDiff(TypedDict):
    """A staged file and how much it changes."""

    path: str
    """Where the file is to stand, relative to the workspace, with forward slashes."""
    diff: str
    """Lines added and removed, as in `+50 -0`."""


class CanaryCheck(TypedDict):
    """One question with a known answer."""

    what: str
    """The question."""
    ok: bool
    """Whether the answer was right."""
    expected: str
    """The right answer."""
    found: str
    """What the program answered."""


class Chain(TypedDict):
    """Skills that build on each other."""

    name: str
    """What the command line names."""
    skills: list[str]
    """In the order in which they run."""


class Components(TypedDict):
    """What the gateway needs."""

    gateway: Literal["ok"]
    llm_provider: LlmState
    tools: dict[str, ToolState]
    """By the tool's name."""


class CreateSessionRequired(TypedDict):
    """The fields that a CreateSession always has."""

    skill: str
    """Name of a ready skill, see `GET /skills`; another one is refused with those allowed."""


class CreateSession(CreateSessionRequired, total=False):
    """A session to be created."""

    input: Input


class DecidedBy(TypedDict, total=False):
    """Who decides, as the client states it: kept with the decision, and proven by nothing."""

    name: str
    """Whoever decides, in the client's words."""
    client: str
    """What they decide with: `cli`, `sdk`, a program's own name."""


class DecisionRequired(TypedDict):
    """The fields that a Decision always has."""

    status: Literal["approved", "rejected"]
    """Which way it went."""
    at: str
    """When it was decided, in UTC (RFC 3339)."""


class Decision(DecisionRequired, total=False):
    """What was decided. `by` is there when the client said who decides; nothing proves it."""

    comment: str
    """Of the approval."""
    reason: str
    """Of the rejection."""
    by: DecidedBy
    automatic: bool
    """True: agreed to before the proposal was there, as by `--yes`, so that nobody has looked at
    it. False: decided afterwards. Absent: the client did not say.
    """


class Deleted(TypedDict):
    """A session was deleted."""

    success: Literal[True]
    deleted: SessionId


class Error(TypedDict):
    """The body of every answer that is not a success."""

    error: ErrorReport


class ErrorReport(TypedDict):
    """An error, in an answer, a session or an event."""

    code: ErrorCode
    message: str
    """One sentence for people."""
    details: dict[str, Any]
    """What a program can use, by code: `field`, `expected` and `allowed` of an input, `status` of
    a session in conflict, `paths` of files in the way, `retry_after` in seconds, `allow` of
    methods, and the `session_id` of a run that failed. Empty when there is nothing to add.
    """


class EvidenceRequired(TypedDict):
    """The fields that a Evidence always has."""

    schema: Literal["metaforge/evidence@1"]
    """The shape of this record."""
    session_id: SessionId
    skill: str
    """The skill that ran."""
    agent: str
    """The agent that ran the skill, as in `requirements-agent`."""
    created: str
    """When the session was created, in UTC (RFC 3339)."""
    ran: Ran | None
    """Null: the session ran under a gateway that did not write it down."""
    input: SessionInput
    inputs: list[SourceFile]
    """Every file the run has read."""
    models: list[EvidenceModel]
    """Empty when none was used."""
    artifacts: list[EvidenceArtifact]
    """What was decided on."""
    unchanged: list[SourceFile]
    """Results that stood in the workspace already."""
    findings: FindingCounts
    decision: Decision


class Evidence(EvidenceRequired, total=False):
    """What a decision stood on; the same for a session at any time. `replay_of` is there when a
    record of that session stood in for a model.
    """

    replay_of: SessionId


class EvidenceArtifact(TypedDict):
    """A file that was decided on."""

    path: str
    """Where it was to stand, relative to the workspace, with forward slashes."""
    size: int
    """Size in bytes."""
    sha256: str
    """SHA-256 of its bytes, in hex."""
    base_sha256: str | None
    """Of what stood there before; null: nothing."""
    diff: str
    """Lines added and removed, as in `+50 -0`."""
    diff_sha256: str
    """Of the unified diff that could be seen, in hex."""


class EvidenceModel(TypedDict):
    """What a run has used of one language model."""

    provider: str
    """The plugin that reached it."""
    model: str
    """The model, in its provider's words."""
    calls: int
    """Requests, also those that failed."""
    input_tokens: int
    """As reported; estimated where nothing was."""
    output_tokens: int
    """As reported; estimated where nothing was."""


class FindingRequired(TypedDict):
    """The fields that a Finding always has."""

    id: str
    """Stays the same from run to run."""
    severity: Severity
    title: str
    """One sentence."""


class Finding(FindingRequired, total=False):
    """Something that whoever decides should know."""

    where: FindingPlace
    evidence: str
    """What it was seen by."""
    action: str
    """What to do about it."""
    requirement: str
    """The requirement that it touches."""


class FindingCounts(TypedDict):
    """What whoever decided was told."""

    errors: int
    """Errors."""
    warnings: int
    """Warnings."""
    notes: int
    """Findings for information."""


class FindingPlaceRequired(TypedDict):
    """The fields that a FindingPlace always has."""

    file: str
    """The file it is about, relative to the workspace, with forward slashes."""


class FindingPlace(FindingPlaceRequired, total=False):
    """Where a finding was made."""

    line: int
    """Line in it, from 1."""
    item: str
    """What it is in the file's own words, such as `U1`."""


class HealthRequired(TypedDict):
    """The fields that a Health always has."""

    status: Literal["healthy"]
    version: str
    """The gateway's."""
    uptime: int
    """Seconds since the start."""
    components: Components


class Health(HealthRequired, total=False):
    """Whether the gateway and what it needs are well."""

    checked: dict[str, ToolChecked]
    """With `deep=1`: the tools that could be tested, by name."""


class Input(TypedDict, total=False):
    """What a skill works on."""

    files: list[str]
    """Workspace files to read, relative paths, at most 500; one named twice is one. Default: the
    skill's own.
    """
    args: dict[str, Any]
    """Arguments by the skill's own schema, see `GET /skills`. Default: none."""


class ModelCost(TypedDict):
    """What calls have cost, by the prices in the configuration."""

    amount: float
    """To a millionth of the currency."""
    currency: str
    """As in the configuration's prices."""


class ModelUse(TypedDict):
    """What a run has used of one language model."""

    provider: str
    """The plugin that knows how to reach the model."""
    model: str
    """The model, in its provider's words."""
    calls: int
    """Requests, also those that failed."""
    input_tokens: int
    """As reported; estimated where nothing was."""
    output_tokens: int
    """As reported; estimated where nothing was."""
    cost: ModelCost | None
    """Null when the configuration has no price for it."""
    ms: int
    """Milliseconds that the run has waited for it."""


class Pending(TypedDict):
    """What waits for a decision."""

    pending: list[PendingEntry]
    """Oldest first, at most 1000."""


class PendingArtifact(TypedDict):
    """A staged file that waits for a decision."""

    path: str
    """Where the file is to stand, relative to the workspace, with forward slashes."""
    diff: str
    """Lines added and removed, as in `+50 -0`."""
    size: int
    """Size in bytes."""


class PendingEntry(TypedDict):
    """A session that waits for a decision."""

    session_id: SessionId
    skill: str
    """The skill that proposes the files."""
    created: str
    """When the session was created, in UTC (RFC 3339)."""
    artifacts: list[PendingArtifact]
    """What an approval writes."""


class PluginChangedData(TypedDict):
    """A PluginChangedData."""

    name: str
    """The plugin's name."""
    state: Literal["untrusted", "starting", "ready", "failed", "removed"]
    """How it stands now."""


class PluginChanged(TypedDict):
    """A plugin was added, changed or removed while the gateway runs."""

    event: Literal["plugin.changed"]
    data: PluginChangedData
    seq: int
    """Its place in the log: rises by one an event, also across restarts of the gateway."""
    at: str
    """When it was stored, in UTC (RFC 3339)."""


class PluginErrorRequired(TypedDict):
    """The fields that a PluginError always has."""

    code: ErrorCode
    message: str
    """One sentence for people."""


class PluginError(PluginErrorRequired, total=False):
    """Why a plugin is not ready."""

    hint: str
    """What to do about it."""


class PluginStatusRequired(TypedDict):
    """The fields that a PluginStatus always has."""

    name: str
    """The folder's name."""
    kind: PluginKind | None
    """Null while it is not known."""
    version: str | None
    """Its version; null while it is not known."""
    state: PluginState
    source: PluginSource
    ms: int
    """Milliseconds until it was ready or had failed."""


class PluginStatus(PluginStatusRequired, total=False):
    """A plugin and how it stands."""

    error: PluginError


class Ran(TypedDict):
    """The versions that a run was made with."""

    gateway: str
    """The gateway's version."""
    skill: str
    """The skill's version."""
    tools: list[ToolVersion]
    """Sorted by name."""


class RejectRequired(TypedDict):
    """The fields that a Reject always has."""

    reason: str
    """Why; kept with the session."""


class Reject(RejectRequired, total=False):
    """A rejection."""

    by: DecidedBy
    automatic: bool
    """Whether it was agreed to before the proposal was there, so that nobody has looked at it.
    Default: not said.
    """


class Rejected(TypedDict):
    """A rejection; the workspace is as it was."""

    session_id: SessionId
    status: Literal["rejected"]
    reason: str
    """As it was sent."""


class ReplayExpired(TypedDict):
    """The events that were asked for are gone (the last 100,000 are kept): read the state over
    REST. Not part of the log: no `seq`, no `at`, no `data`.
    """

    event: Literal["replay.expired"]


class RunAgentRequired(TypedDict):
    """The fields that a RunAgent always has."""

    skill: str
    """Name of a ready skill, see `GET /skills`; another one is refused with those allowed."""


class RunAgent(RunAgentRequired, total=False):
    """A run to be started."""

    input: Input
    options: RunOptions
    session_id: str
    """A created session to run. Default: the newest created one of this skill and input, else a
    new one.
    """


class RunOptions(TypedDict, total=False):
    """How a skill runs."""

    temperature: float
    """Of a language model, 0 to 2. Default: the model's own."""
    verbose: bool
    """Whether the trace tells more, and what language models were asked and answered is kept."""
    replay: str
    """An earlier session whose recorded answers stand in for the language model; it must have been
    verbose. A question that it has no answer to ends the run. Default: models are asked.
    """
    after: list[str]
    """Sessions that wait for a decision and whose files this run reads as if they were written.
    They have to be approved first. Default: none.
    """


class RunStarted(TypedDict):
    """A run is under way; ask `GET /agent/{id}/status` or listen to the events."""

    session_id: SessionId
    status: Literal["running"]
    agent: str
    """The agent that ran the skill, as in `requirements-agent`."""


class SessionApprovedData(TypedDict):
    """A SessionApprovedData."""

    session_id: SessionId
    status: Literal["approved"]
    artifacts: list[str]
    """What was written."""


class SessionApproved(TypedDict):
    """A session was approved and every file is on disk."""

    event: Literal["session.approved"]
    data: SessionApprovedData
    seq: int
    """Its place in the log: rises by one an event, also across restarts of the gateway."""
    at: str
    """When it was stored, in UTC (RFC 3339)."""


class SessionCompleteDataRequired(TypedDict):
    """The fields that a SessionCompleteData always has."""

    session_id: SessionId
    status: SessionStatus
    artifacts: list[str]
    """What it proposes; empty when it failed or was cancelled."""


class SessionCompleteData(SessionCompleteDataRequired, total=False):
    """A SessionCompleteData."""

    error: ErrorReport


class SessionComplete(TypedDict):
    """A run ended, well or not; `GET /session/{id}` already reads the same."""

    event: Literal["session.complete"]
    data: SessionCompleteData
    seq: int
    """Its place in the log: rises by one an event, also across restarts of the gateway."""
    at: str
    """When it was stored, in UTC (RFC 3339)."""


class SessionCounts(TypedDict):
    """Sessions by how they stand."""

    active: int
    """Running, also those that wait for a free slot."""
    pending: int
    """Waiting for a decision."""
    completed: int
    """Completed."""


class SessionCreatedData(TypedDict):
    """A SessionCreatedData."""

    session_id: SessionId
    skill: str
    """The skill it is for."""


class SessionCreated(TypedDict):
    """A session was created."""

    event: Literal["session.created"]
    data: SessionCreatedData
    seq: int
    """Its place in the log: rises by one an event, also across restarts of the gateway."""
    at: str
    """When it was stored, in UTC (RFC 3339)."""


class SessionDeletedData(TypedDict):
    """A SessionDeletedData."""

    session_id: SessionId


class SessionDeleted(TypedDict):
    """A session was deleted."""

    event: Literal["session.deleted"]
    data: SessionDeletedData
    seq: int
    """Its place in the log: rises by one an event, also across restarts of the gateway."""
    at: str
    """When it was stored, in UTC (RFC 3339)."""


class SessionHead(TypedDict):
    """A session as lists show it."""

    id: SessionId
    skill: str
    """The skill it is for."""
    status: SessionStatus
    created: str
    """When it was created, in UTC (RFC 3339)."""


class SessionInput(TypedDict):
    """What a session works on."""

    files: list[str]
    """Workspace files, also when they were the default."""
    args: dict[str, Any]
    """Arguments as they were sent."""


class SessionOutput(TypedDict):
    """What a run put out."""

    artifacts: list[StagedArtifact]
    """Empty until the run has ended."""


class SessionPage(TypedDict):
    """One page of sessions."""

    sessions: list[SessionHead]
    """Newest first."""
    total: int
    """Sessions of the asked status, on all pages."""
    limit: int
    """As it was applied, at most 1000."""
    offset: int
    """As it was asked for."""


class SessionRejectedData(TypedDict):
    """A SessionRejectedData."""

    session_id: SessionId
    status: Literal["rejected"]
    reason: str
    """As it was given."""


class SessionRejected(TypedDict):
    """A session was rejected; nothing was written."""

    event: Literal["session.rejected"]
    data: SessionRejectedData
    seq: int
    """Its place in the log: rises by one an event, also across restarts of the gateway."""
    at: str
    """When it was stored, in UTC (RFC 3339)."""


class SessionStartedData(TypedDict):
    """A SessionStartedData."""

    session_id: SessionId
    skill: str
    """The skill that runs."""


class SessionStarted(TypedDict):
    """A run was started; it may wait for a free slot yet."""

    event: Literal["session.started"]
    data: SessionStartedData
    seq: int
    """Its place in the log: rises by one an event, also across restarts of the gateway."""
    at: str
    """When it was stored, in UTC (RFC 3339)."""


class SessionViewRequired(TypedDict):
    """The fields that a SessionView always has."""

    id: SessionId
    skill: str
    """The skill it is for."""
    status: SessionStatus
    created: str
    """When it was created, in UTC (RFC 3339)."""
    agent: str
    """The agent that ran the skill, as in `requirements-agent`."""
    updated: str
    """When its status last changed, in UTC (RFC 3339)."""
    input: SessionInput
    output: SessionOutput
    summary: str | None
    """One sentence of the skill's for whoever decides."""
    findings: list[Finding]
    """What whoever decides should know."""
    sources: list[SourceFile]
    """Every file the run has read."""


class SessionView(SessionViewRequired, total=False):
    """A session in full. `error` is there when it failed, `decision` once it was decided."""

    models: list[ModelUse]
    """What the run has used of language models; only there when it used one."""
    stale_inputs: list[str]
    """Read files that have changed since; only there when some have."""
    error: ErrorReport
    decision: Decision


class Skill(TypedDict):
    """A ready skill."""

    name: str
    """What requests name."""
    agent: str
    """The agent's short name."""
    version: str
    """Its version."""
    description: str
    """One sentence for people who choose."""
    input: SkillInput
    artifacts: dict[str, JsonSchema]
    """Artifact path → the schema of what it holds, of those that are checked."""
    diffs: dict[str, str]
    """Name of a diff of its own (`format` of `GET /session/:id/diff`) → its artifact."""


class SkillInput(TypedDict):
    """What a skill takes."""

    files: list[str]
    """Taken when a request names none."""
    args: JsonSchema | None
    """Of the arguments; null: it takes none."""


class Skills(TypedDict):
    """The skills that can be run."""

    skills: list[Skill]
    """Those that are ready."""
    chains: list[Chain]
    """As configured; not each skill of one need be ready."""


class SourceFile(TypedDict):
    """A file that a run has read."""

    path: str
    """The file that was read, relative to the workspace, with forward slashes."""
    sha256: str
    """SHA-256 of the bytes that were read, in hex."""


class StagedArtifact(TypedDict):
    """A file that a run proposes."""

    path: str
    """Where the file is to stand, relative to the workspace, with forward slashes."""
    type: Literal["file"]
    """Always `file`."""
    size: int
    """Size in bytes."""


class StaleArtifact(TypedDict):
    """An artifact that is out of date."""

    path: str
    """The artifact, relative to the workspace, with forward slashes."""
    skill: str
    """The skill that renews it."""
    because: list[StaleReason]
    """What it was made from and has changed."""


class StaleReason(TypedDict):
    """Why an artifact is out of date."""

    path: str
    """A file that the artifact was made from, relative to the workspace, with forward slashes."""
    change: Literal["changed", "missing", "stale"]
    """It has other bytes, it is gone, or it is an artifact that is out of date itself."""


class SystemStatus(TypedDict):
    """The gateway in detail."""

    version: str
    """The gateway's."""
    workspace: str
    """The folder that it serves, absolute."""
    sessions: SessionCounts
    tools: list[ToolStatus]
    """Tools in short."""
    agents: list[AgentEntry]
    """Agents in short."""
    plugins: list[PluginStatus]
    """All that were found, also those that failed."""
    stale: list[StaleArtifact]
    """Approved files that are out of date, and what renews them."""


class ToolRequired(TypedDict):
    """The fields that a Tool always has."""

    name: str
    """What the path names."""
    version: str | None
    """Of the program; null when it is not known."""
    description: str
    """One sentence for people who choose."""
    available: bool
    """Whether the program is on this machine."""
    actions: list[ToolAction]
    """What it can be asked to do."""


class Tool(ToolRequired, total=False):
    """A tool and what it can be asked to do."""

    reason: str
    """Why it is not."""


class ToolAction(TypedDict):
    """Something that a tool can be asked to do."""

    name: str
    """What the path names."""
    description: str
    """What it does."""
    input: JsonSchema


class ToolAnswer(TypedDict):
    """What a tool's action put out."""

    tool: str
    """As in the path."""
    action: str
    """As in the path."""
    result: Any
    """What the action put out, by its own rules."""


class ToolChecked(TypedDict):
    """How a tool answered questions with known answers."""

    reason: str | None
    """Why it cannot be believed; null when it can."""
    checks: list[CanaryCheck]
    """What it was asked."""


class ToolStatus(TypedDict):
    """A tool in short."""

    name: str
    """The tool's name."""
    version: str | None
    """Of the program; null when it is not known."""
    available: bool
    """Whether it can be called."""


class ToolVersion(TypedDict):
    """A tool that a run has asked."""

    name: str
    """The tool."""
    version: str | None
    """Of the program behind it; null: it is not known."""


class Tools(TypedDict):
    """The tools, also those whose program is missing."""

    tools: list[Tool]
    """Those that are ready."""


class WorkspaceArtifact(TypedDict):
    """An approved file; `session_id` is of the approval, or of the equal result, that came last."""

    path: str
    """Where it stands, relative to the workspace, with forward slashes."""
    skill: str
    """The skill that made it, and renews it."""
    renewable: bool
    """Whether that skill is ready."""
    session_id: SessionId
    at: str
    """When that session was settled, in UTC (RFC 3339)."""
    sha256: str
    """SHA-256 of what was approved, in hex."""
    state: Literal["current", "stale", "edited", "missing"]
    """`stale`: something it was made from has changed, see `because`. `edited`: it is not what was
    approved. `missing`: it is not there any more.
    """
    because: list[StaleReason]
    """Empty unless `stale`."""


class WorkspaceState(TypedDict):
    """The approved files of the workspace."""

    artifacts: list[WorkspaceArtifact]
    """Sorted by path."""


GatewayEvent: TypeAlias = (
    SessionCreated
    | SessionStarted
    | AgentProgress
    | SessionComplete
    | SessionApproved
    | SessionRejected
    | SessionDeleted
    | PluginChanged
    | ReplayExpired
)
"""What comes over the event channel; tell them apart by `event`. More may be added."""
RunAnswer: TypeAlias = RunStarted | AgentStatus
"""`RunStarted` at once; `AgentStatus` to who waited and saw the end."""
