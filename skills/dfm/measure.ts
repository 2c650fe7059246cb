/** Asks KiCad for both passes and for the board's facts. */
import { fail } from "metaforge";
import type { ToolActions } from "metaforge";
import type { Facts } from "./limits.ts";
import type { Profile } from "./profile/schema.ts";

export type Kicad = ToolActions<"kicad">;
export type FabCheck = Awaited<ReturnType<Kicad["fabCheck"]>>;
export type Violation = NonNullable<FabCheck["data"]>["own"]["violations"][number];
export type Problem = FabCheck["problems"][number];

export interface Measured {
  readonly check: FabCheck;
  readonly facts: Facts | null;
  /** Of all answers, each once. */
  readonly problems: readonly Problem[];
}

/** Throws VALIDATION_ERROR when there is no board to check. */
export async function measure(
  kicad: Kicad,
  project: string,
  { id, rules }: Profile,
  timeoutMs: number | undefined,
): Promise<Measured> {
  const asked = { project, ...(timeoutMs === undefined ? {} : { timeoutMs }) };
  const plain = rules.map(({ source: _source, status: _status, note: _note, ...rule }) =>
    withoutGaps(rule),
  );
  const check = await kicad.fabCheck({ ...asked, profile: id, rules: plain });
  const missing = check.problems.find(({ code }) => code === "INPUT_MISSING");
  if (check.data === null && missing) {
    throw fail("VALIDATION_ERROR", { problem: missing.message, field: "input.files" });
  }
  const board = check.data === null ? null : await kicad.boardFacts(asked);
  return {
    check,
    facts: board?.data ?? null,
    problems: unlike([...check.problems, ...(board?.problems ?? [])]),
  };
}

type Rule = Parameters<Kicad["fabCheck"]>[0]["rules"][number];

/** A member that is there and undefined is another thing than one that is not there. */
const withoutGaps = (rule: { [Name in keyof Rule]: Rule[Name] | undefined }): Rule =>
  Object.fromEntries(Object.entries(rule).filter(([, value]) => value !== undefined)) as never;

function unlike(problems: readonly Problem[]): Problem[] {
  return [
    ...new Map(problems.map((one) => [`${one.code} ${one.where} ${one.message}`, one])).values(),
  ];
}
