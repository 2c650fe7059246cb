/** Every route of the API, in one list: where to look for "where is this answered?". */
import { json } from "../answer.ts";
import { route } from "../route.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";
import { agentRoutes } from "./agents.ts";
import { decisionRoutes } from "./decisions.ts";
import { eventRoutes } from "./events.ts";
import { sessionRoutes } from "./sessions.ts";
import { systemRoutes } from "./system.ts";

export function allRoutes(services: Services): Route[] {
  const routes = [
    ...sessionRoutes(services),
    ...agentRoutes(services),
    ...decisionRoutes(services),
    ...systemRoutes(services),
    ...eventRoutes(services),
  ];
  const description: Route = route({
    method: "GET",
    path: "/openapi.json",
    summary: "This description",
    answer: "application/json",
    async handle(): Promise<Response> {
      // On first use: nobody should pay for it at every start.
      const { toOpenApi } = await import("../openapi.ts");
      return json(toOpenApi([...routes, description], services.version));
    },
  });
  return [...routes, description];
}
