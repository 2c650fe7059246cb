/** The gateway itself and its plugins, as answers. */
import { z } from "zod";
import { CanaryCheck } from "../../canary.ts";
import { StaleArtifact } from "./workspace.ts";
import { ErrorCode, JsonSchema } from "./parts.ts";

const version = z.string().describe("Its version.");

export const LlmState = z
  .enum(["ok", "not_configured", "unreachable"])
  .describe("Whether a language model can be asked.");

export const ToolState = z
  .enum(["detected", "not_found", "unavailable"])
  .describe(
    "Whether the program behind a tool is on this machine; `unavailable`: it is, and was found to answer wrongly (only with `deep=1`).",
  );

export const ToolChecked = z
  .object({
    reason: z.string().nullable().describe("Why it cannot be believed; null when it can."),
    checks: z.array(CanaryCheck).describe("What it was asked."),
  })
  .describe("How a tool answered questions with known answers.");

export const Components = z
  .object({
    gateway: z.literal("ok"),
    llm_provider: LlmState,
    tools: z.record(z.string(), ToolState).describe("By the tool's name."),
  })
  .describe("What the gateway needs.");

export const Health = z
  .object({
    status: z.literal("healthy"),
    version: z.string().describe("The gateway's."),
    uptime: z.int().min(0).describe("Seconds since the start."),
    components: Components,
    checked: z
      .record(z.string(), ToolChecked)
      .optional()
      .describe("With `deep=1`: the tools that could be tested, by name."),
  })
  .describe("Whether the gateway and what it needs are well.");

export const SessionCounts = z
  .object({
    active: z.int().min(0).describe("Running, also those that wait for a free slot."),
    pending: z.int().min(0).describe("Waiting for a decision."),
    completed: z.int().min(0).describe("Completed."),
  })
  .describe("Sessions by how they stand.");

export const ToolStatus = z
  .object({
    name: z.string().describe("The tool's name."),
    version: z.string().nullable().describe("Of the program; null when it is not known."),
    available: z.boolean().describe("Whether it can be called."),
  })
  .describe("A tool in short.");

export const AgentEntry = z
  .object({
    name: z.string().describe("The agent's short name, such as `requirements`."),
    version,
    loaded: z.boolean().describe("Whether its skill is ready."),
  })
  .describe("An agent in short.");

export const PluginKind = z
  .enum(["skill", "tool", "provider", "extension"])
  .describe("What a plugin adds: an agent, a program, language models, or pages of its own.");
export const PluginState = z
  .enum(["untrusted", "starting", "ready", "failed"])
  .describe("`untrusted`: it came with the workspace, nobody has trusted it, none of it was run.");
export const PluginSource = z
  .enum(["package", "user", "workspace"])
  .describe("Whether it ships with the gateway, is the user's own or the workspace's.");

export const PluginError = z
  .object({
    code: ErrorCode,
    message: z.string().describe("One sentence for people."),
    hint: z.string().optional().describe("What to do about it."),
  })
  .describe("Why a plugin is not ready.");

export const PluginStatus = z
  .object({
    name: z.string().describe("The folder's name."),
    kind: PluginKind.nullable().describe("Null while it is not known."),
    version: z.string().nullable().describe("Its version; null while it is not known."),
    state: PluginState,
    source: PluginSource,
    ms: z.int().min(0).describe("Milliseconds until it was ready or had failed."),
    error: PluginError.optional(),
  })
  .describe("A plugin and how it stands.");

export const SystemStatus = z
  .object({
    version: z.string().describe("The gateway's."),
    workspace: z.string().describe("The folder that it serves, absolute."),
    sessions: SessionCounts,
    tools: z.array(ToolStatus).describe("Tools in short."),
    agents: z.array(AgentEntry).describe("Agents in short."),
    plugins: z.array(PluginStatus).describe("All that were found, also those that failed."),
    stale: z
      .array(StaleArtifact)
      .describe("Approved files that are out of date, and what renews them."),
  })
  .describe("The gateway in detail.");

export const SkillInput = z
  .object({
    files: z.array(z.string()).describe("Taken when a request names none."),
    args: JsonSchema.nullable().describe("Of the arguments; null: it takes none."),
  })
  .describe("What a skill takes.");

export const Skill = z
  .object({
    name: z.string().describe("What requests name."),
    agent: z.string().describe("The agent's short name."),
    version,
    description: z.string().describe("One sentence for people who choose."),
    input: SkillInput,
    artifacts: z
      .record(z.string(), JsonSchema)
      .describe("Artifact path → the schema of what it holds, of those that are checked."),
    diffs: z
      .record(z.string(), z.string())
      .describe("Name of a diff of its own (`format` of `GET /session/:id/diff`) → its artifact."),
  })
  .describe("A ready skill.");

export const Chain = z
  .object({
    name: z.string().describe("What the command line names."),
    skills: z.array(z.string()).describe("In the order in which they run."),
  })
  .describe("Skills that build on each other.");

export const Skills = z
  .object({
    skills: z.array(Skill).describe("Those that are ready."),
    chains: z.array(Chain).describe("As configured; not each skill of one need be ready."),
  })
  .describe("The skills that can be run.");

export const ToolAction = z
  .object({
    name: z.string().describe("What the path names."),
    description: z.string().describe("What it does."),
    input: JsonSchema,
  })
  .describe("Something that a tool can be asked to do.");

export const Tool = z
  .object({
    name: z.string().describe("What the path names."),
    version: z.string().nullable().describe("Of the program; null when it is not known."),
    description: z.string().describe("One sentence for people who choose."),
    available: z.boolean().describe("Whether the program is on this machine."),
    reason: z.string().optional().describe("Why it is not."),
    actions: z.array(ToolAction).describe("What it can be asked to do."),
  })
  .describe("A tool and what it can be asked to do.");

export const Tools = z
  .object({ tools: z.array(Tool).describe("Those that are ready.") })
  .describe("The tools, also those whose program is missing.");
