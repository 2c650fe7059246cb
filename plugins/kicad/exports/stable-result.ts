/** A call's files as they are handed on, and its evidence with their hashes in place of KiCad's own. */
import type { CliResult } from "../cli/run.ts";
import type { FileOut } from "../contract-data.ts";
import { stableFile } from "./stable-bytes.ts";

/** `rename` gives the name that a file is handed on by. Whoever compares evidence and files finds the same hashes. */
export function stableResult(
  result: CliResult,
  rename: (name: string) => string = (name) => name,
): CliResult & { readonly files: readonly FileOut[] } {
  const files = result.files.map((file) => stableFile(file, rename(file.name)));
  const outputs = files.map(({ name, sha256, content }) => ({
    name,
    sha256,
    bytes: content.length,
  }));
  return { ...result, files, evidence: { ...result.evidence, outputs } };
}
