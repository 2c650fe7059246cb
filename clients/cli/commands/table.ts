/** The commands, in the order in which they are shown; each is loaded when it is asked for. */
import type { Command } from "../command.ts";

export interface CommandRow {
  /** The sentence in the overview and at the top of the command's help. */
  readonly says: string;
  /** Left out of the overview. */
  readonly hidden?: boolean;
  // oxlint-disable-next-line typescript/no-explicit-any -- each command has options of its own
  readonly load: () => Promise<{ default: Command<any> }>;
}

export const COMMANDS: Readonly<Record<string, CommandRow>> = {
  init: { says: "Begin a project: write a PRD by interview", load: () => import("./init.ts") },
  run: { says: "Run a skill, look at its changes, approve them", load: () => import("./run.ts") },
  status: { says: "Show the gateway, its tools and skills", load: () => import("./status.ts") },
  sessions: { says: "List sessions, newest first", load: () => import("./sessions.ts") },
  pending: { says: "List what waits for a decision", load: () => import("./pending.ts") },
  show: { says: "Show one session: state, findings, files", load: () => import("./show.ts") },
  diff: { says: "Show what an approval would write", load: () => import("./diff.ts") },
  approve: { says: "Write a session's files", load: () => import("./approve.ts") },
  reject: { says: "Turn a session's files down", load: () => import("./reject.ts") },
  evidence: { says: "Print what a decision stood on", load: () => import("./evidence.ts") },
  cancel: { says: "End a run that is under way", load: () => import("./cancel.ts") },
  start: { says: "Start a gateway in this terminal", load: () => import("./start.ts") },
  stop: { says: "Stop the gateway of a workspace", load: () => import("./stop.ts") },
  doctor: { says: "Check this machine, say what to do", load: () => import("./doctor.ts") },
  new: { says: "Write a new plugin, with its test", load: () => import("./new.ts") },
  test: { says: "Run the tests of your plugins", load: () => import("./test.ts") },
  trust: { says: "Trust the plugins of a workspace", load: () => import("./trust.ts") },
  completion: { says: "Print completion for a shell", load: () => import("./completion.ts") },
  complete: {
    says: "Print completions of a command line",
    hidden: true,
    load: () => import("./complete.ts"),
  },
};
