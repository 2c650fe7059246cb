/** Sessions in words and colours: their statuses, short ids, and rows of a list. */
import type { SessionHead } from "../../typescript/src/index.ts";
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

/** Characters of an id that tell sessions apart, and that commands take: `session-` and eight digits. */
const SHORT = 16;
/** Width from which there is room for whole ids. */
const WIDE = 120;

/** Whole where a script reads it or where there is room. */
export const idIn = (out: Output, { id }: Pick<SessionHead, "id">): string =>
  out.columns >= WIDE ? id : id.slice(0, SHORT);
