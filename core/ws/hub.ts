/** Fans events out to WebSocket peers: serialised once, and no slow peer holds anything up. */
import type { Bus, GatewayEvent } from "../events.ts";
import { EXPIRED, STRIDE, isOf } from "../sessions/follow.ts";
import type { Subscription } from "../sessions/follow.ts";
import type { Outbox } from "../sessions/outbox.ts";

/** A connected client, as far as the fan-out needs it. */
export interface HubPeer {
  /** Sends text and returns the bytes that wait in this peer's queue. */
  send(text: string): number;
  /** Bytes that wait in this peer's queue. */
  waiting(): number;
  /** Ends the connection, whether the peer reads this or not. */
  close(code: number, reason: string): void;
}

/** Above this, progress is left out; its next value says more anyway. */
const LAGS = 256 * 1024;
/** Above this, the peer is closed with the place from which it can resume. */
const LOST = 1024 * 1024;
/** Milliseconds in which a peer that reads its past has to take a stride of it. */
const CATCH_UP = 30_000;

export interface Hub {
  /** Adds a peer; returns what removes it. */
  add(peer: HubPeer, subscription: Subscription): () => void;
  /** Called when a peer's queue has emptied. */
  drained(peer: HubPeer): void;
  readonly size: number;
}

export function createHub({ bus, outbox }: { bus: Bus; outbox: Outbox }): Hub {
  const everyone = new Set<HubPeer>();
  const bySession = new Map<string, Set<HubPeer>>();
  const drains = new Map<HubPeer, () => void>();
  let size = 0;

  bus.on((event) => {
    const text = JSON.stringify(event);
    for (const peer of everyone) deliver(peer, event, text);
    const session = event.data["session_id"];
    const own = typeof session === "string" ? bySession.get(session) : undefined;
    if (own) for (const peer of own) deliver(peer, event, text);
  });

  function deliver(peer: HubPeer, event: GatewayEvent, text: string): void {
    if (event.event === "agent.progress" && peer.waiting() > LAGS) return;
    try {
      if (peer.send(text) > LOST) dismiss(peer, event.seq);
    } catch {
      // A peer in trouble must not keep the ones behind it from hearing.
      dismiss(peer, event.seq);
    }
  }

  function dismiss(peer: HubPeer, seq: number): void {
    everyone.delete(peer);
    for (const peers of bySession.values()) peers.delete(peer);
    peer.close(1013, `too slow; resume with ?since=${seq}`);
  }

  /** Sends the past at the peer's pace, then lets it hear the present; no event falls between the two. */
  async function catchUp(peer: HubPeer, { since, session }: Subscription, gone: () => boolean) {
    let last = since ?? outbox.lastSeq();
    for (;;) {
      const past = outbox.after(last, STRIDE);
      if (past === null) {
        peer.send(JSON.stringify(EXPIRED));
        break;
      }
      for (const event of past) if (isOf(event, session)) peer.send(JSON.stringify(event));
      if (past.length < STRIDE) break;
      last = past.at(-1)!.seq;
      if (peer.waiting() > LAGS && !(await drain(peer))) return dismiss(peer, last);
      if (gone()) return;
    }
    if (session === undefined) everyone.add(peer);
    else bySession.set(session, (bySession.get(session) ?? new Set()).add(peer));
  }

  function drain(peer: HubPeer): Promise<boolean> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, CATCH_UP, false);
      drains.set(peer, () => {
        clearTimeout(timer);
        drains.delete(peer);
        resolve(true);
      });
    });
  }

  return {
    add(peer, subscription) {
      let gone = false;
      size += 1;
      catchUp(peer, subscription, () => gone).catch(() =>
        peer.close(1011, "the log could not be read"),
      );
      return () => {
        if (gone) return;
        gone = true;
        size -= 1;
        everyone.delete(peer);
        drains.get(peer)?.();
        const { session } = subscription;
        const own = session === undefined ? undefined : bySession.get(session);
        own?.delete(peer);
        if (own?.size === 0) bySession.delete(session!);
      };
    },
    drained: (peer) => drains.get(peer)?.(),
    get size() {
      return size;
    },
  };
}
