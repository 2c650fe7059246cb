/** Skips tests by name where the program they need is not installed. */
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import type { Callback, Test } from "uvu";

/**
 * The given `test` when the program is on PATH, else one that skips and says why.
 * @example const withKicad = needs("kicad-cli", test); withKicad("reads a board", async () => {});
 */
export function needs<T>(
  program: string,
  test: Test<T>,
): (name: string, handler: Callback<T>) => void {
  if (isOnPath(program)) return test;
  return (name, handler) => test.skip(`${name} (needs ${program})`, handler);
}

export function isOnPath(program: string, path = process.env.PATH ?? ""): boolean {
  return path.split(delimiter).some((folder) => {
    try {
      accessSync(join(folder || ".", program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
