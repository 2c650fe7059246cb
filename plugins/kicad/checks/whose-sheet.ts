/**
 * On which sheet a finding really is. KiCad 9 puts some rules' findings, such as a footprint that is not found, on
 * the first sheet whatever sheet the symbol is on; the item's uuid says in which file it stands.
 */
import type { RawViolation } from "./report.ts";
import { itemParts } from "./wording.ts";

export interface KnownSheet {
  /** "/", "/power/". */
  readonly path: string;
  /** The uuids on the way to it: "/root/sheet". */
  readonly uuidPath: string;
  /** As KiCad's projects name it; null when it is not found. */
  readonly file: string | null;
}

export interface Standing {
  /** The file that holds the item. */
  readonly file: string;
  /** A symbol's reference on each sheet that its file is: by the uuids on the way to the sheet. */
  readonly references: readonly { readonly uuidPath: string; readonly reference: string }[];
}

/** The reported sheet unless the first known item stands in another file; then the sheet on which it has its name. */
export function whoseSheet(
  { items }: Pick<RawViolation, "items">,
  reported: KnownSheet,
  sheets: readonly KnownSheet[],
  standing: ReadonlyMap<string, Standing>,
): string {
  const item = items.find(({ uuid }) => standing.has(uuid));
  if (!item || reported.file === null) return reported.path;
  const { file, references } = standing.get(item.uuid)!;
  if (file === reported.file) return reported.path;
  const those = sheets.filter((sheet) => sheet.file === file);
  const { ref } = itemParts(item.description);
  const named = references.filter(({ reference }) => reference === ref);
  const own = those.find(({ uuidPath }) => named.some((one) => one.uuidPath === uuidPath));
  return (own ?? those[0] ?? reported).path;
}
