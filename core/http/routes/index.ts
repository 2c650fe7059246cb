/** Every route of the API, in one list: where to look for "where is this answered?". */
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";
import { agentRoutes } from "./agents.ts";
import { decisionRoutes } from "./decisions.ts";
import { descriptionRoutes } from "./description.ts";
import { eventRoutes } from "./events.ts";
import { sessionRoutes } from "./sessions.ts";
import { systemRoutes } from "./system.ts";
import { workspaceRoutes } from "./workspace.ts";

export const allRoutes = (services: Services): Route[] => [
  ...sessionRoutes(services),
  ...agentRoutes(services),
  ...decisionRoutes(services),
  ...systemRoutes(services),
  ...workspaceRoutes(services),
  ...eventRoutes(services),
  ...descriptionRoutes(services),
];
