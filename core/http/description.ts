/** Describes the API from its own routes, on first use: nobody should pay for it at every start. */
import type { ApiDescription } from "../api-description.ts";
import type { Route } from "./route.ts";

/** `routes` is asked when a description is, because extensions start before there are routes. */
export function createApiDescription(
  routes: () => readonly Route[],
  version: string,
): ApiDescription {
  return {
    async openapi() {
      const { toOpenApi } = await import("./openapi.ts");
      return toOpenApi(routes(), version);
    },
    async asyncapi() {
      const { toAsyncApi } = await import("./asyncapi.ts");
      return toAsyncApi(version);
    },
  };
}
