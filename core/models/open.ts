/** Opens what the configuration says of language models; who names none does not pay for the code that asks one. */
import { statSync } from "node:fs";
import type { LoadedConfig } from "../config/load.ts";
import type { ModelsParts } from "../llm.ts";
import type { Log } from "../log.ts";
import { noModels } from "./contract.ts";
import type { Models } from "./contract.ts";

export async function openModels(
  { models: config, userFile }: Pick<LoadedConfig, "models" | "userFile">,
  parts: Omit<ModelsParts, "config">,
): Promise<Models> {
  if (userFile !== null) warnOfReadableKeys(userFile, config.providers, parts.log);
  if (config.use.length === 0) return noModels;
  const { createModels } = await import("../llm.ts");
  return createModels({ ...parts, config });
}

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
