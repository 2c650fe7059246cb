/** What happens with an admitted upgrade: only `/ws` is a socket, and only so many at once. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { fail } from "../errors.ts";
import { checked, invalid } from "../http/body.ts";
import { EventsQuery } from "../http/contract/requests.ts";
import { queryOf } from "../http/query.ts";
import type { Hub } from "./hub.ts";
import { MAX_PEERS } from "./sockets.ts";
import type { Sockets } from "./sockets.ts";

export type Upgrade = (req: IncomingMessage, socket: Duplex, head: Buffer) => boolean;

/**
 * False: nothing is served at this path. Throws VALIDATION_ERROR, METHOD_NOT_ALLOWED and UNAVAILABLE before
 * anything is upgraded.
 */
export function createUpgrade(hub: Hub, sockets: Sockets): Upgrade {
  return (req, socket, head) => {
    const target = req.url ?? "";
    const path = target.split("?", 1)[0]!;
    if (path !== "/ws") return false;
    checkHandshake(req);
    const subscription = checked(EventsQuery, queryOf(target.slice(path.length)));
    if (hub.size >= MAX_PEERS) {
      throw fail("UNAVAILABLE", { problem: `${MAX_PEERS} clients are connected`, retry_after: 5 });
    }
    sockets.accept(req, socket, head, subscription);
    return true;
  };
}

/** What the protocol's library would refuse in a form of its own. */
function checkHandshake({ method, headers }: IncomingMessage): void {
  if (method !== "GET") throw fail("METHOD_NOT_ALLOWED", { method, allow: ["GET"] });
  if (!/^[+/0-9A-Za-z]{22}==$/.test(headers["sec-websocket-key"] ?? "")) {
    throw invalid({ field: "Sec-WebSocket-Key" }, "Sec-WebSocket-Key is missing or no key");
  }
  if (headers["sec-websocket-version"] !== "13") {
    throw invalid(
      { field: "Sec-WebSocket-Version" },
      "only version 13 of WebSocket is spoken here",
    );
  }
}
