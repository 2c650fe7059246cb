/** What stood in the way of an answer, as findings: a silence must not look like a pass. */
import { clip, oneLine } from "metaforge/report";
import type { Answers, Problem, Project, Status } from "./ask.ts";
import type { ReleaseFinding } from "./schema.ts";

/** Every problem once, under the first question that met it; a missing answer has at least one. */
export function problemFindings(answers: Answers, project: Project): ReleaseFinding[] {
  const seen = new Map<string, Asked>();
  for (const [name, what, need] of ASKED) {
    const { status, data, problems } = answers[name];
    const isGone = data === null;
    const isSilent =
      isGone && problems.length === 0 && !(name === "parity" && answers.drc.data === null);
    for (const problem of isSilent ? [SILENT] : problems) {
      const lost = isGone && need === "must" ? "error" : "warning";
      const severity = lost === "error" ? lost : (SEVERITY[problem.code] ?? lost);
      const key = [problem.code, problem.where, isSilent ? name : problem.message].join("\n");
      const known = seen.get(key);
      if (!known) seen.set(key, { name, what, status, severity, problem });
      else if (severity === "error") seen.set(key, { ...known, severity });
    }
  }
  // Several messages on one file (libraries that its table lacks, say) are one thing to do.
  const alike = Map.groupBy(seen.values(), ({ name, problem: { code, where } }) =>
    [code.toLowerCase().replaceAll("_", "-"), name, ...(where ? [where] : [])].join("-"),
  );
  return [...alike].map(([id, some]) => problemFinding(id.slice(0, 200), some, project));
}

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

interface Asked {
  readonly name: string;
  readonly what: string;
  readonly status: Status;
  readonly severity: ReleaseFinding["severity"];
  readonly problem: Problem;
}

const SILENT: Problem = { code: "TOOL_FAILED", message: "there is no answer, and no reason" };

function problemFinding(id: string, some: readonly Asked[], { file }: Project): ReleaseFinding {
  const { name, what, status, problem } = some[0]!;
  const { code, where, action } = problem;
  const words = TITLE[code] ?? code.toLowerCase().replaceAll("_", " ");
  return {
    id,
    severity: some.some(({ severity }) => severity === "error") ? "error" : some[0]!.severity,
    title: clip(oneLine(`${what}: ${words}`), 300),
    where: { file: where !== undefined && isFile(where) ? where : file, item: name },
    evidence: clip(`${some.map((one) => one.problem.message).join("; ")} (${status})`),
    action: clip(action ?? ACTION[code] ?? OTHERWISE),
  };
}

const OTHERWISE = "Read the message, correct the cause, and run the release again.";

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

/** Some problems are about a type or a net. */
const isFile = (where: string) => /[./]|-table$/.test(where);
