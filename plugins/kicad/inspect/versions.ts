/** Which versions of file formats a KiCad reads, by its own version. */

export type FileKind = "schematic" | "board";

/**
 * The newest format that each major version writes: KiCad's `sch_file_versions.h` and
 * `pcb_io_kicad_sexpr.h` of its release branches.
 */
const NEWEST: Readonly<Record<number, Readonly<Record<FileKind, number>>>> = {
  6: { schematic: 20211123, board: 20211014 },
  7: { schematic: 20230121, board: 20221018 },
  8: { schematic: 20231120, board: 20240108 },
  9: { schematic: 20250114, board: 20241229 },
};
const NEWEST_KNOWN = 9;
/** There is one major version a year: the formats of version 9 are of its first days. */
const YEAR_OF_KNOWN = 2025;

/**
 * Whether a file is of a later format than a KiCad of this version knows. Of a KiCad later than this table only what
 * its successor must have written is taken for too new.
 * @param format the number of `(version N)`, a date such as 20250114
 * @param generator what `generator_version` says, such as "9.0"
 */
export function isTooNew(
  kind: FileKind,
  format: number,
  generator: string | null,
  toolVersion: string,
): boolean {
  const tool = majorOf(toolVersion) ?? NEWEST_KNOWN;
  const known = NEWEST[Math.max(tool, 6)];
  if (known) return format > known[kind];
  const writer = majorOf(generator ?? "");
  // KiCad's 99 is what a version under development calls itself.
  if (writer !== null && writer < 90) return writer > tool;
  return format > (YEAR_OF_KNOWN + tool - NEWEST_KNOWN + 1) * 10_000 + 1231;
}

function majorOf(version: string): number | null {
  const found = /^\d+/.exec(version)?.[0];
  return found === undefined ? null : Number(found);
}
