/** By which key an answer of KiCad is kept: the same files, options and version give the same bytes. */
import { createHash } from "node:crypto";
import type { CliCall } from "./cli/run.ts";
import type { Tables } from "./cli/config.ts";
import type { OpenProject } from "./project/open.ts";

/** Raised when what is kept, or how it is judged, changes: older entries are then never met again. */
const FORM = "metaforge-kicad-2";

/** Of what KiCad answers to a call. */
export function cacheKey(
  project: OpenProject,
  call: Pick<CliCall, "action" | "args" | "salt">,
  { version, stamp }: { readonly version: string; readonly stamp: string },
  tables: Tables,
): string {
  const args = call.args({ project: "<project>", stem: project.stem, out: "<out>" });
  const what = digest(
    JSON.stringify([
      FORM,
      version,
      // What one program says is no word of another, which may only call itself by the same version.
      stamp,
      call.action,
      args,
      call.salt ?? null,
      project.folder,
      project.inputs,
      digest(tables.symbols),
      digest(tables.footprints),
      tables.stamp,
    ]),
  );
  return `asked-${what}`;
}

/** SHA-256 in hex. */
export const digest = (what: string | Uint8Array): string =>
  createHash("sha256").update(what).digest("hex");
