/** Routes that describe the API to programs. */
import { json } from "../answer.ts";
import { route } from "../route.ts";
import type { Route } from "../route.ts";
import type { Services } from "../services.ts";

export const descriptionRoutes = ({ api }: Services): Route[] => [
  route({
    method: "GET",
    path: "/openapi.json",
    id: "getOpenApi",
    summary: "Get this description",
    answer: "application/json",
    handle: async () => json(await api.openapi()),
  }),
  route({
    method: "GET",
    path: "/asyncapi.json",
    id: "getAsyncApi",
    summary: "Get the description of the events",
    answer: "application/json",
    handle: async () => json(await api.asyncapi()),
  }),
];
