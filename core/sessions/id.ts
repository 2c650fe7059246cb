/** Makes session ids: unguessable, and neighbours in time are neighbours in the index. */
import { randomUUID } from "node:crypto";

/** What an id looks like; checked before anything is looked up by one. */
export const SESSION_ID = /^session-[0-9a-f-]{36}$/;

/**
 * `session-`, four digits of a clock and a random UUID's 122 bits as 32 digits. Without the clock each insert
 * dirties a page of the index of its own, and a commit of fifty writes four times the bytes.
 * The clock ticks every 16 ms and wraps after 17 minutes; nothing else is read from it.
 */
export function newSessionId(now: number): string {
  const tick = Math.floor(now / 16) % 0x10000;
  return `session-${tick.toString(16).padStart(4, "0")}${randomUUID().replaceAll("-", "")}`;
}
