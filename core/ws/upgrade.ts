/** What happens with an admitted upgrade: only `/ws` is a socket, and only so many at once. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { fail } from "../errors.ts";
import { checked } from "../http/body.ts";
import { EventsQuery } from "../http/contract.ts";
import type { Hub } from "./hub.ts";
import { MAX_PEERS } from "./sockets.ts";
import type { Sockets } from "./sockets.ts";

export type Upgrade = (req: IncomingMessage, socket: Duplex, head: Buffer) => boolean;

/** False: nothing is served at this path. Throws VALIDATION_ERROR and UNAVAILABLE before anything is upgraded. */
export function createUpgrade(hub: Hub, sockets: Sockets): Upgrade {
  return (req, socket, head) => {
    const [path, query = ""] = (req.url ?? "").split("?", 2);
    if (path !== "/ws") return false;
    const subscription = checked(EventsQuery, Object.fromEntries(new URLSearchParams(query)));
    if (hub.size >= MAX_PEERS) {
      throw fail("UNAVAILABLE", { problem: `${MAX_PEERS} clients are connected`, retry_after: 5 });
    }
    void sockets.accept(req, socket, head, subscription);
    return true;
  };
}
