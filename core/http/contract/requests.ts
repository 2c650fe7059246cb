/** What clients send: bodies and query parameters. Unknown fields of a body are refused. */
import { z } from "zod";
import { SESSION_ID } from "../../sessions/id.ts";
import { SHOWN, SessionId } from "./parts.ts";

/** Forbidden as keys anywhere: a later merge would turn them into a prototype. */
const HOSTILE_KEYS = new Set(["__proto__", "constructor", "prototype"]);

/** JSON that can be stored, compared and handed to a plugin: finite numbers, no hostile keys. */
const plainJson = z.record(z.string(), z.unknown()).superRefine((value, context) => {
  const problem = oddity(value);
  if (problem) context.addIssue({ code: "custom", message: problem });
});

function oddity(value: unknown): string | null {
  if (typeof value === "number" && !Number.isFinite(value)) return "holds a number out of range";
  if (typeof value !== "object" || value === null) return null;
  for (const [key, inner] of Object.entries(value)) {
    if (HOSTILE_KEYS.has(key)) return `holds the key '${key}'`;
    const problem = oddity(inner);
    if (problem) return problem;
  }
  return null;
}

const text = z.string().max(4096);
const skill = z
  .string()
  .describe("Name of a ready skill, see `GET /skills`; another one is refused with those allowed.");

export const Input = z
  .strictObject({
    files: z
      .array(z.string())
      .max(500)
      .optional()
      .describe(
        "Workspace files to read, relative paths, at most 500; one named twice is one. Default: the skill's own.",
      ),
    args: plainJson
      .optional()
      .describe("Arguments by the skill's own schema, see `GET /skills`. Default: none."),
  })
  .describe("What a skill works on.");

export const CreateSession = z
  .strictObject({ skill, input: Input.default({}) })
  .describe("A session to be created.");

export const RunOptions = z
  .strictObject({
    temperature: z
      .number()
      .min(0)
      .max(2)
      .optional()
      .describe("Of a language model, 0 to 2. Default: the model's own."),
    verbose: z
      .boolean()
      .default(false)
      .describe(
        "Whether the trace tells more, and what language models were asked and answered is kept.",
      ),
    replay: z
      .string()
      .regex(SESSION_ID)
      .optional()
      .describe(
        "An earlier session whose recorded answers stand in for the language model; it must have been verbose. A question that it has no answer to ends the run. Default: models are asked.",
      ),
    after: z
      .array(z.string().regex(SESSION_ID))
      .max(50)
      .optional()
      .describe(
        "Sessions that wait for a decision and whose files this run reads as if they were written. They have to be approved first. Default: none.",
      ),
  })
  .describe("How a skill runs.");

export const RunAgent = z
  .strictObject({
    skill,
    input: Input.default({}),
    options: RunOptions.prefault({}),
    session_id: z
      .string()
      .optional()
      .describe(
        "A created session to run. Default: the newest created one of this skill and input, else a new one.",
      ),
  })
  .describe("A run to be started.");

/**
 * One line of a record: nothing in it steers a terminal, ends the line or turns the writing direction. By code units,
 * because the description's readers know no properties of characters.
 */
const name = z
  .string()
  .max(200)
  .regex(
    // oxlint-disable-next-line no-control-regex -- they are what is refused
    /^(?=.*\S)[^\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]*$/,
    "is no name on one line",
  );

export const DecidedBy = z
  .strictObject({
    name: name.optional().describe("Whoever decides, in the client's words."),
    client: name.optional().describe("What they decide with: `cli`, `sdk`, a program's own name."),
  })
  .describe("Who decides, as the client states it: kept with the decision, and proven by nothing.");

const by = DecidedBy.optional();
const automatic = z
  .boolean()
  .optional()
  .describe(
    "Whether it was agreed to before the proposal was there, so that nobody has looked at it. Default: not said.",
  );

export const Approve = z
  .strictObject({ comment: text.optional().describe("Kept with the session."), by, automatic })
  .describe("An approval; the whole body may be missing.");

export const Reject = z
  .strictObject({ reason: text.describe("Why; kept with the session."), by, automatic })
  .describe("A rejection.");

export const ToolInput = plainJson.describe("The action's own input, see `GET /tools`.");

// ---- query parameters ------------------------------------------------------------

/** Empty and repeated values are refused, not guessed at. */
const count = (most: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, "must be a whole number")
    .transform((digits) => Math.min(Number(digits), most));

/** Digits on the wire are a number to whoever writes or reads a description. */
const WHOLE = { type: "integer", minimum: 0, pattern: undefined } as const;

export const HealthQuery = z.object({
  deep: z
    .enum(["0", "1"])
    .default("0")
    .describe(
      "`1`: each tool that can be tested is asked questions with known answers, which takes seconds.",
    ),
});

export const ListQuery = z.object({
  limit: count(1000)
    .prefault("50")
    .meta({
      ...WHOLE,
      default: 50,
      description: "Sessions in the answer; more than 1000 count as 1000, 0 asks for `total` only.",
    }),
  offset: count(Number.MAX_SAFE_INTEGER)
    .prefault("0")
    .meta({
      ...WHOLE,
      default: 0,
      description: "Sessions to skip, from the newest; beyond the last one the page is empty.",
    }),
  status: z
    .enum([...SHOWN, "approved"])
    .optional()
    .describe(
      "Only sessions of this status; `approved` are the completed ones that were approved.",
    ),
});

export const DiffQuery = z.object({
  format: z
    .string()
    .max(64)
    .default("unified")
    .describe(
      "`unified`, or a diff of the skill's own: those of a skill stand in `diffs` at `GET /skills`; another one is refused with those allowed.",
    ),
});

export const ArtifactQuery = z.object({
  path: z.string().describe("The staged file, exactly as the session's `artifacts` name it."),
  side: z
    .enum(["staged", "base"])
    .default("staged")
    .describe("`staged`: what the run proposes. `base`: what stood there when it was staged."),
});

export const EventsQuery = z.object({
  since: count(Number.MAX_SAFE_INTEGER)
    .optional()
    .meta({
      ...WHOLE,
      description:
        "The last `seq` that the client has; what came after it is sent first. Default: only what happens from now on.",
    }),
  session: SessionId.optional().describe("Only what concerns this session."),
});
