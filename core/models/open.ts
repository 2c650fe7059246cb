/** Opens what the configuration says of language models; who names none does not pay for the code that asks one. */
import type { LoadedConfig } from "../config/load.ts";
import type { ModelsParts } from "../llm.ts";
import { noModels } from "./contract.ts";
import type { Models } from "./contract.ts";
import { warnOfReadableKeys } from "./keys.ts";

export async function openModels(
  { models: config, userFile }: Pick<LoadedConfig, "models" | "userFile">,
  parts: Omit<ModelsParts, "config">,
): Promise<Models> {
  if (userFile !== null) warnOfReadableKeys(userFile, config.providers, parts.log);
  if (config.use.length === 0) return noModels;
  const { createModels } = await import("../llm.ts");
  return createModels({ ...parts, config });
}
