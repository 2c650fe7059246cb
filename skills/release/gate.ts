/** The gate before a release: what KiCad's checks found, type by type, and what could not be checked. */
import type { Answers, Problem, Status, Violation } from "./ask.ts";
import type { Project } from "./project.ts";
import type { Manifest, ReleaseFinding } from "./schema.ts";
import { clip, oneLine, plural, someOf } from "./words.ts";

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

/** What each question was about, and whether a release can do without its answer. */
const ASKED = [
  ["inspect", "Project", "may"],
  ["erc", "Schematic rules", "must"],
  ["drc", "Board rules", "must"],
  ["parity", "Board against schematic", "must"],
  ["made", "Gerbers, drill and placement files", "must"],
  ["facts", "Facts of the board", "may"],
  ["netlist", "Parts", "must"],
  ["bom", "BOM", "must"],
  ["pdf", "Schematic as PDF", "may"],
  ["top", "View from above", "may"],
  ["bottom", "View from below", "may"],
] as const;

/** How much a problem weighs whatever came of the call: rules that were not the project's own prove nothing. */
const SEVERITY: Readonly<Partial<Record<Problem["code"], ReleaseFinding["severity"]>>> = {
  TOOL_MISSING: "error",
  SETTINGS_MISSING: "error",
  SETTINGS_CORRUPT: "error",
  RULES_INVALID: "error",
  INPUT_CHANGED: "error",
  COUNT_CAPPED: "info",
  MODEL_MISSING: "info",
};

/** Every problem once, under the first question that met it; a missing answer has at least one. */
export function problemFindings(answers: Answers, project: Project): ReleaseFinding[] {
  const seen = new Map<string, ReleaseFinding>();
  for (const [name, what, need] of ASKED) {
    const { status, data, problems } = answers[name];
    const gone = data === null;
    const silent =
      gone && problems.length === 0 && !(name === "parity" && answers.drc.data === null);
    const told: readonly Problem[] = silent
      ? [{ code: "TOOL_FAILED", message: "there is no answer, and no reason" }]
      : problems;
    for (const { code, message, where, action } of told) {
      const lost = gone && need === "must" ? "error" : "warning";
      const severity = lost === "error" ? lost : (SEVERITY[code] ?? lost);
      const key = [code, where, message].join("\n");
      const known = seen.get(key);
      if (known) {
        if (severity === "error") seen.set(key, { ...known, severity });
        continue;
      }
      const words = TITLE[code] ?? code.toLowerCase().replaceAll("_", " ");
      seen.set(key, {
        id: `${code.toLowerCase().replaceAll("_", "-")}-${name}${where ? `-${where}` : ""}`.slice(
          0,
          200,
        ),
        severity,
        title: clip(oneLine(`${what}: ${words}`), 300),
        where: { file: where?.includes(".") ? where : project.file, item: name },
        evidence: clip(`${message} (${status})`),
        action: clip(
          action ??
            ACTION[code] ??
            "Read the message, correct the cause, and run the release again.",
        ),
      });
    }
  }
  return [...seen.values()];
}

const TITLE: Readonly<Partial<Record<Problem["code"], string>>> = {
  TOOL_MISSING: "KiCad is not installed",
  INPUT_MISSING: "a file is missing",
  INPUT_CORRUPT: "a file is damaged",
  INPUT_TOO_NEW: "a file is from a newer KiCad",
  SETTINGS_MISSING: "the project's settings are missing",
  PARITY_NOT_RUN: "not compared",
  TOOL_FAILED: "KiCad failed",
  TIMEOUT: "KiCad did not end in time",
  CRASHED: "KiCad crashed",
  MODEL_MISSING: "3D models are missing",
};

const ACTION: Readonly<Partial<Record<Problem["code"], string>>> = {
  TOOL_MISSING:
    "Install KiCad 9 or later (https://www.kicad.org/download, or `apt install kicad`), see that `kicad-cli` is on the PATH of the gateway, and run the release again.",
  INPUT_MISSING: "Add the file to the project, and run the release again.",
  INPUT_CORRUPT: "Restore the file from a backup or from version control.",
  INPUT_TOO_NEW: "Install a KiCad that is at least as new as the one that wrote the file.",
  SETTINGS_MISSING:
    "Add the .kicad_pro and the library tables: the rules were not the project's own.",
  PARITY_NOT_RUN: "Put the annotated schematic of the same name beside the board.",
  TIMEOUT: "Give more time by the argument `timeoutMs`.",
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
  n ? [plural(n, one, many)] : [];
