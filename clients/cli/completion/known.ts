/** What the gateway and the workspace know that can be typed: ids, skills, plugins. Starts nothing, waits for little. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { findGateway, namedUrl } from "../gateway/find.ts";
import { workspaceOf } from "../gateway/workspace.ts";
import type { Shell } from "../shell.ts";
import { ago } from "../terminal/time.ts";

/** A word that may stand at the cursor. */
export interface Candidate {
  readonly value: string;
  readonly says: string;
}

/** What was given on the line so far. */
export type Given = Readonly<Record<string, string>>;

/**
 * Milliseconds for everything that is asked of a gateway. It answers in 20; a busy machine takes longer, and a person
 * who has pressed a key waits no more than half a second for nothing.
 */
const PATIENCE = 400;
const MOST = 50;
const PACKAGE = fileURLToPath(new URL("../../../", import.meta.url));

export async function pendingIds(given: Given, shell: Shell): Promise<Candidate[]> {
  const { pending = [] } = await ask<{ pending: Pending[] }>("/pending", given, shell);
  return pending
    .toReversed()
    .slice(0, MOST)
    .map(({ session_id: value, skill, created, artifacts }) => {
      const files = `${artifacts.length} ${artifacts.length === 1 ? "file" : "files"}`;
      return { value, says: `${skill}, ${files}, ${ago(created, shell.now())}` };
    });
}

/** `status` "" means any. */
export async function sessionIds(status: string, given: Given, shell: Shell): Promise<Candidate[]> {
  const query = `limit=${MOST}${status ? `&status=${status}` : ""}`;
  const { sessions = [] } = await ask<{ sessions: Head[] }>(`/sessions?${query}`, given, shell);
  return sessions.map(({ id: value, skill, status: now, created }) => ({
    value,
    says: `${skill}, ${now.replaceAll("_", " ")}, ${ago(created, shell.now())}`,
  }));
}

/** Of the gateway, else by the folders in which they lie. */
export async function skillNames(given: Given, shell: Shell): Promise<Candidate[]> {
  const { skills } = await ask<{ skills: Skill[] }>("/skills", given, shell);
  // A word that begins with a hyphen would be an option, such as --yes.
  const shown = skills?.filter(({ name }) => !name.startsWith("-"));
  if (shown) return shown.map(({ name: value, description: says }) => ({ value, says }));
  const own = foldersIn(join(PACKAGE, "skills"));
  return [...own, ...foldersIn(join(workspaceOf(given, shell), "skills"))];
}

/** Of the workspace, whether or not they are loaded. */
export function pluginNames(given: Given, shell: Shell): Candidate[] {
  const workspace = workspaceOf(given, shell);
  return ["plugins", "skills"].flatMap((folder) => foldersIn(join(workspace, folder)));
}

interface Head {
  readonly id: string;
  readonly skill: string;
  readonly status: string;
  readonly created: string;
}
interface Pending {
  readonly session_id: string;
  readonly skill: string;
  readonly created: string;
  readonly artifacts: readonly unknown[];
}
interface Skill {
  readonly name: string;
  readonly description: string;
}

/** `{}` when no gateway runs, or none answers in time. */
async function ask<T extends object>(
  path: string,
  given: Given,
  shell: Shell,
): Promise<Partial<T>> {
  const signal = AbortSignal.timeout(PATIENCE);
  const url = namedUrl(given, shell) ?? (await findGateway(workspaceOf(given, shell), signal))?.url;
  if (url === undefined) return {};
  const { METAFORGE_API_KEY: key } = shell.env;
  const headers = key ? { authorization: `Bearer ${key}` } : {};
  const response = await fetch(new URL(`/api/v1${path}`, url), {
    headers,
    signal,
    redirect: "error",
  });
  return response.ok ? ((await response.json()) as T) : {};
}

function foldersIn(parent: string): Candidate[] {
  try {
    return readdirSync(parent, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && /^[a-z][a-z0-9-]*$/.test(entry.name))
      .map(({ name }) => ({ value: name, says: "" }));
  } catch {
    return [];
  }
}
