/** Reads the part of a target behind the `?`: one value for each name. */
import { invalid, shown } from "./body.ts";

/** Throws VALIDATION_ERROR for a repeated name: which one would count? */
export function queryOf(search: string): Record<string, string> {
  if (search === "") return {};
  const query = new Map<string, string>();
  for (const [key, value] of new URLSearchParams(search)) {
    if (query.has(key)) throw invalid({ field: shown(key) }, `'${shown(key)}' is there twice`);
    query.set(key, value);
  }
  return Object.fromEntries(query);
}
