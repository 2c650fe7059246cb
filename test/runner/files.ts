/** Finds the test files: `*.test.ts` in the project's folders, never a fixture. */
import { readdirSync } from "node:fs";
import { join } from "node:path";

const FOLDERS = ["core", "test", "plugins", "skills", "clients", "config"];
const SKIPPED = new Set(["node_modules", "fixtures", "templates", "dist"]);

/** Paths relative to `root`, sorted, with forward slashes. */
export function findTests(root: string): string[] {
  return FOLDERS.flatMap((folder) => testsIn(root, folder)).toSorted();
}

function testsIn(root: string, folder: string): string[] {
  return entriesOf(join(root, folder)).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) {
      return SKIPPED.has(entry.name) || entry.name.startsWith(".") ? [] : testsIn(root, path);
    }
    return entry.name.endsWith(".test.ts") ? [path] : [];
  });
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
