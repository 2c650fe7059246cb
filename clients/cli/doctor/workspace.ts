/** What the doctor says of the workspace: rights, room, the kind of file system, and the gateway's data in it. */
import { constants } from "node:fs";
import { access, lstat, statfs } from "node:fs/promises";
import { join } from "node:path";
import { checkDatabase } from "../../../core/sessions/check-database.ts";
import { isAlive, readNote } from "../gateway/find.ts";
import type { Found } from "../gateway/find.ts";
import { isTooWide } from "../gateway/workspace.ts";
import { checksOf } from "./check.ts";
import type { Check } from "./check.ts";

const { ok, warning, problem } = checksOf("workspace");
const MIB = 1024 ** 2;

/** Linux' numbers for file systems on which locks or flushes may not hold (statfs(2), linux/magic.h). */
const FOREIGN = new Map([
  [0x6969, "NFS"],
  [0x517b, "SMB"],
  [0xff534d42, "CIFS"],
  [0xfe534d42, "SMB2"],
  [0x01021997, "9p (a folder of the host)"],
  [0x65735546, "FUSE"],
  [0x786f4256, "a folder shared by VirtualBox"],
]);

export async function checkWorkspace(workspace: string, running: Found | null): Promise<Check[]> {
  const data = join(workspace, ".metaforge");
  return [
    await checkRights(workspace),
    ...(await checkDisk(workspace)),
    await checkData(data),
    checkStore(data, workspace, running),
  ];
}

async function checkRights(workspace: string): Promise<Check> {
  const may = async (mode: number) =>
    access(workspace, mode).then(
      () => true,
      () => false,
    );
  if (!(await may(constants.R_OK | constants.X_OK)))
    return problem("folder", `${workspace} cannot be read`, "look at its owner and rights");
  if (!(await may(constants.W_OK)))
    return problem(
      "folder",
      `${workspace} cannot be written`,
      "look at its owner and rights: an approval writes files there",
    );
  if (isTooWide(workspace))
    return warning(
      "folder",
      `${workspace} is no project's folder`,
      "go to your project, or name it with -w DIR",
    );
  return ok("folder", `${workspace} can be read and written`);
}

async function checkDisk(workspace: string): Promise<Check[]> {
  const { bavail, bsize, type } = await statfs(workspace);
  const free = bavail * bsize;
  const says = `${free > 10 * 1024 * MIB ? `${Math.floor(free / 1024 / MIB)} GiB` : `${Math.floor(free / MIB)} MiB`} free`;
  const kind = process.platform === "linux" ? FOREIGN.get(type >>> 0) : undefined;
  const checks = [room(free, says)];
  if (kind) {
    checks.push(
      warning(
        "file system",
        `${kind}: locks and flushes to disk may not hold there`,
        "keep the project on a disk of this machine; a power cut or a second gateway could harm its sessions",
      ),
    );
  }
  return checks;
}

/** A run may propose 50 MiB, and its bytes lie there twice until they are approved. */
function room(free: number, says: string): Check {
  const todo = "make room: proposals, sessions and logs are stored there";
  if (free < 100 * MIB) return problem("disk", says, todo);
  return free < 1024 * MIB ? warning("disk", says, todo) : ok("disk", says);
}

async function checkData(folder: string): Promise<Check> {
  const stats = await lstat(folder).catch(() => null);
  if (!stats) return ok(".metaforge", "not there yet; the first start makes it");
  if (stats.isSymbolicLink())
    return problem(".metaforge", "is a link, and no gateway starts on one", "remove it");
  if (!stats.isDirectory()) return problem(".metaforge", "is no folder", "remove it");
  if (process.platform === "win32") return ok(".metaforge", "is there");
  const mode = (stats.mode & 0o777).toString(8).padStart(4, "0");
  const uid = process.geteuid?.() ?? stats.uid;
  if (stats.uid !== uid && uid !== 0)
    return problem(
      ".metaforge",
      "belongs to another user",
      "change its owner to yours, with everything in it",
    );
  if ((stats.mode & 0o077) !== 0)
    return warning(
      ".metaforge",
      `others may look into it (${mode})`,
      "the next start sets 0700; or: chmod 700 .metaforge",
    );
  return ok(".metaforge", `for you alone (${mode})`);
}

function checkStore(folder: string, workspace: string, running: Found | null): Check {
  const what = "sessions";
  if (running) return ok(what, `held by the gateway that runs (process ${running.pid})`);
  const state = checkDatabase(folder);
  const note = readNote(workspace);
  if (state.at === "held") {
    const by = note && isAlive(note.pid) ? `process ${note.pid}` : "another process";
    return problem(
      what,
      `${by} holds the database and does not answer`,
      "end it, or wait until it has started",
    );
  }
  if (state.at === "damaged")
    return problem(
      what,
      `the database is damaged (${state.why})`,
      "move .metaforge/metaforge.db away to start afresh; files that were approved are not in it",
    );
  return ok(what, state.at === "absent" ? "none yet" : "the database is sound");
}
