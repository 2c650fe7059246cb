/** Routes about the gateway itself: health, status, and what the plugins offer. */
import type { PluginRow } from "../../registry.ts";
import * as contract from "../contract/requests.ts";
import { route } from "../route.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";
import { staleArtifacts } from "./workspace.ts";

export const systemRoutes = (services: Services): Route[] => [
  route({
    method: "GET",
    path: "/health",
    id: "getHealth",
    summary: "Check the health",
    query: contract.HealthQuery,
    answer: "Health",
    handle: ({ query, signal }) =>
      query.deep === "1" ? deepHealth(services, signal) : health(services),
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
      chains: Object.entries(services.chains).map(([name, skills]) => ({ name, skills })),
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

/** Asks the tools, too: a program that was replaced by one that only ends well is found out. */
async function deepHealth(services: Services, signal: AbortSignal) {
  const verdicts = [...(await services.canaries.ask(signal))];
  const { components, ...rest } = health(services);
  const wrong = verdicts.flatMap(([name, { problem }]) => (problem === null ? [] : [name]));
  const unavailable = Object.fromEntries(wrong.map((name) => [name, "unavailable"]));
  const checked = verdicts.map(([name, { problem, checks }]) => [
    name,
    { reason: problem, checks },
  ]);
  return {
    ...rest,
    components: { ...components, tools: { ...components.tools, ...unavailable } },
    checked: Object.fromEntries(checked) as Record<string, object>,
  };
}

async function status({ registry, pages, version, workspace, standing }: Services) {
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
    plugins: rows.map(toPlugin),
    stale: staleArtifacts(await standing.files()),
  };
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
