/** Takes absolute paths out of what a run says, because error messages are shown to clients. */
import { dirname } from "node:path";
import type { Job } from "./rpc.ts";

// A path begins at the line's start or after a space, quote, bracket, `=` or a comma; a URL's path does not.
const ABSOLUTE = /(^|[\s'"`([{<=,])((?:\/|[A-Za-z]:[\\/])[^\s'"`)\]}>,:]*[^\s'"`)\]}>,:.])/g;

/** "/home/ann/board/PRD.md" → "PRD.md"; what lies in the run's scratch or plugin folder keeps its tail. */
export function hidePaths(text: string, job: Job): string {
  const known: [string, string][] = [
    [job.scratch, "scratch"],
    [dirname(job.plugin.entry), job.plugin.name],
  ];
  const plain = text.replaceAll("file://", "");
  const short = known.reduce((all, [path, name]) => all.replaceAll(path, name), plain);
  return short.replace(ABSOLUTE, (_, before: string, path: string) => `${before}${lastPart(path)}`);
}

/** Of a path of either kind of system; `basename` knows this one's only. */
const lastPart = (path: string) => path.split(/[\\/]/).findLast(Boolean) ?? "";

/** The same for every text in an error's details. */
export function hideInDetails(details: Record<string, unknown>, job: Job): Record<string, unknown> {
  return JSON.parse(JSON.stringify(details), (_, value: unknown) =>
    typeof value === "string" ? hidePaths(value, job) : value,
  );
}
