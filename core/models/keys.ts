/** Looks whether a configuration file that holds keys can be read by others. */
import { statSync } from "node:fs";
import type { Log } from "../log.ts";

/** Only warns: the file may be on a disk that knows no such rights, and the gateway works all the same. */
export function warnOfReadableKeys(
  file: string,
  providers: Readonly<Record<string, { readonly apiKey?: string | undefined }>>,
  log: Log,
): void {
  if (!Object.values(providers).some(({ apiKey }) => apiKey !== undefined)) return;
  const { mode } = statSync(file);
  if ((mode & 0o044) === 0) return;
  log.warn("a configuration file with a key in it can be read by others", {
    file,
    hint: `chmod 600 ${file}`,
  });
}
