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
    summary: "This description",
    answer: "application/json",
    handle: async () => json(await api.openapi()),
  }),
  route({
    method: "GET",
    path: "/asyncapi.json",
    id: "getAsyncApi",
    summary: "The description of the event channels",
    answer: "application/json",
    handle: async () => json(await api.asyncapi()),
  }),
];
