/**
 * Answers the two reads that everything polls, health and one session, before the router.
 * They are the same answers as the routes give; the router alone costs more than the answer.
 */
import { health } from "./routes/system.ts";
import { toView } from "./present.ts";
import type { Services } from "./services.ts";

const SESSION = "/api/v1/session/";
/** `session-` and a UUID. */
const TARGET_LENGTH = SESSION.length + 44;
const ID = /^session-[0-9a-f-]{36}$/;
/** Answers kept; all of them go with the next commit. */
const KEPT = 1000;

/** A 200's JSON body, or null when the router has to answer. */
export type Fast = (target: string) => string | null;

export function createFast(services: Services): Fast {
  const { store, registry } = services;
  let healthFor = "";
  let healthBody = "";
  let sessionsFor = -1;
  const sessions = new Map<string, string>();

  function healthNow(): string {
    const key = `${registry.generation()} ${services.uptime()} ${services.llm()}`;
    if (key !== healthFor) {
      healthBody = JSON.stringify(health(services));
      healthFor = key;
    }
    return healthBody;
  }

  function sessionNow(id: string): string | null {
    if (sessionsFor !== store.version() || sessions.size >= KEPT) {
      sessions.clear();
      sessionsFor = store.version();
    }
    const kept = sessions.get(id);
    if (kept !== undefined) return kept;
    const session = ID.test(id) ? store.get(id) : null;
    // One that waits for a decision is compared with its input files first; that is the router's work.
    if (!session || session.status === "pending_approval") return null;
    const body = JSON.stringify(toView(session));
    sessions.set(id, body);
    return body;
  }

  return (target) => {
    if (target === "/api/v1/health") return healthNow();
    if (target.length !== TARGET_LENGTH || !target.startsWith(SESSION)) return null;
    return sessionNow(target.slice(SESSION.length));
  };
}
