/** Routes about the gateway itself: health, status, and what the plugins offer. */
import { fail } from "../../errors.ts";
import type { PluginRow } from "../../registry.ts";
import * as contract from "../contract/requests.ts";
import { route } from "../route.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";

export const systemRoutes = (services: Services): Route[] => [
  route({
    method: "GET",
    path: "/health",
    id: "getHealth",
    summary: "Check the health",
    answer: "Health",
    handle: () => health(services),
  }),
  route({
    method: "GET",
    path: "/status",
    id: "getStatus",
    summary: "Get the system status",
    answer: "SystemStatus",
    handle: () => status(services),
  }),
  route({
    method: "GET",
    path: "/skills",
    id: "listSkills",
    summary: "List skills",
    answer: "Skills",
    handle: () => ({
      skills: services.registry.skills().map(({ name, facts }) => {
        const { version, description, skill } = facts;
        const { agent, files, args, artifacts, diffs = {} } = skill;
        return { name, agent, version, description, input: { files, args }, artifacts, diffs };
      }),
    }),
  }),
  route({
    method: "GET",
    path: "/tools",
    id: "listTools",
    summary: "List tools",
    answer: "Tools",
    handle: () => ({
      tools: services.registry.tools().map(({ name, facts }) => {
        const { available, version = null, reason } = facts.tool.detected;
        const { description, tool } = facts;
        const why = reason === undefined ? {} : { reason };
        return { name, version, description, available, ...why, actions: tool.actions };
      }),
    }),
  }),
  route({
    method: "POST",
    path: "/tool/:name/:action",
    id: "callTool",
    summary: "Call a tool",
    body: contract.ToolInput,
    bodyOptional: true,
    answer: "ToolAnswer",
    errors: ["NOT_FOUND", "RATE_LIMITED", "TOOL_ERROR", "TIMEOUT"],
    async handle({ param, body, signal }) {
      const tool = param("name");
      const action = param("action");
      return { tool, action, result: await services.tools.call(tool, action, body, signal) };
    },
  }),
];

export function health({ registry, llm, version, uptime }: Services) {
  const tools = registry
    .tools()
    .map(({ name, facts }) => [name, facts.tool.detected.available ? "detected" : "not_found"]);
  return {
    status: "healthy",
    version,
    uptime: uptime(),
    components: {
      gateway: "ok",
      llm_provider: llm(),
      tools: Object.fromEntries(tools) as Record<string, string>,
    },
  };
}

function status({ registry, missing, pages, version, workspace }: Services) {
  const rows = registry.rows();
  const of = (kind: string) => rows.filter((row) => row.facts?.kind === kind);
  return {
    version,
    workspace,
    sessions: {
      active: pages.count("running"),
      pending: pages.count("pending_approval", "applying"),
      completed: pages.count("completed"),
    },
    tools: of("tool").map(({ name, state, facts }) => ({
      name,
      version: facts?.tool?.detected.version ?? null,
      available: state === "ready" && facts?.tool?.detected.available === true,
    })),
    agents: of("skill").map(({ state, facts }) => ({
      name: facts?.skill?.agent,
      version: facts?.version,
      loaded: state === "ready",
    })),
    plugins: [...rows.map(toPlugin), ...missing().map(toMissing)],
  };
}

/** A provider that is only named: what is not there has no row, and a person would look for it here. */
function toMissing(name: string) {
  const { code, message } = fail("PLUGIN_NEEDS_MISSING", { plugin: "models.use", missing: name });
  const hint = "correct models.use in your metaforge.yaml, or add the provider under plugins:";
  const state = { version: null, state: "failed", source: "user", ms: 0 };
  return { name, kind: "provider", ...state, error: { code, message, hint } };
}

export const toPlugin = ({ name, facts, state, source, ms, error }: PluginRow) => ({
  name,
  kind: facts?.kind ?? null,
  version: facts?.version ?? null,
  state,
  source,
  ms: Math.round(ms),
  ...(error ? { error } : {}),
});
