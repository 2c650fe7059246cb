/** The prose of the operations on sessions and decisions. */
import type { OperationDocs } from "./operation.ts";

const id = "The session's id.";
const NO_SESSION = "There is no such session, or the id is none.";

export const SESSION_DOCS: OperationDocs = {
  createSession: {
    tag: "Sessions",
    description:
      "Creates a session and starts nothing. Its files need not be there yet. A later `POST /agent/run` runs it: by its " +
      "`session_id`, or because skill and input are the same. Sessions that are never run are removed after 24 hours.",
    returns: "The session, `created`.",
    errors: {
      VALIDATION_ERROR:
        "The skill is unknown (`details.allowed` names those there are), a path leaves the workspace, a field is " +
        "missing, of the wrong type or unknown.",
      RATE_LIMITED: "10,000 sessions were created and never run: run or delete some.",
    },
  },
  getSession: {
    tag: "Sessions",
    description:
      "A session with what it put out. While it waits for a decision, the files it has read are compared with the " +
      "workspace; `stale_inputs` names those that have changed since.",
    returns: "The session.",
    params: { id },
    errors: { NOT_FOUND: NO_SESSION },
  },
  listSessions: {
    tag: "Sessions",
    description:
      "A page of the sessions, newest first. `total` counts those of the asked status on all pages. To read on while " +
      "sessions are added, ask from offset 0 again: a page shifts by what was added.",
    returns: "The page; beyond the last session it is empty.",
  },
  deleteSession: {
    tag: "Sessions",
    description:
      "Deletes a session with its staged files and its trace. A run of it is ended. Files that an approval " +
      "has written stay.",
    returns: "It is gone, and so is its run.",
    params: { id },
    errors: {
      NOT_FOUND: NO_SESSION,
      CONFLICT: "Its files are being written at this moment; ask again.",
    },
  },
  getSessionEvidence: {
    tag: "Sessions",
    description:
      "What a decision stood on, as one record: the hashes of inputs, results and diffs, versions of skill and tools, use " +
      "of models, who decided what and when. Fixed with the decision; a deleted session takes it along.",
    returns: "The record.",
    params: { id },
    errors: { NOT_FOUND: NO_SESSION, CONFLICT: "Nobody has decided it." },
  },
  getWorkspace: {
    tag: "System",
    description:
      "The approved files as they stand in the workspace: which are out of date because something that they were made " +
      "from has changed, and which skill renews them. Files that have not changed since the last look are not read again.",
    returns: "The files.",
  },
  getSessionDiff: {
    tag: "Sessions",
    description:
      "What an approval changes, as a unified diff of text files as `git apply` reads it; of others it says that they " +
      "differ. Empty when nothing is staged. `format` asks for a diff that the skill makes in its own words, such as " +
      "`requirements` of `spec`: it needs an earlier version of its file to compare with, and is empty when that file " +
      "is not staged. Its lines come from the skill: a terminal must not be shown them raw.",
    returns: "The diff.",
    params: { id },
    errors: {
      NOT_FOUND:
        "There is no such session, or no earlier version of the file stood there for a `format` of the skill's own.",
      VALIDATION_ERROR: "The skill has no such diff; `details.allowed` names those there are.",
      CONFLICT: "What stood there before is none of the skill's files.",
      RATE_LIMITED: "Too many diffs of skills' own are being made.",
      AGENT_ERROR: "The skill could not compare the two versions.",
      TIMEOUT: "The skill took longer than 15 seconds to compare the two versions.",
    },
  },
  getSessionArtifact: {
    tag: "Sessions",
    description:
      "The bytes of one staged file, or of what stood in its place when it was staged. Always sent as " +
      "`application/octet-stream`, so that no browser shows them.",
    returns: "The bytes.",
    params: { id },
    errors: {
      NOT_FOUND:
        "No such session, no such staged file, or (`side=base`) nothing stood in its place.",
      VALIDATION_ERROR: "`path` is missing, or a parameter is there twice.",
    },
  },
  getSessionTrace: {
    tag: "Sessions",
    description:
      "What the run did, a JSON object a line: `at`, `kind` (such as `read`, `log`, `staged`, `end`) and more by " +
      "kind. At most 1 MiB; a line of kind `dropped` counts what did not fit. Empty until the run has ended.",
    returns: "JSON lines.",
    params: { id },
    errors: { NOT_FOUND: NO_SESSION },
  },
  getSessionExchanges: {
    tag: "Sessions",
    description:
      "The record of a run's questions to language models, a JSON object a line: `schema` " +
      "(`metaforge/exchange@1`), `kind`, `provider`, `model`, hashes of question and answer, `usage`. `content` has the " +
      "words themselves when the run was verbose, and is null otherwise; `missing` then says why. Secrets are taken " +
      "out. Kept until the session is deleted; `options.replay` of a run answers from it. Empty when nothing was asked.",
    returns: "JSON lines.",
    params: { id },
    errors: { NOT_FOUND: NO_SESSION },
  },
  listPending: {
    tag: "Approval",
    description: "The sessions that wait for a decision, oldest first, at most 1000.",
    returns: "Those sessions with their staged files.",
  },
  approveSession: {
    tag: "Approval",
    description:
      "Writes every staged file of a session to the workspace, or none. The body may be missing. The session then reads " +
      "`completed` with `decision.status: approved`.",
    returns: "Every file is on disk.",
    params: { session: id },
    errors: {
      NOT_FOUND: NO_SESSION,
      CONFLICT:
        "It does not wait for a decision (`details.status`), or files in its way have changed since they were staged " +
        "(`details.paths`). Nothing was written.",
      STORAGE_ERROR:
        "The disk refused a file. What was written before was put back, or is told in `details`.",
    },
  },
  rejectSession: {
    tag: "Approval",
    description: "Writes nothing, keeps the reason, and ends the session: it reads `rejected`.",
    returns: "It is rejected; the workspace is as it was.",
    params: { session: id },
    errors: {
      NOT_FOUND: NO_SESSION,
      CONFLICT: "It does not wait for a decision; `details.status` says how it stands.",
    },
  },
};
