/** The tool over the catalogue of a folder: a test has one of its own. */
import { action, defineTool, messageOf } from "metaforge";
import type { ToolContext } from "metaforge";
import { findAlternates } from "./alternates.ts";
import { findParts } from "./find.ts";
import { AlternatesInput, GetInput, SearchInput } from "./input.ts";
import { symbolOf, symbolPart } from "./kicad.ts";
import { catalogueVersion } from "./load.ts";
import { createPool } from "./pool.ts";
import type { Pool } from "./pool.ts";

export function createParts(folder: string) {
  /** The same for all calls of a run: a list that changes in the middle of it would be two lists in one result. */
  const pools = new WeakMap<ToolContext, Promise<Pool>>();
  const poolOf = (context: ToolContext) => {
    const pool = pools.get(context) ?? createPool(context, folder);
    pools.set(context, pool);
    return pool;
  };
  return defineTool({
    name: "parts",
    version: "1.0.0",
    description: "A catalogue of parts with figures from their data sheets.",
    uses: ["kicad"],
    async detect() {
      try {
        return { available: true, version: await catalogueVersion(folder) };
      } catch (thrown) {
        return { available: false, reason: messageOf(thrown) };
      }
    },
    actions: {
      search: action({
        description:
          "Finds parts that meet all demands, best first, and says why the nearest others do not.",
        input: SearchInput,
        run: async (context, search) => findParts(context, await poolOf(context), search),
      }),
      get: action({
        description: "One part by its id, with all its figures and where they are from.",
        input: GetInput,
        async run(context, { id }) {
          const found = (await poolOf(context)).find(id);
          const symbol = symbolOf(id);
          return { part: found ?? (symbol === null ? null : await symbolPart(context, symbol)) };
        },
      }),
      alternates: action({
        description:
          "Parts that could stand in for another, each compared with it figure by figure.",
        input: AlternatesInput,
        run: async (context, { id, limit }) =>
          findAlternates(context, await poolOf(context), id, limit),
      }),
    },
  });
}
