/** The WebSocket end of the gateway: crossws for the protocol, every hook guarded, one way but for `ping`. */
import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import nodeAdapter from "crossws/adapters/node";
import { fail, messageOf, toClientReport } from "../errors.ts";
import type { Log } from "../log.ts";
import type { Subscription } from "../sessions/follow.ts";
import type { Hub, HubPeer } from "./hub.ts";

/** Bytes of a message from a client, and messages or pings in a second. */
const MESSAGE = 64 * 1024;
const RATE = 50;
/** Seconds between pings; a peer that misses two is gone. */
const HEARTBEAT = 30;
/** Milliseconds in which a peer that is told to go has to go. */
const GOODBYE = 2000;
/** Apart from its use, because the types of the library do not know `closeTimeout` yet. */
const PROTOCOL = {
  noServer: true,
  maxPayload: MESSAGE,
  perMessageDeflate: false,
  closeTimeout: GOODBYE,
};
export const MAX_PEERS = 1024;

export interface Sockets {
  /** Takes over an upgrade that was admitted. */
  accept(req: IncomingMessage, socket: Duplex, head: Buffer, subscription: Subscription): void;
  /** Says goodbye to every peer. */
  close(): void;
}

interface PeerState {
  readonly hubPeer: HubPeer;
  readonly remove: () => void;
  second: number;
  messages: number;
}

/** The parts of a crossws peer that are used here. */
interface Peer {
  readonly id: string;
  readonly context: Record<string, unknown>;
  readonly bufferedAmount?: number;
  send(text: string, options?: { compress?: boolean }): unknown;
  close(code?: number, reason?: string): void;
  terminate(): void;
}

export function createSockets(hub: Hub, log: Log, now: () => number): Sockets {
  const states = new Map<string, PeerState>();

  // An exception in a hook would end the process, so none may leave it.
  const guarded =
    <A extends [Peer, ...unknown[]]>(hook: (...args: A) => void) =>
    (...args: A): void => {
      try {
        hook(...args);
      } catch (thrown) {
        log.error("a WebSocket hook failed", { problem: messageOf(thrown) });
        args[0].terminate();
      }
    };

  const adapter = nodeAdapter({
    idleTimeout: HEARTBEAT,
    serverOptions: PROTOCOL,
    hooks: {
      open: guarded((peer: Peer) => {
        const hubPeer = toHubPeer(peer);
        const subscription = peer.context["subscription"] as Subscription;
        const state = { hubPeer, remove: hub.add(hubPeer, subscription), second: 0, messages: 0 };
        states.set(peer.id, state);
      }),
      message: guarded((peer: Peer, message: unknown) => {
        if (mayGoOn(peer)) peer.send(JSON.stringify(reply(String(message))));
      }),
      // Answered by the protocol itself; a flood of them is still a flood.
      ping: guarded((peer: Peer) => void mayGoOn(peer)),
      drain: guarded((peer: Peer) => {
        const state = states.get(peer.id);
        if (state) hub.drained(state.hubPeer);
      }),
      close: guarded((peer: Peer) => forget(peer)),
      error: guarded((peer: Peer) => forget(peer)),
    },
  });

  function mayGoOn(peer: Peer): boolean {
    const state = states.get(peer.id);
    if (!state) return false;
    if (!tooMany(state, now())) return true;
    peer.close(1008, "too many messages");
    return false;
  }

  function forget(peer: Peer): void {
    states.get(peer.id)?.remove();
    states.delete(peer.id);
  }

  return {
    accept(req, socket, head, subscription) {
      const request = new Request(`http://localhost${req.url ?? "/"}`);
      // What crossws hands on from here to the peer.
      Object.assign(request, { context: { subscription } });
      adapter.handleUpgrade(req, socket, head, request).catch((thrown: unknown) => {
        log.warn("an upgrade failed", { problem: messageOf(thrown) });
        socket.destroy();
      });
    },
    close: () => void adapter.close(1001, "the gateway is stopping"),
  };
}

const toHubPeer = (peer: Peer): HubPeer => ({
  send: (text) => Number(peer.send(text, { compress: false })) || 0,
  waiting: () => peer.bufferedAmount ?? 0,
  close: (code, reason) => peer.close(code, reason),
});

function tooMany(state: PeerState, at: number): boolean {
  const second = Math.floor(at / 1000);
  if (state.second !== second) Object.assign(state, { second, messages: 0 });
  state.messages += 1;
  return state.messages > RATE;
}

function reply(text: string): object {
  try {
    const message = JSON.parse(text) as { event?: unknown } | null;
    if (message?.event === "ping") return { event: "pong" };
  } catch {
    // Not JSON: the same answer as for JSON that is not a ping.
  }
  const problem = 'this socket only understands {"event":"ping"}';
  return { event: "error", data: toClientReport(fail("VALIDATION_ERROR", { problem })) };
}
