/**
 * Answers the two reads that everything polls, health and one session, before the router.
 * They are the same answers as the routes give; the router alone costs more than the answer.
 */
import { SESSION_ID } from "../sessions/id.ts";
import { health } from "./routes/system.ts";
import { toView } from "./present.ts";
import type { Services } from "./services.ts";

const SESSION = "/api/v1/session/";
/** `session-` and 36 more. */
const TARGET_LENGTH = SESSION.length + 44;
/** Characters of answers kept; the oldest make room. */
const KEPT = 8 * 1024 * 1024;

/** A 200's JSON body, or null when the router has to answer. */
export type Fast = (target: string) => string | null;

export function createFast(services: Services): Fast {
  const { store, registry } = services;
  let healthFor = "";
  let healthBody = "";
  const sessions = new Map<string, string>();
  let kept = 0;
  store.onChange(forget);

  function healthNow(): string {
    const key = `${registry.generation()} ${services.uptime()} ${services.llm()}`;
    if (key !== healthFor) {
      healthBody = JSON.stringify(health(services));
      healthFor = key;
    }
    return healthBody;
  }

  function forget(id: string): void {
    kept -= sessions.get(id)?.length ?? 0;
    sessions.delete(id);
  }

  function sessionNow(id: string): string | null {
    const known = sessions.get(id);
    if (known !== undefined) return known;
    const session = SESSION_ID.test(id) ? store.get(id) : null;
    // One that waits for a decision is compared with its input files first; that is the router's work.
    if (!session || session.status === "pending_approval") return null;
    const body = JSON.stringify(toView(session));
    sessions.set(id, body);
    kept += body.length;
    for (const oldest of sessions.keys()) {
      if (kept <= KEPT) break;
      forget(oldest);
    }
    return body;
  }

  return (target) => {
    if (target === "/api/v1/health") return healthNow();
    if (target.length !== TARGET_LENGTH || !target.startsWith(SESSION)) return null;
    return sessionNow(target.slice(SESSION.length));
  };
}
