/** What the command line says about a run: files, arguments and options, checked before anything is asked. */
import type { RunSkillOptions } from "../../typescript/src/index.ts";
import { usage } from "../problem.ts";

/** From `--args JSON`, and from `--arg name=value`, which count for more. */
export function argumentsOf(
  json: string | undefined,
  pairs: readonly string[],
): Record<string, unknown> | undefined {
  const all = new Map(Object.entries(json === undefined ? {} : parsedObject(json)));
  for (const pair of pairs) {
    const at = pair.indexOf("=");
    if (at < 1) throw usage(`--arg takes name=value, not '${pair}'`);
    all.set(pair.slice(0, at), valueOf(pair.slice(at + 1)));
  }
  return all.size === 0 ? undefined : Object.fromEntries(all);
}

function parsedObject(json: string): Record<string, unknown> {
  try {
    const value = JSON.parse(json) as unknown;
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // The same answer as for JSON that is no object.
  }
  throw usage(`--args takes a JSON object such as '{"min": 3}', not '${json}'`);
}

/** A number, true, false, null, a list or an object where it reads as one in JSON; else text. */
function valueOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

export function optionsOf(
  temperature: string | undefined,
  verbose: boolean | undefined,
): RunSkillOptions {
  const degree = Number(temperature);
  if (temperature !== undefined && !(temperature.trim() !== "" && degree >= 0 && degree <= 2)) {
    throw usage(`--temperature takes a number from 0 to 2, not '${temperature}'`);
  }
  return {
    ...(temperature === undefined ? {} : { temperature: degree }),
    ...(verbose ? { verbose } : {}),
  };
}

/** Milliseconds, or undefined. */
export function timeoutOf(seconds: string | undefined): number | undefined {
  if (seconds === undefined) return undefined;
  if (!/^\d+(?:\.\d+)?$/.test(seconds) || Number(seconds) === 0) {
    throw usage(`--timeout takes seconds above 0, not '${seconds}'`);
  }
  return Number(seconds) * 1000;
}
