/** What a run came to, in lines for a person: summary, findings, inputs that changed since, and why it failed. */
import type { Session } from "../../typescript/src/index.ts";
import type { Output, Style } from "../terminal/output.ts";

interface Finding {
  readonly severity: string;
  readonly title: string;
  readonly where?: { readonly file?: string; readonly line?: number; readonly item?: string };
  readonly action?: string;
}

const SEVERITIES: Record<string, Style> = { error: "red", warning: "yellow", info: "blue" };
/** Findings that are shown after a run; `metaforge show` has them all. */
export const SHOWN = 12;

export function writeOutcome(to: Output, session: Session, most: number): void {
  if (session.summary) to.prose(session.summary);
  const findings = session.findings as unknown as readonly Finding[];
  for (const finding of findings.slice(0, most)) writeFinding(to, finding);
  const more = findings.length - most;
  if (more > 0) to.line(`  … and ${more} more: metaforge show ${session.id}`);
  if (session.staleInputs.length > 0) {
    to.prose(
      `${to.paint("yellow", "!")} changed since the run read it: ${session.staleInputs.join(", ")}; run it again to take that in`,
    );
  }
}

/** Findings stand behind their severity. */
const HANG = " ".repeat(10);

function writeFinding(to: Output, { severity, title, where, action }: Finding): void {
  const line = where?.line === undefined ? "" : `:${where.line}`;
  const place = where?.file ? `  ${where.file}${line}` : "";
  const mark = to.paint(SEVERITIES[severity] ?? "reset", severity.padEnd(7));
  to.prose(`  ${mark} ${title}${to.paint("gray", place)}`, HANG);
  if (action) to.prose(HANG + action, HANG);
}

/** Why a run failed, as a problem with a code. */
export function failureOf({ status, error, id }: Session) {
  if (!error) return { code: status.toUpperCase(), message: `${id} is ${status}`, details: {} };
  return error;
}
