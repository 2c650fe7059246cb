/** Asks KiCad for the parts, and makes lines and findings of them. */
import { fail } from "metaforge";
import type { Finding, ToolActions } from "metaforge";
import { findingId } from "./parts/finding-id.ts";
import { byReference, groupsOf } from "./parts/groups.ts";
import type { Component } from "./parts/groups.ts";
import { fieldsUsed, review } from "./parts/review.ts";
import type { Bom } from "./schema.ts";

type Kicad = ToolActions<"kicad">;
type Problem = Awaited<ReturnType<Kicad["netlist"]>>["problems"][number];
export type Measured = Omit<Bom, "schema" | "mode" | "inputs" | "tools" | "project">;

/** Throws VALIDATION_ERROR when there is no schematic to list the parts of. */
export async function measure(kicad: Kicad, project: string): Promise<Measured> {
  const netlist = await kicad.netlist({ project });
  const missing = netlist.problems.find(({ code }) => code === "INPUT_MISSING");
  if (netlist.data === null && missing) {
    throw fail("VALIDATION_ERROR", { problem: missing.message, field: "input.files" });
  }
  const list = netlist.data === null ? null : await kicad.bom({ project });
  const problems = unlike([...netlist.problems, ...(list?.problems ?? [])]);
  const told = problems.map((one) => findingOf(one, project));
  if (netlist.data === null || list === null || list.data === null) {
    const { status } = netlist.data === null ? netlist : list!;
    const nothing = { rows: null, lines: null, components: null, dnp: null };
    return {
      ...{ status, ...nothing, groups: [], excluded: [], fields: {} },
      findings: told.map((one) => ({ ...one, severity: "error" as const })),
    };
  }
  const { components } = netlist.data;
  const parts = components.filter((part) => !part.excludedFromBom);
  const groups = groupsOf(parts);
  const isPartial = netlist.status === "partial" || list.status === "partial";
  return {
    status: isPartial ? "partial" : "ok",
    rows: list.data.rows.length,
    lines: groups.length,
    components: components.length,
    dnp: parts.filter(({ dnp }) => dnp).length,
    groups,
    excluded: excludedOf(components),
    fields: fieldsUsed(components),
    findings: [
      ...told,
      ...disagreement(parts, list.data.rows, project),
      ...review(groups, parts, project),
    ],
  };
}

function excludedOf(components: readonly Component[]): Bom["excluded"] {
  return components
    .filter((part) => part.excludedFromBom)
    .toSorted((a, b) => byReference(a.ref, b.ref))
    .map(({ ref, value, footprint }) => ({
      ...{ ref, value, footprint: footprint || null },
      reason: "the schematic excludes it from the bill of materials",
    }));
}

/** KiCad's own list and its netlist have to hold the same parts: else one of them was read wrongly. */
function disagreement(
  parts: readonly Component[],
  rows: readonly Readonly<Record<string, string>>[],
  file: string,
): Finding[] {
  const column = Object.keys(rows[0] ?? {}).find((name) => /^(?:ref|designator)/i.test(name));
  if (column === undefined) return [];
  const listed = new Set(rows.map((row) => row[column]!));
  const wanted = new Set(parts.map(({ ref }) => ref));
  const differ = [...listed, ...wanted]
    .filter((ref) => !listed.has(ref) || !wanted.has(ref))
    .toSorted(byReference);
  if (differ.length === 0 && rows.length === parts.length) return [];
  return [
    {
      id: "lists-differ",
      severity: "error",
      title: `KiCad's bill of materials has ${rows.length} parts, its netlist ${parts.length}`,
      where: { file },
      evidence: `They differ in ${differ.join(", ") || "how often they name a reference"}.`,
      action: "Annotate the schematic: references have to be there, and once only.",
    },
  ];
}

/** Both actions tell what is wrong with the project. */
function unlike(problems: readonly Problem[]): Problem[] {
  const met = new Map(problems.map((one) => [`${one.code} ${one.where} ${one.message}`, one]));
  return [...met.values()];
}

function findingOf({ code, message, where, action }: Problem, file: string): Finding {
  return {
    id: findingId("kicad", code, where ?? ""),
    // A schematic holds the symbols it uses: a library that is not there takes nothing from the list.
    severity: code.startsWith("LIBRARY_") ? "info" : "warning",
    title: `${code}: ${message}`,
    where: { file: where ?? file },
    ...(action === undefined ? {} : { action }),
  };
}
