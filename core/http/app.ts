/** The HTTP application: the table of routes on h3, with one form for every answer and every error. */
import { H3 } from "h3";
import type { H3Event } from "h3";
import { fail, isGatewayError, messageOf } from "../errors.ts";
import type { Log } from "../log.ts";
import { guarded, headOf, json } from "./answer.ts";
import { checked, parseJson } from "./body.ts";
import { toErrorAnswer } from "./errors.ts";
import { queryOf } from "./query.ts";
import type { Route } from "./route.ts";

export const BASE = "/api/v1";

/** Serves whole paths that extensions add while the gateway runs. */
export type Fallback = (request: Request) => Response | Promise<Response> | null;

export function createApp(routes: readonly Route[], fallback: Fallback, log: Log): H3 {
  const app = new H3({ onError: (error) => failed(error.cause ?? error, log) });
  for (const route of routes) {
    app.on(route.method, BASE + route.path, (event) => served(route, event, log));
  }
  for (const [path, methods] of methodsByPath(routes)) {
    app.all(BASE + path, async (event) => {
      const method = event.req.method;
      const get = routes.find((route) => route.path === path && route.method === "GET");
      if (method === "HEAD" && get) return headOf(await served(get, event, log));
      return failed(fail("METHOD_NOT_ALLOWED", { method, allow: methods }), log);
    });
  }
  app.all("/**", async (event) => {
    try {
      const answer = await fallback(event.req);
      return answer ? guarded(answer) : failed(fail("NOT_FOUND", { what: "Path" }), log);
    } catch (thrown) {
      return failed(thrown, log);
    }
  });
  return app;
}

async function served(route: Route, event: H3Event, log: Log): Promise<Response> {
  try {
    const body = route.body
      ? checked(route.body, parseJson(await bodyOf(event), route.bodyOptional ?? false))
      : undefined;
    const answer: unknown = await route.handle({
      body,
      query: route.query ? checked(route.query, queryOf(event.url.search)) : undefined,
      param: (name) => event.context.params?.[name] ?? "",
      headers: event.req.headers,
      get signal() {
        return event.req.signal;
      },
    });
    return answer instanceof Response ? answer : json(answer);
  } catch (thrown) {
    return failed(thrown, log);
  }
}

/** The server has read it already; a request made in memory brings its own. */
async function bodyOf(event: H3Event): Promise<Uint8Array> {
  const node = event.runtime?.node?.req as { rawBody?: Buffer } | undefined;
  if (node) return node.rawBody ?? Buffer.alloc(0);
  return new Uint8Array(await event.req.arrayBuffer());
}

function failed(thrown: unknown, log: Log): Response {
  const { status, body, headers } = toErrorAnswer(thrown);
  if (!isGatewayError(thrown) || thrown.code === "INTERNAL_ERROR") {
    log.error("a request failed", { problem: messageOf(thrown), stack: (thrown as Error).stack });
  }
  return json(body, status, headers);
}

function methodsByPath(routes: readonly Route[]): Map<string, string[]> {
  const methods = new Map<string, string[]>();
  for (const { path, method } of routes) {
    methods.set(path, [
      ...(methods.get(path) ?? []),
      ...(method === "GET" ? ["GET", "HEAD"] : [method]),
    ]);
  }
  return methods;
}
