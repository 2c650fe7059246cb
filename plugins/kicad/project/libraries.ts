/** What of a project's libraries KiCad will not find in a copy. */
import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import type { Problem } from "../contract.ts";
import { problem } from "../problem.ts";
import { readTables } from "./copy.ts";
import { below } from "./name.ts";
import { placeOf } from "./tables.ts";

/** `root` and `master` are absolute: the copy, and the project's folder in it; `folder` is that one in the workspace. */
export async function libraryProblems(
  root: string,
  master: string,
  folder: string,
): Promise<Problem[]> {
  return (await readTables(master)).flatMap((library) => {
    const where = below(folder, library.table);
    const place = placeOf(library);
    if (place === "installed") return [];
    const path = place === "outside" ? null : join(master, place.path);
    if (path === null || relative(root, path).startsWith("..")) {
      const message = `the library '${library.name}' lies outside the workspace (${library.uri}): it was not there for KiCad`;
      return [
        problem(
          "LIBRARY_OUTSIDE",
          message,
          where,
          "Copy the library into the project and name it by ${KIPRJMOD}.",
        ),
      ];
    }
    if (existsSync(path)) return [];
    const message = `the library '${library.name}' is not there (${library.uri}); links are not followed`;
    return [
      problem(
        "LIBRARY_MISSING",
        message,
        where,
        "Restore the library, or take it out of the table.",
      ),
    ];
  });
}
