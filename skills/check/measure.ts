/** Asks KiCad what breaks a rule in a project, and tells what could not be asked. */
import type { ToolActions } from "metaforge";
import type { CheckProblem } from "./schema.ts";

export type Kicad = ToolActions<"kicad">;
export type Project = NonNullable<Awaited<ReturnType<Kicad["choose"]>>["project"]>;
export type ErcOutcome = Awaited<ReturnType<Kicad["erc"]>>;
export type DrcOutcome = Awaited<ReturnType<Kicad["drc"]>>;
type DrcAnswer = NonNullable<DrcOutcome["data"]>;
export type ErcData = NonNullable<ErcOutcome["data"]>;
export type DrcData = DrcAnswer["drc"];
export type ParityOutcome = DrcAnswer["parity"];
export type Violation = ErcData["violations"][number];
export type Problem = ErcOutcome["problems"][number];
export type Status = ErcOutcome["status"];

export interface Answers {
  readonly erc: ErcOutcome;
  readonly drc: DrcOutcome;
  readonly parity: ParityOutcome;
}

/** Never throws for a bad project: each answer says for itself how far it can be believed. */
export async function measure(
  kicad: Kicad,
  { file: project }: Project,
  timeoutMs: number | undefined,
): Promise<Answers> {
  const asked = { project, ...(timeoutMs === undefined ? {} : { timeoutMs }) };
  const [erc, drc] = await Promise.all([kicad.erc(asked), kicad.drc(asked)]);
  return { erc, drc, parity: drc.data?.parity ?? withoutBoard(drc) };
}

/** Board and schematic cannot be compared when the board's check gave no answer. */
function withoutBoard({ status }: DrcOutcome): ParityOutcome {
  return {
    status: status === "failed" ? "failed" : "not-run",
    data: null,
    problems: [],
    evidence: [],
  };
}

/** What a missing answer means when KiCad's adapter leaves it at that. */
const SILENT: Readonly<Record<"erc" | "drc" | "parity", string>> = {
  erc: "the schematic was not checked",
  drc: "the board was not checked",
  parity: "board and schematic were not compared",
};

/** How bad a problem is for a review, whatever came of the call; other codes by the call's outcome. */
const SEVERITY: Readonly<Partial<Record<Problem["code"], CheckProblem["severity"]>>> = {
  TOOL_MISSING: "error",
  INPUT_CORRUPT: "error",
  INPUT_FOREIGN: "error",
  INPUT_TOO_NEW: "error",
  INPUT_IS_SUBSHEET: "error",
  COUNT_CAPPED: "info",
  MODEL_MISSING: "info",
};

/** All problems, each once; a check without answer has at least one, and no answer at all is an error. */
export function problemsOf({ erc, drc, parity }: Answers): CheckProblem[] {
  const all = [
    ...listed("erc", erc),
    ...listed("drc", drc),
    // Without a board's answer the reason is the board's own.
    ...(drc.data === null ? [] : listed("parity", parity)),
  ];
  const nothing = erc.data === null && drc.data === null;
  const seen = new Map<string, CheckProblem>();
  for (const one of all) {
    const key = [one.code, one.where, one.message].join("\n");
    const known = seen.get(key);
    if (!known) seen.set(key, one);
    else if (one.severity === "error") seen.set(key, { ...known, severity: "error" });
  }
  // Several messages on one file (libraries that its table lacks, say) are one thing to do.
  const alike = Map.groupBy(seen.values(), ({ check, code, where }) =>
    [check, code, where].join("\n"),
  );
  return [...alike.values()].map((some) => ({
    ...some[0]!,
    message: some.map(({ message }) => message).join("; "),
    ...(nothing ? { severity: "error" } : {}),
  }));
}

function listed(
  check: "erc" | "drc" | "parity",
  { status, problems }: { status: Status; problems: readonly Problem[] },
): CheckProblem[] {
  const severity = status === "failed" ? "error" : "warning";
  const told = problems.map(({ code, message, where, action }) => ({
    check,
    code,
    message,
    ...(where === undefined ? {} : { where }),
    ...(action === undefined ? {} : { action }),
    severity: status === "failed" ? severity : (SEVERITY[code] ?? severity),
  }));
  if (told.length > 0 || status === "ok") return told;
  const code = status === "failed" ? "TOOL_FAILED" : "PARTIAL";
  return [{ check, code, message: SILENT[check], severity }];
}
