/** What can be chosen from in one run: the user's approved list where the workspace has one, else the catalogue. */
import { isGatewayError } from "metaforge";
import type { ToolContext } from "metaforge";
import type { Part } from "./contract.ts";
import { toEntry } from "./choose/search.ts";
import type { Entry } from "./choose/search.ts";
import { LIST_FILE, parseApprovedList } from "./list/approved-list.ts";
import { loadCatalogue } from "./load.ts";
import type { Catalogue } from "./load.ts";

export interface Pool {
  readonly catalogue: Catalogue;
  readonly entries: readonly Entry[];
  readonly approvedListUsed: boolean;
  readonly problems: readonly string[];
  /** By id, whatever its letters' case: of what can be chosen first, then of the catalogue. */
  find(id: string): Part | null;
}

/** Words of the catalogue's parts, prepared once and forgotten with it. */
const prepared = new WeakMap<Catalogue, readonly Entry[]>();

/** Throws VALIDATION_ERROR when there is a `parts.csv` that cannot be used, TOOL_ERROR when the catalogue cannot. */
export async function createPool(context: ToolContext, folder: string): Promise<Pool> {
  const catalogue = await loadCatalogue(context, folder);
  const text = await readList(context);
  if (text === null) {
    const entries = prepared.get(catalogue) ?? catalogue.parts.map(toEntry);
    prepared.set(catalogue, entries);
    return toPool(catalogue, entries, false, []);
  }
  const { parts, problems } = parseApprovedList(text, catalogue.parts);
  return toPool(catalogue, parts.map(toEntry), true, problems);
}

function toPool(
  catalogue: Catalogue,
  entries: readonly Entry[],
  approvedListUsed: boolean,
  problems: readonly string[],
): Pool {
  const all = [...catalogue.parts, ...entries.map(({ part }) => part)];
  const byId = new Map(all.map((part) => [part.id.toLowerCase(), part]));
  const find = (id: string) => byId.get(id.toLowerCase()) ?? null;
  return { catalogue, entries, approvedListUsed, problems, find };
}

/** Null when there is none. One that is there and cannot be read is never passed over: it limits the choice. */
async function readList(context: ToolContext): Promise<string | null> {
  try {
    return await context.read(LIST_FILE);
  } catch (thrown) {
    if (isGatewayError(thrown) && ABSENT.test(thrown.message)) return null;
    throw thrown;
  }
}

const ABSENT = /'parts\.csv' (?:does not exist|is missing)/;
