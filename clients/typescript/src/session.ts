/** A session as last seen, and what can be done with it. */
import type {
  AgentStatus,
  Approve,
  Approved,
  Decision,
  Deleted,
  Evidence,
  Rejected,
  RunStarted,
  SessionView,
} from "./api.ts";
import type { Connection } from "./connection.ts";
import { pathOf, queryOf } from "./connection.ts";
import { MetaForgeError } from "./errors.ts";
import { requestBytes, requestJson } from "./request.ts";
import { waitForEnd } from "./wait.ts";
import type { WaitOptions } from "./wait.ts";

export interface StartOptions {
  /** For a skill that uses a model: 0 (plain) to 2. */
  readonly temperature?: number | undefined;
  /** Whether the trace tells more, and what models were asked and answered is kept. */
  readonly verbose?: boolean | undefined;
  /** Id of a verbose session whose recorded answers stand in for the model. */
  readonly replay?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Who decides, as you state it, and whether that was agreed to before the proposal was there. */
export type Stated = Pick<Approve, "by" | "automatic">;

/** A proposed file: its path in the workspace, its size in bytes, and its change, such as `+50 -0`. */
export interface Artifact {
  readonly path: string;
  readonly type: "file";
  readonly size: number;
  readonly diff: string;
}

/** Made by the client; its fields are as last seen, `refresh` and `waitForCompletion` renew them. */
export class Session {
  readonly id: string;
  readonly skill: string;
  /** When it was created, as ISO 8601. */
  readonly created: string;
  agent!: string;
  status!: SessionView["status"];
  input!: SessionView["input"];
  output!: SessionView["output"];
  /** What the run says of itself in a sentence or two. */
  summary!: string | null;
  findings!: SessionView["findings"];
  /** Files that changed since the run read them; asked for while the session waits for a decision. */
  staleInputs!: string[];
  /** What the run has used of language models, where it used any. */
  models?: SessionView["models"];
  /** Why it failed. */
  error?: SessionView["error"];
  decision?: SessionView["decision"];
  readonly #connection: Connection;

  /** Made by the client. */
  constructor(connection: Connection, view: SessionView) {
    this.#connection = connection;
    this.id = view.id;
    this.skill = view.skill;
    this.created = view.created;
    this.#take(view);
  }

  /** Runs a session that was only created. */
  async run({ signal, ...options }: StartOptions = {}): Promise<this> {
    const body = { skill: this.skill, input: this.input, options, session_id: this.id };
    await requestJson<RunStarted>(this.#connection, "POST", "/agent/run", { body, signal });
    return this.#lookAfter({ status: "running" });
  }

  /** Asks the gateway how the session stands. */
  async refresh(): Promise<this> {
    this.#take(await requestJson<SessionView>(this.#connection, "GET", pathOf("session", this.id)));
    return this;
  }

  /**
   * Waits until the run is over, however it ends: see `status` and `error`. A session that nobody runs is waited for,
   * too. Throws WaitTimeoutError after `timeout` milliseconds, and the signal's reason.
   */
  async waitForCompletion(options: WaitOptions = {}): Promise<this> {
    this.#take(await waitForEnd(this.#connection, this.id, options));
    return this;
  }

  /** Writes every proposed file, or none: CONFLICT when one was changed since. */
  async approve(comment?: string, stated: Stated = {}): Promise<Approved> {
    const body = { ...(comment === undefined ? {} : { comment }), ...stated };
    const answer = await this.#post<Approved>(pathOf("approve", this.id), body);
    await this.#lookAfter({
      status: "completed",
      decision: decided({ ...body, status: "approved" }),
    });
    return answer;
  }

  /** Writes nothing and keeps the reason. */
  async reject(reason: string, stated: Stated = {}): Promise<Rejected> {
    const body = { reason, ...stated };
    const answer = await this.#post<Rejected>(pathOf("reject", this.id), body);
    await this.#lookAfter({
      status: "rejected",
      decision: decided({ ...body, status: "rejected" }),
    });
    return answer;
  }

  /** Ends the run and every process it started. */
  async cancel(): Promise<AgentStatus> {
    const answer = await this.#post<AgentStatus>(`${pathOf("agent", this.id)}/cancel`);
    await this.#lookAfter({ status: answer.status });
    return answer;
  }

  /** Deletes the session and its proposed files; files already written stay. */
  delete(): Promise<Deleted> {
    return requestJson(this.#connection, "DELETE", pathOf("session", this.id));
  }

  /**
   * What an approval changes, as a unified diff, or with `format` in the skill's own words, such as `requirements` of
   * `spec`: see `diffs` of a skill. Treat it as text from outside before a terminal gets it.
   */
  diff({ format }: { format?: string | undefined } = {}): Promise<string> {
    return this.#text(`diff${queryOf({ format })}`);
  }

  /** The proposed files. */
  async artifacts(): Promise<Artifact[]> {
    const path = `${pathOf("agent", this.id)}/status`;
    const { artifacts } = await requestJson<AgentStatus>(this.#connection, "GET", path);
    await this.refresh();
    const changes = new Map(artifacts.map((artifact) => [artifact.path, artifact.diff]));
    return this.output.artifacts.map((file) => ({ ...file, diff: changes.get(file.path) ?? "" }));
  }

  /** A proposed file's bytes, or with `side: "base"` what stands in its place. */
  artifact(path: string, { side }: { side?: "staged" | "base" } = {}): Promise<Uint8Array> {
    const query = queryOf({ path, side });
    return requestBytes(this.#connection, "GET", `${pathOf("session", this.id)}/artifact${query}`);
  }

  /** What the decision stood on: inputs, versions, models, files, who decided. CONFLICT while nobody has decided. */
  evidence(): Promise<Evidence> {
    return requestJson(this.#connection, "GET", `${pathOf("session", this.id)}/evidence`);
  }

  /** What the run did, step by step. */
  trace(): Promise<Record<string, unknown>[]> {
    return this.#lines("trace");
  }

  /** What language models were asked; with the words themselves when the run was verbose. */
  exchanges(): Promise<Record<string, unknown>[]> {
    return this.#lines("exchanges");
  }

  #post<T>(path: string, body?: object): Promise<T> {
    return requestJson<T>(this.#connection, "POST", path, body ? { body } : {});
  }

  async #lines(what: string): Promise<Record<string, unknown>[]> {
    const lines = (await this.#text(what)).split("\n").filter((line) => line !== "");
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  async #text(what: string): Promise<string> {
    const path = `${pathOf("session", this.id)}/${what}`;
    return new TextDecoder().decode(await requestBytes(this.#connection, "GET", path));
  }

  /** What was done stands, so that a look that fails now must not read as if it had failed. */
  async #lookAfter(done: Pick<Session, "status" | "decision">): Promise<this> {
    try {
      return await this.refresh();
    } catch (thrown) {
      if (!(thrown instanceof MetaForgeError)) throw thrown;
      return Object.assign(this, done);
    }
  }

  #take(view: SessionView): void {
    const { agent, status, input, output, summary, findings, stale_inputs: stale = [] } = view;
    Object.assign(this, { agent, status, input, output, summary, findings, staleInputs: stale });
    for (const name of ["error", "decision", "models"] as const) delete this[name];
    if (view.error) this.error = view.error;
    if (view.decision) this.decision = view.decision;
    if (view.models) this.models = view.models;
  }
}

const decided = (decision: Omit<Decision, "at">): Decision => ({
  ...decision,
  at: new Date().toISOString(),
});
