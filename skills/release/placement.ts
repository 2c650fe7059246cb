/** Holds BOM and placement file against each other: what is bought is placed, and what is placed is bought. */
import { amount } from "metaforge/report";
import { parse } from "csv-parse/sync";
import type { Component } from "./ask.ts";
import type { Parts, ReleaseFinding } from "./schema.ts";
import { someOf } from "./words.ts";

export interface Placement {
  /** The file without parts that are not fitted. */
  readonly text: string;
  readonly parts: readonly { readonly ref: string; readonly side: string }[];
  /** Parts marked DNP that KiCad had listed. */
  readonly removed: readonly string[];
}

/** KiCad lists parts marked "do not populate", too: a machine would place them. Other lines stay as they are. */
export function placementOf(csv: string, dnp: ReadonlySet<string>): Placement {
  const rows = parse(csv, { columns: true, raw: true, skip_empty_lines: true }) as unknown as {
    record: { Ref: string; Side: string };
    raw: string;
  }[];
  const kept = rows.filter(({ record }) => !dnp.has(record.Ref));
  const head = csv.slice(0, csv.indexOf("\n") + 1);
  return {
    text: head + kept.map(({ raw }) => raw).join(""),
    parts: kept.map(({ record: { Ref: ref, Side: side } }) => ({ ref, side })),
    removed: rows.filter(({ record }) => dnp.has(record.Ref)).map(({ record }) => record.Ref),
  };
}

/** Null members where there is no netlist or no placement file: nothing was compared. */
export function partsOf(
  components: readonly Component[] | null,
  placement: Placement | null,
  bomLines: number | null,
): Parts {
  const fitted = components?.filter(isFitted) ?? [];
  const placed = new Set(placement?.parts.map(({ ref }) => ref));
  const onSide = (side: string) =>
    placement === null ? null : placement.parts.filter((one) => one.side === side).length;
  const refs = (keep: (one: Component) => boolean) =>
    components?.filter(keep).map(({ ref }) => ref) ?? null;
  const isCompared = components !== null && placement !== null;
  const ordered = new Set(fitted.map(({ ref }) => ref));
  return {
    components: components?.length ?? null,
    fitted: components === null ? null : fitted.length,
    dnp: refs(({ dnp }) => dnp),
    excludedFromBom: refs(({ excludedFromBom }) => excludedFromBom),
    bomLines,
    placedTop: onSide("top"),
    placedBottom: onSide("bottom"),
    notPlaced: isCompared ? [...ordered].filter((ref) => !placed.has(ref)) : null,
    notOrdered: isCompared ? [...placed].filter((ref) => !ordered.has(ref)) : null,
  };
}

const isFitted = ({ dnp, excludedFromBom, excludedFromBoard }: Component) =>
  !dnp && !excludedFromBom && !excludedFromBoard;

export function partFindings(
  { notPlaced, notOrdered, excludedFromBom }: Parts,
  removed: readonly string[],
  file: string,
): ReleaseFinding[] {
  // Marked so on purpose, as fiducials and test points are.
  const isMeant = (ref: string) => excludedFromBom?.includes(ref) ?? false;
  const meant = notOrdered?.filter(isMeant) ?? [];
  const unknown = notOrdered?.filter((ref) => !isMeant(ref)) ?? [];
  const row = (
    id: string,
    severity: ReleaseFinding["severity"],
    refs: readonly string[],
    says: string,
    action: string,
  ): ReleaseFinding[] =>
    refs.length === 0
      ? []
      : [
          {
            ...{ id, severity, title: `${amount(refs.length, "part")} ${says}` },
            ...{ where: { file }, evidence: someOf(refs, 100), action },
          },
        ];
  return [
    ...row(
      "parts-not-placed",
      "warning",
      notPlaced ?? [],
      "in the BOM, not in the placement file",
      "See whether they are fitted by hand; else put them on the board, or take “exclude from position files” off their footprints.",
    ),
    ...row(
      "parts-not-ordered",
      "warning",
      unknown,
      "in the placement file, not in the BOM",
      "Add them to the schematic, or exclude their footprints from position files.",
    ),
    ...row(
      "parts-excluded-yet-placed",
      "info",
      meant,
      "excluded from the BOM, yet in the placement file",
      "Nothing, if they are fiducials or test points; else take the exclusion back.",
    ),
    ...row(
      "parts-dnp-not-placed",
      "info",
      removed,
      "marked DNP and left out of the placement file",
      "Nothing, if they are not to be fitted: the BOM lists them in its column DNP.",
    ),
  ];
}
