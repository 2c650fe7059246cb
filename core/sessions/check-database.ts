/** Looks at a workspace's database without changing it: whether it is there, held by a gateway, or damaged. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { messageOf } from "../errors.ts";

export type DatabaseState =
  | { readonly at: "absent" | "held" | "sound" }
  | { readonly at: "damaged"; readonly why: string };

/** SQLite's code for a database that another process holds. */
const BUSY = 5;

export function checkDatabase(folder: string): DatabaseState {
  const file = join(folder, "metaforge.db");
  if (!existsSync(file)) return { at: "absent" };
  let db: DatabaseSync | undefined;
  try {
    db = new DatabaseSync(file, { readOnly: true, timeout: 0 });
    const { quick_check: said } = db.prepare("PRAGMA quick_check(1)").get() as {
      quick_check: string;
    };
    return said === "ok" ? { at: "sound" } : { at: "damaged", why: said };
  } catch (thrown) {
    if ((thrown as { errcode?: number }).errcode === BUSY) return { at: "held" };
    return { at: "damaged", why: messageOf(thrown) };
  } finally {
    db?.close();
  }
}
