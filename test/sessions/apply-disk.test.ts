/** Applying on a disk that is full, read-only or slow to keep its word. */
import { execFileSync, spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync } from "node:fs";
import { rmSync, rmdirSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { applyStaged } from "../../core/sessions/apply.ts";
import { noFault } from "../../core/sessions/fault.ts";
import { stageArtifacts } from "../../core/sessions/stage.ts";
import { runApply } from "../fixtures/run-apply.ts";
import { BEFORE, leftovers, stageFive, standings } from "../fixtures/staged-set.ts";
import { tempWorkspace } from "../fixtures/temp-workspace.ts";
import { needs } from "../runner/needs.ts";

const test = suite("core/sessions/apply, disk");
const NOBODY = 65_534;

when(canMount(), "a mount", "writes all files or none at any level of a full disk", async () => {
  await using disk = smallDisk();
  await using temp = await tempWorkspace({}, { in: disk.path });
  let refused = 0;
  let applied = 0;
  for (let level = 0; level < 24; level++) {
    for (const name of readdirSync(temp.root)) rmSync(temp.at(name), { recursive: true });
    temp.write("a/0.bin", Buffer.alloc(50_000, 1));
    const artifacts = [0, 1, 2, 3, 4].map((n) => ({
      path: `${"abc"[n % 3]}/${n}.bin`,
      content: Buffer.alloc(100_000, level + 2),
    }));
    const { changed: files } = await stageArtifacts(temp.workspace, artifacts);
    // From nothing free to all that is needed and more, in uneven steps.
    const free = level * 29_311;
    const { bavail, bsize } = statfsSync(disk.path);
    temp.write("filler", Buffer.alloc(Math.max(bavail * bsize - free, 0)));
    const before = snapshot(temp.root);
    const error = await applyStaged({ ...temp, id: "session-1", files, fault: noFault }).then(
      () => null,
      (thrown) => thrown,
    );
    if (!error) {
      for (const { path, content } of files) assert.ok(readFileSync(temp.at(path)).equals(content));
      applied++;
      continue;
    }
    assert.is(error.code, "STORAGE_ERROR");
    assert.is(error.details.written, 0);
    assert.match(error.message, /'[abc]\/\d\.bin' could not be written: no space is left/);
    assert.equal(snapshot(temp.root), before);
    refused++;
  }
  assert.ok(refused > 3 && applied > 3, `${refused} refused, ${applied} applied`);
});

when(process.getuid?.() === 0, "root", "changes nothing where it may not write", async () => {
  await using temp = await tempWorkspace(BEFORE);
  const files = await stageFive(temp.workspace);
  chmodSync(dirname(temp.root), 0o755);
  for (const path of ["", "docs", "PRD.md", "docs/a.md"]) chownSync(temp.at(path), NOBODY, NOBODY);
  chmodSync(temp.at("docs"), 0o555);
  const { output } = await runApply({ ...temp, what: "apply", files, user: NOBODY });
  const { code, message, details } = JSON.parse(output);
  assert.is(code, "STORAGE_ERROR");
  assert.is(message, "Storage failed: 'docs/a.md' could not be written: permission denied");
  assert.is(details.written, 0);
  assert.equal(standings(temp.root), ["base", "base", "base", "base", "base"]);
  assert.equal(leftovers(temp.root), []);
});

needs("sh", test)("writes all files or none when descriptors run short at any step", async () => {
  const seen = new Set<string>();
  for (let most = 22; most < 32; most++) {
    await using temp = await tempWorkspace(BEFORE);
    const files = await stageFive(temp.workspace);
    const under = ["sh", "-c", `ulimit -n ${most}; exec "$@"`, "sh"];
    const before = snapshot(temp.root);
    const { output } = await runApply({ ...temp, what: "apply", files, under });
    if (output === "done") assert.equal([...new Set(standings(temp.root))], ["new"]);
    else assert.equal(snapshot(temp.root), before);
    seen.add(output.includes("too many files are open") ? "short" : output);
  }
  assert.ok(seen.has("short") && seen.has("done"), [...seen].join());
});

when(
  process.platform === "linux",
  "Linux",
  "keeps no descriptor of what it did or failed to do",
  async () => {
    await using temp = await tempWorkspace(BEFORE);
    const files = await stageFive(temp.workspace);
    const before = openFiles();
    for (let n = 0; n < 200; n++) {
      rmSync(temp.at("docs/b.md"), { recursive: true, force: true });
      if (n % 2) mkdirSync(temp.at("docs/b.md"));
      await applyStaged({ ...temp, id: "session-1", files, fault: noFault }).catch(() => {});
      await temp.workspace.read(n % 3 ? "docs" : "none/x", { maxBytes: 1 }).catch(() => {});
    }
    assert.is(openFiles(), before);
  },
);

needs("strace", test)(
  "flushes every file before the first rename, and every folder after the last",
  async () => {
    await using temp = await tempWorkspace(BEFORE);
    const files = await stageFive(temp.workspace);
    const calls =
      "trace=fsync,fdatasync,write,pwrite64,writev,fchmod,rename,renameat,renameat2,mkdir,mkdirat";
    const trace = join(temp.outside, "trace");
    const under = ["strace", "-f", "-y", "-o", trace, "-e", calls];
    assert.is((await runApply({ ...temp, what: "apply", files, under })).output, "done");
    const steps = traced(readFileSync(trace, "utf8"), temp.root);
    const first = steps.findIndex(({ call }) => call === "rename");
    const last = steps.findLastIndex(({ call }) => call === "rename");
    for (const [n, { path }] of files.entries()) {
      const name = join(dirname(path), `.metaforge-session-1-${n + 1}`);
      const flushed = steps.findLastIndex(({ call, at }) => call === "fsync" && at === name);
      const touched = steps.findLastIndex(({ call, at }) => call === "write" && at === name);
      assert.ok(touched >= 0 && touched < flushed && flushed < first, name);
      // The folder itself, and the folders that were made for it in theirs.
      for (let folder = dirname(path); ; folder = dirname(folder)) {
        const synced = steps.findLastIndex(({ call, at }) => call === "fsync" && at === folder);
        if (folder !== "." || path.includes("new/") || !path.includes("/"))
          assert.ok(synced > last, folder);
        if (folder === ".") break;
      }
    }
    assert.is(steps.filter(({ call }) => call === "rename").length, 5);
  },
);

test.run();

interface Step {
  readonly call: "fsync" | "write" | "rename" | "mkdir";
  /** Relative to the workspace. */
  readonly at: string;
}

/** The system calls that touch the workspace, in the order in which they ended. */
function traced(text: string, root: string): Step[] {
  const begun = new Map<string, string>();
  return text.split("\n").flatMap((line): Step[] => {
    const thread = line.slice(0, line.indexOf(" "));
    if (line.includes("<unfinished ...>")) begun.set(thread, line);
    const whole = line.includes("resumed>") ? (begun.get(thread) ?? "") : line;
    if (line.includes("<unfinished ...>")) return [];
    const call = /^\d+ +(\w+)\(/.exec(whole)?.[1] ?? "";
    if (call.startsWith("rename")) return [{ call: "rename", at: "" }];
    const path = /<([^>]*)>/.exec(whole)?.[1] ?? "";
    if (path !== root && !path.startsWith(`${root}/`)) return [];
    const at = path === root ? "." : path.slice(root.length + 1);
    return [{ call: call.includes("sync") ? "fsync" : "write", at }];
  });
}

function openFiles(): number {
  return readdirSync("/proc/self/fd").length;
}

function snapshot(root: string): Record<string, string> {
  const all = readdirSync(root, { recursive: true, withFileTypes: true });
  return Object.fromEntries(
    all.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path, entry.isFile() ? readFileSync(path).toString("latin1") : "folder"];
    }),
  );
}

function when(met: boolean, what: string, name: string, body: () => Promise<void>) {
  if (met) test(name, body);
  else test.skip(`${name} (needs ${what})`, body);
}

/** A file system of one megabyte in memory. */
function smallDisk() {
  const path = mkdtempSync(join(tmpdir(), "metaforge-disk-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", "size=1m", "metaforge-test", path]);
  return {
    path,
    [Symbol.asyncDispose]: async () => {
      execFileSync("umount", [path]);
      rmdirSync(path);
    },
  };
}

function canMount(): boolean {
  if (process.getuid?.() !== 0) return false;
  const path = mkdtempSync(join(tmpdir(), "metaforge-disk-"));
  const { status } = spawnSync("mount", ["-t", "tmpfs", "-o", "size=1m", "metaforge-test", path]);
  if (status === 0) spawnSync("umount", [path]);
  rmdirSync(path);
  return status === 0;
}
