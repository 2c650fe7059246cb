/** The client: runs skills on a MetaForge Gateway, follows them and decides on what they propose. */
import type {
  GatewayEvent,
  Health,
  Pending,
  RunStarted,
  SessionHead,
  SessionView,
  Skills,
  SystemStatus,
  ToolAnswer,
  Tools,
  WorkspaceState,
} from "./api.ts";
import { createConnection, pathOf } from "./connection.ts";
import type { ClientOptions, Connection } from "./connection.ts";
import { MetaForgeError } from "./errors.ts";
import { followEvents } from "./events.ts";
import type { EventsOptions } from "./events.ts";
import { allSessions } from "./pages.ts";
import type { SessionsOptions } from "./pages.ts";
import { requestJson } from "./request.ts";
import { Session } from "./session.ts";
import type { StartOptions } from "./session.ts";

export interface RunInput {
  /** Files of the workspace; default: the skill's. */
  readonly files?: readonly string[];
  /** Arguments by the skill's own schema. */
  readonly args?: Readonly<Record<string, unknown>>;
}

export interface RunSkillOptions extends StartOptions {
  /** Runs this created session instead of a new one. */
  readonly sessionId?: string | undefined;
}

export interface ToolOptions {
  readonly signal?: AbortSignal | undefined;
  /** Milliseconds; default 10 minutes, because the gateway ends tools that take too long. */
  readonly timeoutMs?: number | undefined;
}

const TOOL_LIMIT = 600_000;

/**
 * A gateway, seen from a program: starts runs, finds sessions, follows events.
 * @example
 * const client = new MetaForgeClient("http://localhost:3000");
 * const session = await client.runSkill("spec", { files: ["PRD.md"] });
 * await session.waitForCompletion();
 * if (session.status === "pending_approval") await session.approve();
 */
export class MetaForgeClient {
  readonly #connection: Connection;

  /** Throws CLIENT_OPTION_INVALID; asks nothing yet. */
  constructor(baseUrl: string | URL = "http://localhost:3000", options: ClientOptions = {}) {
    this.#connection = createConnection(baseUrl, options);
  }

  /** Starts a run and returns at once. A run with the input of a created session takes that session. */
  async runSkill(
    skill: string,
    input: RunInput = {},
    { sessionId, signal, ...options }: RunSkillOptions = {},
  ): Promise<Session> {
    const named = sessionId === undefined ? {} : { session_id: sessionId };
    const body = { skill, input, options, ...named };
    const path = "/agent/run";
    const { session_id: id } = await this.#json<RunStarted>("POST", path, { body, signal });
    return this.#started(id);
  }

  /** Stores a session without running it. */
  async createSession(skill: string, input: RunInput = {}): Promise<Session> {
    const body = { skill, input };
    const { id } = await this.#json<SessionHead>("POST", "/session/create", { body });
    return this.#started(id);
  }

  /** Throws ApiError NOT_FOUND when there is none of this id. */
  async session(id: string): Promise<Session> {
    const view = await this.#json<SessionView>("GET", pathOf("session", id));
    return new Session(this.#connection, view);
  }

  /** Every session, newest first, page by page as it is read. */
  sessions(options: SessionsOptions = {}): AsyncIterableIterator<SessionHead> {
    return allSessions(this.#connection, options);
  }

  /** What waits for a decision, oldest first. */
  async pending(): Promise<Pending["pending"]> {
    return (await this.#json<Pending>("GET", "/pending")).pending;
  }

  /** The approved files as they stand in the workspace: which are out of date, why, and which skill renews them. */
  async workspace(): Promise<WorkspaceState["artifacts"]> {
    return (await this.#json<WorkspaceState>("GET", "/workspace")).artifacts;
  }

  /** Whether the gateway and what it needs are well. `deep`: asks the programs behind tools, too; takes seconds. */
  health({ deep = false }: { readonly deep?: boolean } = {}): Promise<Health> {
    return this.#json("GET", deep ? "/health?deep=1" : "/health");
  }

  /** Workspace, counts of sessions, tools, agents and plugins. */
  status(): Promise<SystemStatus> {
    return this.#json("GET", "/status");
  }

  /** The skills that can be run, with the schemas of their arguments. */
  async skills(): Promise<Skills["skills"]> {
    return (await this.#json<Skills>("GET", "/skills")).skills;
  }

  /** Skills that build on each other, by the names of the configuration. */
  async chains(): Promise<Skills["chains"]> {
    return (await this.#json<Skills>("GET", "/skills")).chains;
  }

  /** The tools and their actions, also those whose program is missing. */
  async tools(): Promise<Tools["tools"]> {
    return (await this.#json<Tools>("GET", "/tools")).tools;
  }

  /** Calls one action of a tool and gives its result. */
  async callTool(
    tool: string,
    action: string,
    input: Readonly<Record<string, unknown>> = {},
    { signal, timeoutMs = TOOL_LIMIT }: ToolOptions = {},
  ): Promise<unknown> {
    const path = pathOf("tool", tool, action);
    const answer = await this.#json<ToolAnswer>("POST", path, { body: input, signal, timeoutMs });
    return answer.result;
  }

  /**
   * Events as they happen, over as many connections as it takes, each once and in order. `since` (the last `seq` you
   * have) begins in the past; `{event: "replay.expired"}` says that some are gone. Ends on `signal` or `break`. Throws
   * ConnectionError when there is no gateway after `retries`, or when one is lost for two minutes.
   */
  events(options: EventsOptions = {}): AsyncIterableIterator<GatewayEvent> {
    return followEvents(this.#connection, options) as AsyncIterableIterator<GatewayEvent>;
  }

  #json<T>(...request: [method: string, path: string, options?: object]): Promise<T> {
    return requestJson<T>(this.#connection, ...request);
  }

  /** When the look at what was started fails, the error says which session it was. */
  async #started(id: string): Promise<Session> {
    try {
      return await this.session(id);
    } catch (thrown) {
      if (thrown instanceof MetaForgeError) thrown.details["session_id"] = id;
      throw thrown;
    }
  }
}
