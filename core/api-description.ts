/** How an extension gets the description of the API, by `get(API_DESCRIPTION)`. */
import { token } from "./tokens.ts";

/** The API in the words of the standards; made anew with each call, so keep what you need of it. */
export interface ApiDescription {
  /** OpenAPI 3.1: every operation, schema, error and example. */
  openapi(): Promise<Readonly<Record<string, unknown>>>;
  /** AsyncAPI 3.0: the event channels and every event. */
  asyncapi(): Promise<Readonly<Record<string, unknown>>>;
}

export const API_DESCRIPTION = token<ApiDescription>("api-description");
