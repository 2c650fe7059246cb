/** Makes records of runs, tool actions and model calls for whoever listens; for nobody it makes none. */
import { randomBytes } from "node:crypto";
import { messageOf } from "./errors.ts";
import { METRICS, NAMES, OPERATION, TOOL_TYPE, measurementsOf } from "./telemetry-names.ts";
import type { Telemetry, TelemetryRecord } from "./telemetry.ts";

export interface TelemetryRecorder extends Telemetry {
  /** Whether anybody listens; asked before anything is made for a record. */
  heard(): boolean;
  run(run: RunFacts): RunSpan;
  /** A tool's action that a client called; ended by the returned function. */
  tool(tool: string, action: string): (error: string | null) => void;
}

export interface RunFacts {
  readonly session: string;
  readonly skill: string;
  readonly agent: string;
  readonly version: string;
}

/** A run under way, and what it has called. */
export interface RunSpan {
  readonly tool: (call: ToolCall) => void;
  readonly model: (call: ModelCall) => void;
  /** `outcome` is a session's status, or another word for what became of it. */
  readonly end: (outcome: string, error: string | null) => void;
}

/** A tool's action that has just ended. */
export interface ToolCall {
  readonly tool: string;
  readonly action: string;
  readonly ms: number;
  /** The error's code. */
  readonly error: string | null;
}

/** A question to one model that has just ended, with all its tries. */
export interface ModelCall {
  readonly provider: string;
  readonly model: string;
  readonly json: boolean;
  readonly temperature: number | undefined;
  readonly ms: number;
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly tries: number;
  /** `ok`, or what went wrong in one word. */
  readonly outcome: string;
}

export interface RecorderParts extends Pick<Telemetry, "sessions" | "version"> {
  /** Told of a listener that throws; the others still hear. */
  readonly onError: (problem: string) => void;
}

type Attributes = Record<string, string | number | boolean>;

export function createTelemetry({ onError, sessions, version }: RecorderParts): TelemetryRecorder {
  const listeners = new Set<(record: TelemetryRecord) => void>();

  function tell(record: TelemetryRecord): void {
    for (const listener of listeners) {
      try {
        listener(record);
      } catch (thrown) {
        onError(messageOf(thrown));
      }
    }
  }

  return {
    ...{ sessions, version, metrics: METRICS, measure: measurementsOf },
    on(listener) {
      // Of its own, so that two who listen with one function are two.
      const own = (record: TelemetryRecord) => listener(record);
      listeners.add(own);
      return () => void listeners.delete(own);
    },
    heard: () => listeners.size > 0,
    run: (facts) => startRun(facts, tell),
    tool(tool, action) {
      const [clock, trace, id] = [startClock(), hex(16), hex(8)];
      return (error) =>
        tell({
          ...{ kind: "tool", name: `${OPERATION.tool} ${tool}.${action}`, trace, id, parent: null },
          ...{ startMs: clock.startMs, endMs: clock.now(), error },
          attributes: { ...toolAttributes(tool, action), ...errorIn(error) },
        });
    },
  };
}

function startRun(
  { session, skill, agent, version }: RunFacts,
  tell: (record: TelemetryRecord) => void,
): RunSpan {
  const { startMs, now } = startClock();
  const [trace, parent] = [hex(16), hex(8)];
  const common = { [NAMES.conversation]: session, [NAMES.agent]: agent, [NAMES.skill]: skill };

  function child(
    kind: "tool" | "model",
    name: string,
    ms: number,
    error: string | null,
    own: Attributes,
  ) {
    const endMs = now();
    tell({
      ...{ kind, name: `${OPERATION[kind]} ${name}`, trace, id: hex(8), parent },
      // A call cannot be longer than its run, whatever the run process says of it.
      ...{ startMs: Math.max(startMs, endMs - ms), endMs, error },
      attributes: { ...common, ...own, ...errorIn(error) },
    });
  }

  return {
    tool: ({ tool, action, ms, error }) =>
      child("tool", `${tool}.${action}`, ms, error, toolAttributes(tool, action)),
    model: (call) => child("model", call.model, call.ms, problemIn(call), modelAttributes(call)),
    end(outcome, error) {
      tell({
        ...{ kind: "run", name: `${OPERATION.run} ${agent}`, trace, id: parent, parent: null },
        ...{ startMs, endMs: now(), error },
        attributes: {
          ...{ ...common, [NAMES.operation]: OPERATION.run, [NAMES.agentVersion]: version },
          ...{ [NAMES.outcome]: outcome, ...errorIn(error) },
        },
      });
    },
  };
}

const toolAttributes = (tool: string, action: string): Attributes => ({
  [NAMES.operation]: OPERATION.tool,
  [NAMES.tool]: `${tool}.${action}`,
  [NAMES.toolType]: TOOL_TYPE,
});

const modelAttributes = (call: ModelCall): Attributes => ({
  [NAMES.operation]: OPERATION.model,
  [NAMES.provider]: call.provider,
  [NAMES.model]: call.model,
  [NAMES.outputType]: call.json ? "json" : "text",
  [NAMES.stream]: true,
  ...(call.temperature !== undefined && { [NAMES.temperature]: call.temperature }),
  [NAMES.inputTokens]: call.inputTokens,
  [NAMES.outputTokens]: call.outputTokens,
  [NAMES.tries]: call.tries,
});

/** An HTTP status is its own class of error, as the conventions name it. */
const problemIn = ({ outcome }: ModelCall): string | null =>
  outcome === "ok" ? null : outcome.replace(/^status /, "");

const errorIn = (error: string | null): Attributes =>
  error === null ? {} : { [NAMES.error]: error };

/** The day's time at the start, and from there on a clock that nobody sets. */
function startClock() {
  const [startMs, from] = [Date.now(), performance.now()];
  return { startMs, now: () => startMs + performance.now() - from };
}

const hex = (bytes: number): string => randomBytes(bytes).toString("hex");
