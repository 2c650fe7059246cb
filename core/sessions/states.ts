/** The one table of moves: which state a session may go to from which. */
import { fail } from "../errors.ts";
import type { Status } from "./model.ts";

const MOVES: Readonly<Record<Status, readonly Status[]>> = {
  created: ["running", "cancelled"],
  running: ["pending_approval", "completed", "failed", "cancelled"],
  pending_approval: ["applying", "rejected"],
  // Back to pending when nothing was written yet; failed when a crash met a user's edit.
  applying: ["completed", "pending_approval", "failed"],
  completed: [],
  rejected: [],
  failed: [],
  cancelled: [],
};

/** A move that the table does not know is a defect of ours, not of a client. */
export function checkedMove(from: Status, to: Status): void {
  if (!MOVES[from].includes(to)) {
    throw fail("INTERNAL_ERROR", {}, { message: `no move from ${from} to ${to}` });
  }
}

export const isFinal = (status: Status): boolean => MOVES[status].length === 0;

/** The word that clients see: nothing is settled before the last file of an approval stands. */
export const shownStatus = (status: Status): Exclude<Status, "applying"> =>
  status === "applying" ? "pending_approval" : status;
