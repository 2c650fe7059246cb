/** The search over what can be chosen in this run, with KiCad's symbols behind it where they are asked for. */
import type { ToolContext } from "metaforge";
import { DEFAULT_LIMIT, searchParts, toEntry } from "./choose/search.ts";
import type { Found } from "./choose/search.ts";
import type { Eliminated, PartSearch, PartsActions } from "./contract.ts";
import { findSymbols } from "./kicad.ts";
import type { Pool } from "./pool.ts";

type Answer = Awaited<ReturnType<PartsActions["search"]>>;

export async function findParts(
  context: ToolContext,
  { entries, approvedListUsed, problems }: Pool,
  search: PartSearch,
): Promise<Answer> {
  const found = searchParts(entries, search);
  const answer = { ...found, approvedListUsed, problems };
  const { text = "", limit = DEFAULT_LIMIT } = search;
  // What is not on the approved list is not to be chosen, and without a word every symbol would be found.
  if (!search.symbols || approvedListUsed || text.trim() === "") return answer;
  const symbols = await findSymbols(context, text, limit);
  const known = new Set(entries.flatMap(({ part }) => part.symbol ?? []));
  const others = symbols.parts.filter(({ symbol }) => !known.has(symbol!));
  // KiCad has matched the text; a family cannot be known. Demands of figures eliminate all: none is known.
  const { family: _, text: __, ...rest } = search;
  const judged = searchParts(others.map(toEntry), rest);
  return {
    ...joined(found, judged, limit),
    approvedListUsed,
    problems: [...problems, ...symbols.problems],
  };
}

/** Parts with figures first. */
function joined(one: Found, other: Found, limit: number): Found {
  const eliminated = [...one.eliminated, ...other.eliminated].toSorted(
    (a: Eliminated, b: Eliminated) => a.reasons.length - b.reasons.length,
  );
  return {
    matches: [...one.matches, ...other.matches].slice(0, limit),
    total: one.total + other.total,
    searched: one.searched + other.searched,
    eliminated: eliminated.slice(0, limit),
  };
}
