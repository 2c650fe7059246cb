/** The event bus: what happened, told to everyone in this process who listens, in the order of the log. */
import { messageOf } from "./errors.ts";
import { token } from "./tokens.ts";

/** An event as clients see it; `seq` rises by one per event and survives restarts. */
export interface GatewayEvent {
  readonly event: EventName;
  readonly data: Readonly<Record<string, unknown>>;
  readonly seq: number;
  readonly at: string;
}

export const EVENT_NAMES = [
  "session.created",
  "session.started",
  "agent.progress",
  "session.complete",
  "session.approved",
  "session.rejected",
  "session.deleted",
  "plugin.changed",
] as const;
export type EventName = (typeof EVENT_NAMES)[number];

/** An event before the log has given it its place. */
export interface NewEvent {
  readonly event: EventName;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Bus {
  /** Hears every event; returns its undo. */
  on: (listener: (event: GatewayEvent) => void) => () => void;
  /** Called by the log only, after the commit that stores the event. */
  publish(event: GatewayEvent): void;
}

export const BUS = token<Bus>("bus");

/** A listener that throws is reported and does not keep the others from hearing. */
export function createBus(onError: (problem: string) => void): Bus {
  const listeners = new Set<(event: GatewayEvent) => void>();
  return {
    on(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    publish(event) {
      for (const listener of listeners) {
        try {
          listener(event);
        } catch (thrown) {
          onError(messageOf(thrown));
        }
      }
    },
  };
}
