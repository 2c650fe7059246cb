/** What of a project's libraries is not in its copy: KiCad will not find it, or find what another machine has not. */
import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import type { Problem } from "../contract.ts";
import { problem } from "../problem.ts";
import { rootOf, readSexpr } from "../sexpr/index.ts";
import { readTables, textOf } from "./copy.ts";
import { below } from "./name.ts";
import { placeOf, TABLES } from "./tables.ts";

/** `root` and `master` are absolute: the copy, and the project's folder in it; `folder` is that one in the workspace. */
export async function libraryProblems(
  root: string,
  master: string,
  folder: string,
): Promise<Problem[]> {
  const dropped = await droppedTables(master, folder);
  const missing = (await readTables(master)).flatMap((library) => {
    const where = below(folder, library.table);
    const place = placeOf(library);
    if (place === "installed") return [];
    const path = place === "outside" ? null : join(master, place.path);
    if (path === null || relative(root, path).startsWith("..")) {
      const message = `the library '${library.name}' lies outside the workspace (${library.uri}): what KiCad finds there, if anything, is no part of the project`;
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
  return [...dropped, ...missing];
}

/** KiCad passes over a table with a fault in it without a word, and goes on with its own libraries alone. */
async function droppedTables(master: string, folder: string): Promise<Problem[]> {
  const texts = TABLES.map(async (table) => [table, await textOf(join(master, table))] as const);
  return (await Promise.all(texts)).flatMap(([table, text]) => {
    if (text === null) return [];
    const reading = readSexpr(text);
    const isTable = reading.ok && rootOf(reading.tree)?.name === table.replaceAll("-", "_");
    if (isTable) return [];
    const where = below(folder, table);
    const why = reading.ok ? "it is no such table" : reading.fault.message;
    const message = `KiCad cannot read the library table '${where}' (${why}): the project's libraries were not there for it`;
    return [problem("LIBRARY_MISSING", message, where, "Restore the table.")];
  });
}
