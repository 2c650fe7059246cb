/** The words that requests, answers and events share: ids, times, statuses, errors. */
import { z } from "zod";
import { ERRORS } from "../../errors.ts";
import { SESSION_ID } from "../../sessions/id.ts";
import { STATUSES } from "../../sessions/model.ts";

export const SessionId = z
  .string()
  .regex(SESSION_ID)
  .describe("A session's id: `session-` and 36 more characters; unguessable.");

/** `applying` reads `pending_approval`: nothing is settled before the last file stands. */
export const SHOWN = STATUSES.filter((status) => status !== "applying");

export const SessionStatus = z
  .enum(SHOWN)
  .describe(
    "`created`: nothing was started. `running`: also while it waits for a free slot. `pending_approval`: files are " +
      "staged and a person decides. `completed`: approved and written, or there was nothing to change. `rejected`, " +
      "`failed` (see `error`) and `cancelled`: nothing was written. The last four are final.",
  );

export const at = (what: string) => z.iso.datetime().describe(`${what}, in UTC (RFC 3339).`);

/** A path as it is shown: never absolute. */
export const path = (what: string) =>
  z.string().describe(`${what}, relative to the workspace, with forward slashes.`);

export const bytes = z.int().min(0).describe("Size in bytes.");

export const agent = z
  .string()
  .describe("The agent that ran the skill, as in `requirements-agent`.");

export const ErrorCode = z
  .enum(Object.keys(ERRORS) as [keyof typeof ERRORS])
  .describe("What went wrong; codes are stable for ever, more may be added.");

export const ErrorReport = z
  .object({
    code: ErrorCode,
    message: z.string().describe("One sentence for people."),
    details: z
      .looseObject({})
      .describe(
        "What a program can use, by code: `field`, `expected` and `allowed` of an input, `status` of a session in " +
          "conflict, `paths` of files in the way, `retry_after` in seconds, `allow` of methods, and the `session_id` " +
          "of a run that failed. Empty when there is nothing to add.",
      ),
  })
  .describe("An error, in an answer, a session or an event.");

export const ErrorBody = z
  .object({ error: ErrorReport })
  .describe("The body of every answer that is not a success.");

export const JsonSchema = z.looseObject({}).describe("A JSON Schema (2020-12), as data.");
