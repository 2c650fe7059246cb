/** Applying: all files or none, only over what was reviewed, and never outside the workspace. */
import { chmodSync, chownSync, linkSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { renameSync, rmdirSync, rmSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { applyStaged, conflicts } from "../../core/sessions/apply.ts";
import { noFault } from "../../core/sessions/fault.ts";
import { stageArtifacts } from "../../core/sessions/stage.ts";
import { BEFORE, leftovers, stageFive, standings } from "../fixtures/staged-set.ts";
import { SECRET, tempWorkspace, WAYS } from "../fixtures/temp-workspace.ts";

const test = suite("core/sessions/apply");
const ALL_NEW = Array.from({ length: 5 }, () => "new");
const ALL_BASE = Array.from({ length: 5 }, () => "base");

each("writes every file and leaves nothing else behind", async (temp) => {
  const files = await stageFive(temp.workspace);
  assert.equal(await conflicts(temp.workspace, files), []);
  const places: string[] = [];
  await applyStaged({ ...temp, id: "session-1", files, fault: (place) => places.push(place) });
  assert.equal(standings(temp.root), ALL_NEW);
  assert.equal(leftovers(temp.root), []);
  assert.equal(places, [...five("temp"), "apply:temps", ...five("rename"), "apply:synced"]);
});

each("takes files that have the new bytes already for done", async (temp) => {
  const files = await stageFive(temp.workspace);
  temp.write("docs/a.md", "new a\n");
  temp.write("docs/b.md", "new b\n");
  assert.equal(await conflicts(temp.workspace, files), []);
  await applyStaged({ ...temp, id: "session-1", files, fault: noFault });
  assert.equal(standings(temp.root), ALL_NEW);
  assert.equal(leftovers(temp.root), []);
});

each("finds what was edited, deleted, made or turned into something else since", async (temp) => {
  const files = await stageFive(temp.workspace);
  rmSync(temp.at("PRD.md"));
  mkdirSync(temp.at("spec.json"));
  temp.write("docs/a.md", "edited");
  symlinkSync(join(temp.outside, "none"), temp.at("docs/b.md"));
  temp.write("new", "a file");
  const all = ["PRD.md", "spec.json", "docs/a.md", "docs/b.md", "new/deep/c.md"];
  assert.equal(await conflicts(temp.workspace, files), all);
});

each("finds an edit that is larger than any staged file", async (temp) => {
  const files = await stageFive(temp.workspace);
  temp.write("PRD.md", Buffer.alloc(11 * 1024 * 1024));
  assert.equal(await conflicts(temp.workspace, files), ["PRD.md"]);
});

each(
  "follows no link put there after the staging: to a file, dangling, or for a folder",
  async (temp) => {
    const files = await stageFive(temp.workspace);
    symlinkSync(join(temp.outside, "secret.txt"), temp.at("spec.json"));
    symlinkSync(join(temp.outside, "made.md"), temp.at("docs/b.md"));
    symlinkSync(temp.outside, temp.at("new"));
    assert.equal(await conflicts(temp.workspace, files), [
      "spec.json",
      "docs/b.md",
      "new/deep/c.md",
    ]);
    await stops(temp, files, "CONFLICT");
    assert.equal(readdirSync(temp.outside), ["secret.txt"]);
    assert.is(readFileSync(join(temp.outside, "secret.txt"), "utf8"), SECRET);
  },
);

const MEANWHILE: Record<string, (temp: Temp) => void> = {
  "a file is edited": (temp) => temp.write("docs/a.md", "edited"),
  "a folder takes a file's place": (temp) => mkdirSync(temp.at("docs/b.md")),
  "a link takes a file's place": (temp) => symlinkSync(temp.outside, temp.at("docs/b.md")),
  "a folder is exchanged for a link": (temp) => {
    renameSync(temp.at("docs"), temp.at("docs-before"));
    symlinkSync(temp.outside, temp.at("docs"));
  },
  "a folder is exchanged for a copy": (temp) => {
    renameSync(temp.at("docs"), temp.at("docs-before"));
    temp.write("docs/a.md", BEFORE["docs/a.md"]);
  },
};

for (const [what, happen] of Object.entries(MEANWHILE)) {
  each(
    `takes everything back when ${what} between the check and the first rename`,
    async (temp) => {
      const files = await stageFive(temp.workspace);
      const fault = (place: string) => place === "apply:temps" && happen(temp);
      const error = await stops(temp, files, "CONFLICT", fault);
      assert.ok(error.details.paths.every((path: string) => path.startsWith("docs")));
      assert.is(readFileSync(temp.at("PRD.md"), "utf8"), BEFORE["PRD.md"]);
      assert.not(readdirSync(temp.root).includes("new"));
      assert.equal(readdirSync(temp.outside), ["secret.txt"]);
    },
  );
}

each("takes everything back when the workspace is moved meanwhile", async (temp) => {
  const files = await stageFive(temp.workspace);
  const moved = `${temp.root}-moved`;
  const fault = (place: string) => place === "apply:temps" && renameSync(temp.root, moved);
  const error = await failure(applyStaged({ ...temp, id: "session-1", files, fault }));
  assert.is(error.code, "UNAVAILABLE");
  assert.is(error.details.written, 0);
  assert.equal(standings(moved), ALL_BASE);
});

each("leaves what another name of the file shows", async (temp) => {
  linkSync(temp.at("PRD.md"), join(temp.outside, "other-name"));
  const files = await stageFive(temp.workspace);
  await applyStaged({ ...temp, id: "session-1", files, fault: noFault });
  assert.is(readFileSync(temp.at("PRD.md"), "utf8"), "new prd\n");
  assert.is(readFileSync(join(temp.outside, "other-name"), "utf8"), BEFORE["PRD.md"]);
});

each("keeps permission bits as they are when it writes, and gives no setuid", async (temp) => {
  chmodSync(temp.at("PRD.md"), 0o4750);
  chmodSync(temp.at("docs/a.md"), 0o600);
  const files = await stageFive(temp.workspace);
  chmodSync(temp.at("docs/a.md"), 0o662);
  await applyStaged({ ...temp, id: "session-1", files, fault: noFault });
  const mode = (path: string) => statSync(temp.at(path)).mode & 0o7777;
  assert.is(mode("PRD.md"), 0o750);
  assert.is(mode("docs/a.md"), 0o662);
  assert.is(mode("spec.json"), 0o644 & ~process.umask());
});

asRoot("leaves a file with its owner", async () => {
  await using temp = await tempWorkspace(BEFORE);
  chownSync(temp.at("PRD.md"), 65_534, 65_534);
  const files = await stageFive(temp.workspace);
  await applyStaged({ ...temp, id: "session-1", files, fault: noFault });
  assert.is(statSync(temp.at("PRD.md")).uid, 65_534);
});

each(
  "replaces a temp file, or a link of its name, that was left by an earlier try",
  async (temp) => {
    const files = await stageFive(temp.workspace);
    symlinkSync(join(temp.outside, "secret.txt"), temp.at(".metaforge-session-1-1"));
    temp.write("docs/.metaforge-session-1-3", "left over");
    await applyStaged({ ...temp, id: "session-1", files, fault: noFault });
    assert.equal(standings(temp.root), ALL_NEW);
    assert.equal(leftovers(temp.root), []);
    assert.is(readFileSync(join(temp.outside, "secret.txt"), "utf8"), SECRET);
  },
);

each("writes nothing of a staged set whose bytes were damaged", async (temp) => {
  const files = await stageFive(temp.workspace);
  files[4]!.content[0]! ^= 1;
  await stops(temp, files, "STORAGE_ERROR");
  assert.equal(standings(temp.root), ALL_BASE);
});

each("says that it has begun when it fails after the first rename", async (temp) => {
  const files = await stageFive(temp.workspace);
  // The second file's temp vanishes: its rename can never succeed.
  const fault = (place: string) =>
    place === "apply:rename:1" && rmSync(temp.at(".metaforge-session-1-2"));
  const error = await failure(applyStaged({ ...temp, id: "session-1", files, fault }));
  assert.is(error.code, "STORAGE_ERROR");
  assert.is(error.details.written, 1);
  assert.match(error.message, /1 of 5 files are written.*spec\.json/);
});

each("tries a rename again that fails after the first one", async (temp) => {
  const files = await stageFive(temp.workspace);
  const fault = (place: string) => {
    if (place !== "apply:rename:1") return;
    mkdirSync(temp.at("spec.json"));
    setTimeout(() => rmdirSync(temp.at("spec.json")), 30);
  };
  await applyStaged({ ...temp, id: "session-1", files, fault });
  assert.equal(standings(temp.root), ALL_NEW);
});

test("writes several megabytes whole", async () => {
  await using temp = await tempWorkspace();
  const content = Buffer.alloc(5_000_001, "0123456789abc");
  const { changed } = await stageArtifacts(temp.workspace, [{ path: "a.bin", content }]);
  await applyStaged({ ...temp, id: "session-1", files: changed, fault: noFault });
  assert.ok(readFileSync(temp.at("a.bin")).equals(content));
});

test.run();

function five(what: string): string[] {
  return [1, 2, 3, 4, 5].map((k) => `apply:${what}:${k}`);
}

type Temp = Awaited<ReturnType<typeof tempWorkspace>>;

function each(name: string, body: (temp: Temp) => Promise<void>) {
  for (const way of WAYS) {
    test(way.byHandle ? name : `${name}, without descriptors`, async () => {
      await using temp = await tempWorkspace(BEFORE, way);
      await body(temp);
    });
  }
}

function asRoot(name: string, body: () => Promise<void>) {
  if (process.getuid?.() === 0) test(name, body);
  else test.skip(`${name} (needs root)`, body);
}

async function stops(
  temp: Temp,
  files: Awaited<ReturnType<typeof stageFive>>,
  code: string,
  fault: (place: string) => unknown = noFault,
) {
  const error = await failure(applyStaged({ ...temp, id: "session-1", files, fault }));
  assert.is(error?.code, code);
  assert.is(error.details.written, 0);
  // A folder that is addressed by name cannot be cleaned once it has another name.
  const moved = "docs-before/.metaforge";
  const left = leftovers(temp.root).filter((path) => temp.byHandle || !path.startsWith(moved));
  assert.equal(left, []);
  assert.not.match(error.message, temp.root);
  return error;
}

function failure(work: Promise<unknown>) {
  return work.then(
    () => null,
    (thrown) => thrown,
  );
}
