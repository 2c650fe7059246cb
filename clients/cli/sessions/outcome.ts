/** What a run came to, in lines for a person: summary, findings, inputs that changed since, and why it failed. */
import type { Finding, Session } from "../../typescript/src/index.ts";
import { EXIT } from "../problem.ts";
import type { Output, Style } from "../terminal/output.ts";
import { safeLine } from "../terminal/safe.ts";
import { cut } from "../terminal/width.ts";
import { shortId } from "./words.ts";

const SEVERITIES: Record<string, Style> = { error: "red", warning: "yellow", info: "blue" };
/** Findings that are shown after a run; `metaforge show` has them all. */
export const SHOWN = 12;

export function writeOutcome(to: Output, session: Session, most: number): void {
  if (session.summary) to.prose(session.summary);
  const { findings } = session;
  writeFindings(to, findings.slice(0, most));
  const more = findings.length - most;
  if (more > 0) to.line(`  … and ${more} more: metaforge show ${shortId(session.id)}`);
  if (session.staleInputs.length > 0) {
    to.prose(
      `${to.paint("yellow", "!")} changed since the run read it: ${session.staleInputs.join(", ")}; run it again to take that in`,
    );
  }
}

/** For a question whose answer depends on it when all else has scrolled away: one or two lines. */
export function writeGist(to: Output, { summary, findings, id }: Session): void {
  if (summary) to.prose(summary);
  const counts = Object.entries(SEVERITIES).flatMap(([severity, style]) => {
    const count = findings.filter((finding) => finding.severity === severity).length;
    if (count === 0) return [];
    return [
      to.paint(style, `${count} ${severity}${count === 1 || severity === "info" ? "" : "s"}`),
    ];
  });
  if (counts.length > 0) to.prose(`${counts.join(", ")}: metaforge show ${shortId(id)}`);
}

/** Those that ask for the same stand together, and it is said once. */
function writeFindings(to: Output, findings: readonly Finding[]): void {
  const groups = Map.groupBy(findings, ({ severity, action }) => `${severity} ${action ?? ""}`);
  for (const group of groups.values()) {
    for (const finding of group) writeFinding(to, finding);
    const { action } = group[0]!;
    if (action) to.prose(`${HANG}→ ${action}`, `${HANG}  `);
  }
}

/** Findings stand behind their severity. */
const HANG = " ".repeat(10);

/** Characters of an evidence: what it is found in stands in the file. */
const EVIDENCE = 160;

function writeFinding(to: Output, { severity, title, where, evidence }: Finding): void {
  const line = where?.line === undefined ? "" : `:${where.line}`;
  const place = where?.file ? `  ${where.file}${line}` : "";
  const mark = to.paint(SEVERITIES[severity] ?? "reset", severity.padEnd(7));
  to.prose(`  ${mark} ${title}${to.paint("gray", place)}`, HANG);
  if (!evidence || title.includes(evidence)) return;
  // A quotation of several lines is one here.
  const quoted = cut(safeLine(evidence.replace(/\s+/g, " ").trim()), EVIDENCE);
  to.prose(HANG + to.paint("gray", quoted), HANG);
}

/** Why a run failed, as a problem with a code. */
export function failureOf({ status, error, id }: Session) {
  if (!error)
    return { code: status.toUpperCase(), message: `${shortId(id)} is ${status}`, details: {} };
  return error;
}

/** The exit code for how a session stands. */
export function codeOf({ status }: Session): number {
  if (status === "rejected") return EXIT.rejected;
  return status === "failed" || status === "cancelled" ? EXIT.failed : EXIT.ok;
}
