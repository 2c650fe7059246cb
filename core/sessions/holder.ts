/** The note in a workspace that says which process holds it, and at which port of this machine it answers. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

export interface Holder {
  readonly pid: number;
  /** Since when, as ISO 8601. */
  readonly since: string;
  /** Known once the gateway listens. */
  readonly port?: number;
}

/** Only for whoever holds the database: the lock is there, this is what people and commands are told. */
export function writeHolder(folder: string, holder: Holder): void {
  writeFileSync(join(folder, "holder.json"), JSON.stringify(holder), { mode: 0o600 });
}

/** For a message: empty when the note says nothing. */
export function heldBy(folder: string): string {
  const file = join(folder, "holder.json");
  if (!existsSync(file)) return "";
  try {
    const { pid, since, port } = JSON.parse(readFileSync(file, "utf8")) as Record<string, unknown>;
    const where = port === undefined ? "" : `, at port ${String(port)} of this machine`;
    return `: process ${String(pid)}, since ${String(since)}${where}; \`metaforge stop\` ends it`;
  } catch {
    return "";
  }
}
