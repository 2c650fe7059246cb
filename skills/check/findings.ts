/** Turns KiCad's violations and what stood in the way into findings with a place, its words, and what to do. */
import { createHash } from "node:crypto";
import { clip, oneLine } from "metaforge/report";
import { adviceFor, adviceForProblem } from "./advice/index.ts";
import type { Answers, Project, Violation } from "./measure.ts";
import type { Check, CheckFinding, CheckProblem, Group } from "./schema.ts";

export interface Found {
  readonly findings: CheckFinding[];
  readonly groups: Group[];
  readonly exclusions: Check["exclusions"];
}

type Source = "erc" | "drc" | "unconnected" | "parity";
const ORDER: readonly Source[] = ["erc", "drc", "unconnected", "parity"];
const SEVERITIES = ["error", "warning", "info"];

/** Errors first, then warnings; what has one type and severity stays together, under one number. */
export function findingsOf(answers: Answers, project: Project): Found {
  const files = filesOf(answers, project);
  const sources: [Source, readonly Violation[]][] = [
    ["erc", answers.erc.data?.violations ?? []],
    ["drc", answers.drc.data?.drc.violations ?? []],
    ["unconnected", answers.drc.data?.drc.unconnected ?? []],
    ["parity", answers.parity.data?.violations ?? []],
  ];
  const all = sources.flatMap(([source, violations]) =>
    violations.map((violation) => ({ violation, finding: findingOf(source, violation, files) })),
  );
  const counted = all.filter(({ violation }) => !violation.excluded).map(({ finding }) => finding);
  const grouped = grouping(counted);
  const findings = withOwnIds(grouped.findings);
  const exclusions = all
    .filter(({ violation }) => violation.excluded)
    .map(({ violation: { comment }, finding: { id, source, type, severity, title } }) => {
      return { id, source, type, severity, title, comment: comment ?? null };
    });
  return { findings, groups: grouped.groups, exclusions };
}

interface Files {
  readonly board: string;
  readonly schematic: string;
  readonly project: string;
  /** Sheet path → file. */
  readonly sheets: ReadonlyMap<string, string>;
}

function filesOf({ erc }: Answers, { folder, stem, file }: Project): Files {
  const below = folder === "." ? "" : `${folder}/`;
  const sheets = (erc.data?.sheets ?? []).flatMap((sheet) =>
    sheet.file === null ? [] : [[sheet.path, sheet.file] as const],
  );
  return {
    board: `${below}${stem}.kicad_pcb`,
    schematic: `${below}${stem}.kicad_sch`,
    project: file,
    sheets: new Map(sheets),
  };
}

function findingOf(source: Source, violation: Violation, files: Files): CheckFinding {
  const { id, severity, type, text, items, sheet, rule, limitMm, actualMm } = violation;
  const { action } = adviceFor(source, type);
  const whose = namesOf(items);
  const at = items[0];
  const item = at
    ? [whose, `at ${mm(at.xMm)}, ${mm(at.yMm)} mm`, ...(sheet ? [`on sheet ${sheet}`] : [])]
    : [whose, ...(sheet ? [`sheet ${sheet}`] : [])];
  const file = source === "erc" ? (files.sheets.get(sheet ?? "/") ?? files.schematic) : files.board;
  return {
    id,
    severity,
    title: clip(oneLine(whose === "" ? text : `${whose}: ${text}`), 300),
    where: { file, ...placeOf(item) },
    evidence: clip([text, ...items.map((one) => `${one.text} ${atOf(one)}`)].join("\n")),
    action,
    source,
    type,
    group: "",
    ...(sheet === undefined ? {} : { sheet }),
    ...(rule === undefined ? {} : { rule }),
    ...(limitMm === undefined ? {} : { limitMm }),
    ...(actualMm === undefined ? {} : { actualMm }),
    items: items.map((one) => ({ ...one, text: clip(one.text) })),
  };
}

/** Micrometres are finer than any board or sheet. */
export const mm = (length: number): string => String(Math.round(length * 1000) / 1000);

const atOf = ({ xMm, yMm }: { xMm: number; yMm: number }) => `(${mm(xMm)}, ${mm(yMm)} mm)`;

function placeOf(words: readonly string[]): { item?: string } {
  const item = clip(words.filter((word) => word !== "").join(" "), 500);
  return item === "" ? {} : { item };
}

/** "U1 pin 3, R4"; the net when no part is named, else what KiCad calls the item: "Label 'RESET'". */
export function namesOf(items: readonly Partial<CheckFinding["items"][number]>[]): string {
  const parts = items.flatMap(({ ref, pin }) =>
    ref ? [pin === undefined ? ref : `${ref} pin ${pin}`] : [],
  );
  const nets = items.flatMap(({ net }) => (net ? [`net ${net}`] : []));
  const texts = items.flatMap(({ text = "" }) => [clip(oneLine(text), 60)]);
  const names = [parts, nets, texts].find((some) => some.length > 0) ?? [];
  return [...new Set(names)].slice(0, 4).join(", ");
}

/** What stood in the way of a check, as a finding: a silence must not look like a pass. */
export function problemFindings(
  problems: readonly CheckProblem[],
  answers: Answers,
  project: Project,
): CheckFinding[] {
  const files = filesOf(answers, project);
  const findings = problems.map((problem) => problemFinding(problem, files));
  const rank = (one: CheckFinding) => SEVERITIES.indexOf(one.severity);
  return withOwnIds(findings.toSorted((a, b) => rank(a) - rank(b)));
}

function problemFinding(problem: CheckProblem, files: Files): CheckFinding {
  const { check, code, message, where, action, severity } = problem;
  const advice = adviceForProblem(code);
  // Not of the message: a tool may word it otherwise from version to version.
  const key = createHash("sha256").update([check, code, where].join("\n")).digest("hex");
  return {
    id: `${code.toLowerCase().replaceAll("_", "-")}-${key.slice(0, 8)}`,
    severity,
    title: clip(oneLine(`${TITLE[check]}: ${advice.title}`), 300),
    where: {
      file: where !== undefined && isFile(where) ? where : fileOf(check, files),
      item: check,
    },
    evidence: clip(message),
    action: clip(action ?? advice.action),
    source: "project",
    type: code,
    group: "",
    items: [],
  };
}

/** Some problems are about a type or a net. */
const isFile = (where: string) => /[./]|-table$/.test(where);

const TITLE: Readonly<Record<CheckProblem["check"], string>> = {
  erc: "Schematic rules",
  drc: "Board rules",
  parity: "Board against schematic",
  picture: "Pictures",
};

function fileOf(check: CheckProblem["check"], { board, schematic, project }: Files): string {
  if (check === "erc") return schematic;
  return check === "drc" || check === "parity" ? board : project;
}

/**
 * Numbers in the order of the report, the same for all of one source, type and severity: letters beside them would
 * read as a part's reference in a picture.
 */
function grouping(findings: readonly CheckFinding[]): Pick<Found, "findings" | "groups"> {
  const rank = ({ severity, source, type }: CheckFinding) =>
    `${SEVERITIES.indexOf(severity)} ${ORDER.indexOf(source as Source)} ${type}`;
  const sorted = findings.toSorted(
    (a, b) => compare(rank(a), rank(b)) || compare(placeKey(a), placeKey(b)) || compare(a.id, b.id),
  );
  const groups: { key: string; group: Group }[] = [];
  const labelled = sorted.map((finding) => {
    const { source, type, severity } = finding;
    const key = rank(finding);
    const last = groups.at(-1);
    if (last?.key === key) {
      last.group.count += 1;
      return { ...finding, group: last.group.label };
    }
    const label = String(groups.length + 1);
    groups.push({ key, group: { label, source, type, severity, count: 1 } });
    return { ...finding, group: label };
  });
  return { findings: labelled, groups: groups.map(({ group }) => group) };
}

/** R2 comes before R10. */
const placeKey = ({ sheet = "", items, title }: CheckFinding): string =>
  `${sheet} ${(items[0]?.ref ?? title).replaceAll(/\d+/g, (digits) => digits.padStart(6, "0"))}`;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A file that stands for two sheets has the same violation in both. */
function withOwnIds(findings: readonly CheckFinding[]): CheckFinding[] {
  const seen = new Map<string, number>();
  return findings.map((finding) => {
    const nth = (seen.get(finding.id) ?? 0) + 1;
    seen.set(finding.id, nth);
    return nth === 1 ? finding : { ...finding, id: `${finding.id}-${nth}` };
  });
}
