/** Finds a maker's profile by its id: one of the workspace comes before one that is shipped. */
import { readdir, readFile } from "node:fs/promises";
import { fail, isGatewayError } from "metaforge";
import type { WorkspaceAccess } from "metaforge";
import { parseProfile } from "./parse.ts";
import type { Profile } from "./schema.ts";

const SHIPPED = new URL("../profiles/", import.meta.url);
const ENDING = ".yaml";

export interface Found {
  readonly profile: Profile;
  /** "shipped", or the workspace's file. */
  readonly origin: string;
}

/** Throws VALIDATION_ERROR with the ids there are when there is none of that id, or when the file is wrong. */
export async function findProfile(
  id: string,
  { list, read }: Pick<WorkspaceAccess, "list" | "read">,
): Promise<Found> {
  const own = await ownProfiles(list);
  const file = `fab/${id}${ENDING}`;
  if (own.includes(id)) {
    return { profile: parseProfile(await read(file), file, id), origin: file };
  }
  const shipped = await shippedProfiles();
  if (shipped.includes(id)) {
    const text = await readFile(new URL(id + ENDING, SHIPPED), "utf8");
    return { profile: parseProfile(text, id + ENDING, id), origin: "shipped" };
  }
  const allowed = [...new Set([...shipped, ...own])].toSorted();
  const problem = `there is no profile '${id}'; there are ${allowed.join(", ")}. Add one as ${file}`;
  throw fail("VALIDATION_ERROR", { problem, field: "input.args.fab", allowed });
}

export async function shippedProfiles(): Promise<string[]> {
  return idsOf(await readdir(SHIPPED));
}

/** A workspace without the folder has no profiles of its own. */
async function ownProfiles(list: WorkspaceAccess["list"]): Promise<string[]> {
  try {
    return idsOf((await list("fab", { endings: [ENDING] })).map(({ path }) => path.slice(4)));
  } catch (thrown) {
    if (isGatewayError(thrown) && thrown.code === "VALIDATION_ERROR") return [];
    throw thrown;
  }
}

const idsOf = (names: readonly string[]) =>
  names
    .filter((name) => name.endsWith(ENDING) && !name.includes("/"))
    .map((name) => name.slice(0, -ENDING.length))
    .toSorted();
