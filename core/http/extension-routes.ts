/** Pages that extensions serve: GET below `/ext/<name>/`, or shorter `/<name>`, added and taken back while the gateway runs. */
import { fail } from "../errors.ts";
import type { Fallback } from "./app.ts";

type Handler = (request: Request) => Response | Promise<Response>;

export interface ExtensionRoutes {
  /** Serves `path` (as in `/` or `/style.css`) of an extension; returns its undo. CONFLICT when it is served. */
  add(extension: string, path: string, handler: Handler): () => void;
  /** Makes `/` lead to an extension's own `/`; of several the last one counts. Returns its undo. */
  front(extension: string): () => void;
  readonly answer: Fallback;
}

/** First parts of a path that are the gateway's own; an extension of such a name has only its long one. */
const RESERVED = new Set(["api", "ws", "ext"]);

export function createExtensionRoutes(): ExtensionRoutes {
  const handlers = new Map<string, Handler>();
  const fronts: string[] = [];
  return {
    add(extension, path, handler) {
      const full = `/ext/${extension}${path.startsWith("/") ? path : `/${path}`}`;
      if (handlers.has(full)) throw fail("CONFLICT", { problem: `${full} is served already` });
      handlers.set(full, handler);
      return () => void handlers.delete(full);
    },
    front(extension) {
      fronts.push(extension);
      return () => void fronts.splice(fronts.lastIndexOf(extension), 1);
    },
    answer(request) {
      const { pathname } = new URL(request.url);
      const handler = pathname === "/" ? toFront(fronts.at(-1)) : handlers.get(longName(pathname));
      if (!handler) return null;
      if (request.method === "GET" || request.method === "HEAD") return handler(request);
      throw fail("METHOD_NOT_ALLOWED", { method: request.method, allow: ["GET", "HEAD"] });
    },
  };
}

/** Found, not moved for good: another extension may be the front tomorrow. */
function toFront(extension: string | undefined): Handler | undefined {
  if (extension === undefined) return undefined;
  return () => new Response(null, { status: 302, headers: { location: `/ext/${extension}/` } });
}

/** `/docs` and `/ext/docs` are `/ext/docs/`, `/docs/x` is `/ext/docs/x`. */
function longName(path: string): string {
  const [, first = ""] = path.split("/", 2);
  const long = RESERVED.has(first) ? path : `/ext${path}`;
  return /^\/ext\/[^/]+$/.test(long) ? `${long}/` : long;
}
