/** The gate before a release: what KiCad's checks found, type by type, and why a design is not ready. */
import { amount, clip, oneLine } from "metaforge/report";
import type { Answers, Project, Status, Violation } from "./ask.ts";
import type { Manifest, ReleaseFinding } from "./schema.ts";
import { someOf } from "./words.ts";

export function gateNumbers({ erc, drc, parity }: Answers): Manifest["gate"] {
  const board = drc.data?.drc;
  const checked = (status: Status, violations: readonly Violation[] | undefined) => ({
    status,
    ...countsOf(violations),
  });
  return {
    erc: checked(erc.status, erc.data?.violations),
    drc: {
      ...checked(drc.status, board?.violations),
      unconnected: board ? board.unconnected.filter((one) => !one.excluded).length : null,
    },
    parity: checked(parity.status, parity.data?.violations),
  };
}

function countsOf(violations: readonly Violation[] | undefined) {
  if (violations === undefined) return { errors: null, warnings: null, excluded: null };
  const counted = violations.filter(({ excluded }) => !excluded);
  const errors = counted.filter(({ severity }) => severity === "error").length;
  return {
    errors,
    warnings: counted.length - errors,
    excluded: violations.length - counted.length,
  };
}

/** One finding for each type of violation: places and pictures are the matter of a check, not of a release. */
export function violationFindings(
  { erc, drc, parity }: Answers,
  { folder, stem }: Project,
): ReleaseFinding[] {
  const below = folder === "." ? "" : `${folder}/`;
  const board = `${below}${stem}.kicad_pcb`;
  const sources: [string, string, readonly Violation[], readonly string[]][] = [
    ["erc", `${below}${stem}.kicad_sch`, erc.data?.violations ?? [], []],
    ["drc", board, drc.data?.drc.violations ?? [], drc.data?.drc.capped ?? []],
    ["unconnected", board, drc.data?.drc.unconnected ?? [], drc.data?.drc.capped ?? []],
    ["parity", board, parity.data?.violations ?? [], parity.data?.capped ?? []],
  ];
  return sources.flatMap(([source, file, violations, capped]) => {
    const counted = violations.filter(({ excluded }) => !excluded);
    const kinds = Map.groupBy(counted, ({ type, severity }) => `${severity} ${type}`);
    return [...kinds.values()].map((some): ReleaseFinding => {
      const { type, severity } = some[0]!;
      const number = `${capped.includes(type) ? "at least " : ""}${some.length}`;
      const parts = new Set(some.flatMap(({ items }) => items.flatMap(({ ref }) => ref ?? [])));
      const words = [...new Set(some.map(({ text }) => oneLine(text)))];
      return {
        id: `gate-${source}-${type}-${severity}`,
        severity,
        title: clip(`${NAME[source]}: ${number} × ${type}`, 300),
        where: { file, item: type },
        evidence: clip(
          `${words.slice(0, 3).join("; ")}${parts.size > 0 ? ` (${someOf([...parts])})` : ""}`,
        ),
        action:
          severity === "error"
            ? "Run the skill check for places and pictures; correct it, or exclude it in KiCad with a reason."
            : "Run the skill check for places and pictures, and see whether it matters to the maker.",
      };
    });
  });
}

const NAME: Readonly<Record<string, string>> = {
  erc: "Schematic rules",
  drc: "Board rules",
  unconnected: "Connections not routed",
  parity: "Board against schematic",
};

/** Why a design is not ready, in words: empty when nothing speaks against it. */
export function reasonsOf(gate: Manifest["gate"], findings: readonly ReleaseFinding[]): string[] {
  const { erc, drc, parity } = gate;
  const counted = [
    some(erc.errors, "error of the schematic's rules", "errors of the schematic's rules"),
    some(drc.errors, "error of the board's rules", "errors of the board's rules"),
    some(drc.unconnected, "connection not routed", "connections not routed"),
    some(
      parity.errors,
      "difference between board and schematic",
      "differences between board and schematic",
    ),
  ];
  const others = findings
    .filter(({ severity, id }) => severity === "error" && !id.startsWith("gate-"))
    .map(({ title }) => title);
  return [...counted.flat(), ...others];
}

const some = (n: number | null, one: string, many: string): string[] =>
  n ? [amount(n, one, many)] : [];
