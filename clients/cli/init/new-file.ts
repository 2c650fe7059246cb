/** Writes a file where none is; it may have come while questions were asked. */
import { writeFile } from "node:fs/promises";
import { problem } from "../problem.ts";

/** Throws EXISTS, and leaves the file that is there as it is. */
export async function writeNew(path: string, text: string, hint?: string): Promise<void> {
  await writeFile(path, text, { flag: "wx" }).catch((thrown: NodeJS.ErrnoException) => {
    throw thrown.code === "EEXIST" ? exists(path, hint) : thrown;
  });
}

export const exists = (path: string, hint = BEGIN_ELSEWHERE) =>
  problem("EXISTS", `${path} is there already`, { hint: `nothing was written; ${hint}` });

const BEGIN_ELSEWHERE = "rename it, or begin in another folder: metaforge init DIR";
