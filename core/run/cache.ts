/** Keeps the folder of the tools' caches within its size: what was not used for longest goes first. */
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";

/**
 * Removes files below `root` (absolute), oldest time of writing first, until they are at most `maxBytes` together. Never rejects.
 * Returns the bytes that are left. A file that another process takes away meanwhile is none of its business.
 */
export async function trimCache(root: string, maxBytes: number): Promise<number> {
  const files = await filesBelow(root);
  let bytes = files.reduce((sum, { size }) => sum + size, 0);
  for (const { path, size } of files.toSorted((a, b) => a.usedMs - b.usedMs)) {
    if (bytes <= maxBytes) break;
    // oxlint-disable-next-line no-await-in-loop -- only as many as have to go
    const gone = await rm(path, { force: true }).then(
      () => true,
      () => false,
    );
    // A tool can make a file that nobody may remove; the others have to go all the same.
    if (gone) bytes -= size;
  }
  return bytes;
}

async function filesBelow(root: string) {
  const entries = await readdir(root, { recursive: true, withFileTypes: true }).catch(() => []);
  const found = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      const stats = await stat(path).catch(() => null);
      return stats ? [{ path, size: stats.size, usedMs: stats.mtimeMs }] : [];
    });
  return (await Promise.all(found)).flat();
}
