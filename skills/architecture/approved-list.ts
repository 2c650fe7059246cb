/** The user's approved list as a finding: it hides the catalogue, which nobody should have to guess from open parts. */
import type { Finding } from "metaforge";
import type { PartsTool } from "./choose/wish.ts";

const APPROVED_LIST = "approved-list";

/** Null where the workspace has no such list. */
export async function approvedList(search: PartsTool["search"]): Promise<Finding | null> {
  // What asks for nothing is met by every part.
  const { approvedListUsed, total } = await search({ limit: 1 });
  if (!approvedListUsed) return null;
  return {
    id: APPROVED_LIST,
    severity: "info",
    title: `Parts are chosen only from the ${total} ${total === 1 ? "part" : "parts"} approved in parts.csv, the catalogue is hidden`,
    where: { file: "parts.csv" },
    action: "Add parts to it, or take the file away to choose from the catalogue.",
  };
}

/** As a piece of the report's first sentence; "" where nothing limits the choice. */
export function limitIn(findings: readonly Pick<Finding, "id" | "title">[]): string {
  const limit = findings.find(({ id }) => id === APPROVED_LIST);
  return limit ? `${limit.title.replace("Parts are chosen", "chosen")}; ` : "";
}
