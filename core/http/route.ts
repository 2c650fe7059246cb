/** What a route is: method, path, schemas and a handler; the table of them makes both the router and the API description. */
import type { z } from "zod";
import type { ErrorCode } from "../errors.ts";

/** A name of the contracts. */
export type AnswerName = keyof typeof import("./contract.ts");

export interface RouteRequest<Body, Query> {
  /** A part of the path, still encoded as it came. */
  readonly param: (name: string) => string;
  readonly body: Body;
  readonly query: Query;
  readonly headers: Headers;
  /** Aborts when the client is gone. */
  readonly signal: AbortSignal;
}

export interface Route {
  readonly method: "GET" | "POST" | "DELETE";
  /** Below the API's base, as in `/session/:id`. */
  readonly path: string;
  /** The operation's name in the description and in clients, a verb and a noun. */
  readonly id: string;
  /** A few words; the prose beside it is found by the name. */
  readonly summary: string;
  readonly body?: z.ZodType;
  /** The body may be missing or empty. */
  readonly bodyOptional?: boolean;
  readonly query?: z.ZodType;
  /** The contract of a 200 by its name, which is loaded only to describe it, or the media type of one that is not JSON. */
  readonly answer: AnswerName | `${string}/${string}`;
  /** Error codes beyond those that the kind of route brings with it; see `toOperation`. */
  readonly errors?: readonly ErrorCode[];
  // oxlint-disable-next-line typescript/no-explicit-any -- route() ties the request's types to the schemas
  readonly handle: (request: RouteRequest<any, any>) => unknown;
}

/** Ties a handler's types to the schemas beside it. A returned Response is sent as it is, anything else as JSON. */
export function route<
  Body extends z.ZodType = z.ZodType<undefined>,
  Query extends z.ZodType = z.ZodType<undefined>,
>(
  definition: Omit<Route, "handle" | "body" | "query"> & {
    readonly body?: Body;
    readonly query?: Query;
    readonly handle: (request: RouteRequest<z.output<Body>, z.output<Query>>) => unknown;
  },
): Route {
  return definition as Route;
}
