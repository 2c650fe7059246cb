/** The folder in a workspace where the gateway keeps what it knows: for its owner alone, and never behind a link. */
import { chmodSync, closeSync, lstatSync, mkdirSync, openSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { fail } from "../errors.ts";
import { ioError } from "../workspace/io-error.ts";

/** Files that are opened or written at every start, the database's own helpers among them. */
const FILES = [
  "",
  ".gitignore",
  "holder.json",
  "metaforge.db",
  "metaforge.db-wal",
  "metaforge.db-shm",
];

/** Makes the folder and an empty database file. Throws START_REFUSED for a link, STORAGE_ERROR for a refusal. */
export function prepareFolder(folder: string): void {
  for (const name of FILES) refuseLink(folder, name);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
    writeFileSync(join(folder, ".gitignore"), "*\n");
    // Before the engine opens it: its helpers get the permissions that the database has then.
    const file = join(folder, "metaforge.db");
    closeSync(openSync(file, "a", 0o600));
    chmodSync(file, 0o600);
  } catch (thrown) {
    const { message } = ioError(basename(folder), "could not be made in the workspace", thrown);
    throw fail("START_REFUSED", { problem: message.replace("Storage failed: ", "") });
  }
}

/** A repository can bring links of these names, and whatever they point to would be overwritten. */
function refuseLink(folder: string, name: string): void {
  const found = lstatSync(join(folder, name), { throwIfNoEntry: false });
  if (!found?.isSymbolicLink()) return;
  throw fail("START_REFUSED", {
    problem: `'${join(basename(folder), name)}' is a link; remove it`,
  });
}
