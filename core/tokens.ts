/** Names for services: a typed symbol that the container resolves, and the names of the gateway's own services. */
import type { Bus } from "./events.ts";
import type { Log } from "./log.ts";
import type { Registry } from "./registry.ts";
import type { Outbox } from "./sessions/outbox.ts";
import type { Pages } from "./sessions/pages.ts";
import type { Store } from "./sessions/store.ts";

/** A service's name that carries its type. */
export type Token<T> = symbol & { readonly service?: T };

/** Names a service. Equal names are equal tokens, also across copies of this module. */
export function token<T>(name: string): Token<T> {
  // Symbol.for, because a plugin may hold its own copy of this file.
  return Symbol.for(`metaforge.${name}`);
}

/** Hears events as they are committed. */
export const BUS = token<Bus>("bus");
/** The events of the past, by number. */
export const EVENT_LOG = token<Outbox>("event-log");
export const LOG = token<Log>("log");
/** What is loaded now. */
export const REGISTRY = token<Registry>("registry");
/** Sessions, one at a time, and their moves. */
export const SESSION_STORE = token<Store>("session-store");
/** Sessions in pages, and their counts. */
export const SESSION_PAGES = token<Pages>("session-pages");
