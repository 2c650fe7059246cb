/** The text of one of a call's files. */
import type { FileOut } from "../contract-data.ts";

/** By its whole name, or by its ending; empty when there is no such file. */
export function fileText(files: readonly FileOut[], ending: string): string {
  const file = files.find(({ name }) => name.endsWith(ending));
  return file ? Buffer.from(file.content).toString("utf8") : "";
}
