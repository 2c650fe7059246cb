/**
 * Writes approved files into the workspace: all of them, or after a crash none or all.
 *
 * Order: every base is checked (`conflicts`), the caller commits `applying` (that row is the journal), then
 * every new file is written beside its target and made durable, then all bases are checked once more, then
 * all are renamed, then the folders are made durable, then the caller commits `completed`. Up to the first
 * rename everything can be taken back; from there it only goes forward. Another program that reads
 * meanwhile may see some files new and some old.
 */
import { renameSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fail, isGatewayError } from "../errors.ts";
import { sha256, splitPath } from "../workspace/files.ts";
import type { Workspace } from "../workspace/files.ts";
import { closeFolder, entry, isInPlace, syncFolder } from "../workspace/folder.ts";
import type { Folder } from "../workspace/folder.ts";
import { ioError, systemCode } from "../workspace/io-error.ts";
import { readEntry } from "../workspace/read.ts";
import { removeFolder, removeTemp, tempName, writeTemps } from "../workspace/temp.ts";
import type { TempFile } from "../workspace/temp.ts";
import type { Fault } from "./fault.ts";
import type { StagedContent, StagedFile } from "./model.ts";

export interface ApplyJob {
  readonly workspace: Workspace;
  /** The session's id; temp files carry it in their names. */
  readonly id: string;
  readonly files: readonly StagedContent[];
  readonly fault: Fault;
}

/** How the workspace's file compares with a staged one: already the new bytes, untouched, or someone's edit. */
export type Standing = "new" | "base" | "edited";

/**
 * Paths whose file is no longer what it was when it was staged; a link or a folder in its place counts, too.
 * Files that have the new bytes already are no conflict. Throws STORAGE_ERROR and UNAVAILABLE.
 */
export async function conflicts(
  workspace: Workspace,
  files: readonly StagedFile[],
): Promise<string[]> {
  const edited: string[] = [];
  for (const file of files) {
    if ((await standing(workspace, file)) === "edited") edited.push(file.path);
  }
  return edited;
}

/**
 * Writes the files of a session that is `applying`; two sessions with a path in common must not be in here
 * at once. Throws STORAGE_ERROR, UNAVAILABLE, or CONFLICT (`paths`) when a base changed after it was
 * checked. `details.written` counts the files that stand: at 0 the workspace is as it was, above it the
 * session has to stay `applying` until recoverApply has finished it.
 * Places: `apply:temp:1…`, `apply:temps`, `apply:rename:1…`, `apply:synced`.
 */
export async function applyStaged(job: ApplyJob): Promise<void> {
  const found = job.files.map(() => "base" as const);
  await place(job, found, "apply");
}

export async function standing(workspace: Workspace, file: StagedFile): Promise<Standing> {
  const { folder, name } = splitPath(file.path);
  let held: Folder | null = null;
  try {
    held = workspace.folder(folder);
    if (!held) return file.baseHash === null ? "base" : "edited";
    return await standingIn(held, name, file);
  } catch (error) {
    // A link, a pipe, a file where a folder was: somebody put it there after the staging.
    if (isGatewayError(error) && error.code === "VALIDATION_ERROR") return "edited";
    throw error;
  } finally {
    if (held) closeFolder(held);
  }
}

interface Slot extends TempFile {
  readonly file: StagedContent;
}

/**
 * Writes the files that were found with their base. Of those found new only the folder is made durable;
 * edited ones are left alone. A file's temp name comes from its place in the whole list, so that a later
 * recovery, which finds other files to write, still knows every name.
 */
export async function place(job: ApplyJob, found: readonly Standing[], where: string) {
  const { workspace, id, files, fault } = job;
  const folders = new Map<string, Folder>();
  const made: string[] = [];
  const slots: Slot[] = [];
  let renamed = 0;
  try {
    for (const [n, file] of files.entries()) {
      if (found[n] === "edited") continue;
      const { folder, name } = splitPath(file.path);
      const held = hold(folder);
      if (found[n] === "new") continue;
      if (sha256(file.content) !== file.newHash) throw damaged(file.path);
      slots.push({ file, folder: held, name, temp: tempName(id, n + 1) });
    }
    for (let k = 0; k < slots.length; k += FLUSHES) {
      const some = slots.slice(k, k + FLUSHES);
      await writeTemps(some);
      for (const n of some.keys()) fault(`${where}:temp:${k + n + 1}`);
    }
    fault(`${where}:temps`);
    await renameAll();
    for (const path of made) hold(splitPath(path).folder);
    await syncAll([...folders.values()]);
    fault(`${where}:synced`);
  } catch (error) {
    if (renamed === 0) {
      for (const slot of slots) removeTemp(slot.folder, slot.temp);
      // Before the next step, which opens folders again: descriptors may be what is short.
      release();
      for (const path of made.toReversed()) removeFolder(workspace, path);
    }
    throw stopped(error, renamed, files.length);
  } finally {
    release();
  }

  function release(): void {
    for (const folder of folders.values()) closeFolder(folder);
    folders.clear();
  }

  function hold(path: string): Folder {
    const known = folders.get(path);
    if (known) return known;
    const held = openForWriting(workspace, path, made);
    folders.set(path, held);
    return held;
  }

  async function renameAll(): Promise<void> {
    const edited: string[] = [];
    const waiting: Slot[] = [];
    for (const slot of slots) {
      const now = await standingOr(slot);
      if (now === "edited") edited.push(slot.file.path);
      if (now === "new") removeTemp(slot.folder, slot.temp);
      if (now === "base") waiting.push(slot);
    }
    for (const [path, folder] of folders) {
      if (isInPlace(folder)) continue;
      workspace.check();
      edited.push(path);
    }
    if (edited.length > 0) throw changedMeanwhile(edited);
    for (const slot of waiting) {
      await rename(slot, renamed === 0 ? [] : RETRY_AFTER_MS);
      renamed++;
      fault(`${where}:rename:${renamed}`);
    }
  }
}

/** Waits for every flush, also after one has failed: the folders are closed next. */
async function syncAll(folders: readonly Folder[]): Promise<void> {
  const synced = folders.map(syncFolder);
  await Promise.allSettled(synced);
  await Promise.all(synced);
}

/** Flushed at once: as many as Node has threads for files. The disk then serves them with one commit. */
const FLUSHES = 4;

/** Waits between tries of a rename that should not be given up: 1.3 s in all, for virus scanners and the like. */
const RETRY_AFTER_MS = [10, 50, 250, 1_000];

async function rename({ folder, temp, name, file }: Slot, waits: readonly number[]) {
  for (let tries = 0; ; tries++) {
    try {
      return renameSync(entry(folder, temp), entry(folder, name));
    } catch (error) {
      const wait = systemCode(error) === "ENOENT" ? undefined : waits[tries];
      if (wait === undefined) throw ioError(file.path, "could not be written", error);
      await sleep(wait);
    }
  }
}

async function standingOr({ folder, name, file }: Slot): Promise<Standing> {
  try {
    return await standingIn(folder, name, file);
  } catch (error) {
    if (isGatewayError(error) && error.code === "VALIDATION_ERROR") return "edited";
    throw error;
  }
}

async function standingIn(folder: Folder, name: string, file: StagedFile): Promise<Standing> {
  const now = await readEntry(folder, name, LONGEST_BASE).catch((error: unknown) => {
    if (isGatewayError(error) && error.code === "PAYLOAD_TOO_LARGE") return "larger" as const;
    throw error;
  });
  if (now === "larger") return "edited";
  const hash = now && sha256(now.bytes);
  if (hash === file.newHash) return "new";
  return hash === file.baseHash ? "base" : "edited";
}

/** Staging takes no base above 10 MiB, so that a file above it has been edited. */
const LONGEST_BASE = 10 * 1024 * 1024;

function openForWriting(workspace: Workspace, path: string, made: string[]): Folder {
  try {
    return workspace.folder(path, made)!;
  } catch (error) {
    if (isGatewayError(error) && error.code === "VALIDATION_ERROR") throw changedMeanwhile([path]);
    throw error;
  }
}

function changedMeanwhile(paths: string[]): Error {
  const problem = `changed in the workspace since the run: ${paths.join(", ")}`;
  return fail("CONFLICT", { problem, paths });
}

function damaged(path: string): Error {
  return fail("STORAGE_ERROR", { path, problem: `the staged bytes of '${path}' are damaged` });
}

function stopped(error: unknown, written: number, of: number): Error {
  const known = isGatewayError(error) ? error : fail("INTERNAL_ERROR", {}, { cause: error });
  const { message, details } = known;
  if (written === 0) return fail(known.code, { ...details, written }, { message, cause: error });
  const problem = `${written} of ${of} files are written; approve again to write the rest, or it follows at the next start: ${message}`;
  return fail("STORAGE_ERROR", { ...details, problem, written }, { cause: error });
}
