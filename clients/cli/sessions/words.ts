/** Sessions in words and colours: their statuses, short ids, and rows of a list. */
import type { Decision } from "../../typescript/src/index.ts";
import type { Output, Style } from "../terminal/output.ts";

export const STATUSES = [
  "created",
  "running",
  "pending_approval",
  "approved",
  "completed",
  "rejected",
  "failed",
  "cancelled",
] as const;

const STYLES: Partial<Record<string, Style>> = {
  running: "cyan",
  pending_approval: "yellow",
  completed: "green",
  rejected: "magenta",
  failed: "red",
  cancelled: "gray",
};

export const colourOf = (status: string): Style => STYLES[status] ?? "reset";

/** What a person calls it: `waiting` instead of the API's word. */
export const statusWord = (status: string): string =>
  status === "pending_approval" ? "waiting for approval" : status;

export const PREFIX = "session-";
/** Digits of an id that nearly always tell sessions apart. */
const SHORT = 8;

/** What a person has to type of an id, where one session is spoken of. */
export const shortId = (id: string): string => id.slice(PREFIX.length, PREFIX.length + SHORT);

/** The same for ids that are shown together: as long as it takes to tell them apart. */
export function shortIds(ids: readonly string[]): (id: string) => string {
  const different = new Set(ids);
  let end = PREFIX.length + SHORT;
  while (new Set(ids.map((id) => id.slice(0, end))).size < different.size) end += 1;
  return (id) => id.slice(PREFIX.length, end);
}

/** For a list: short on a terminal, whole where a script may read it. */
export const idsIn = (out: Output, ids: readonly string[]): ((id: string) => string) =>
  out.isTerminal ? shortIds(ids) : (id) => id;

/** As `approved automatically by Ada (cli)`: what the client has stated of itself. */
export function howDecided({ status, by, automatic }: Decision): string {
  const client = by?.client === undefined ? "" : ` (${by.client})`;
  const who = by?.name === undefined ? client : ` by ${by.name}${client}`;
  return `${status}${automatic ? " automatically" : ""}${who}`;
}
