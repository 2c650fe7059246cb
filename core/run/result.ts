/** Checks what a skill returned: in the run process, so that it can be sent, and again in the gateway. */
import type { Finding } from "../define.ts";
import { fail } from "../errors.ts";
import { LIMITS } from "./limits.ts";
import { isRecord } from "./rpc.ts";

/** A skill's result with every text artifact as UTF-8 bytes. */
export interface CheckedResult {
  readonly artifacts: readonly { readonly path: string; readonly content: Uint8Array }[];
  readonly findings: readonly Finding[];
  readonly summary: string | null;
}

/**
 * Copies a result field by field, each read once. Throws AGENT_ERROR with `details.field` at the first
 * thing that is not as `SkillResult` says, or beyond 500 files, 10 MiB a file, 50 MiB in all.
 */
export function checkResult(value: unknown): CheckedResult {
  if (!isRecord(value)) throw wrong("result", `should be an object, is ${kindOf(value)}`);
  const { artifacts, findings, summary } = value;
  if (!Array.isArray(artifacts))
    throw wrong("artifacts", `should be a list, is ${kindOf(artifacts)}`);
  if (artifacts.length > LIMITS.artifacts) {
    throw wrong("artifacts", `more than ${LIMITS.artifacts} files: ${artifacts.length}`);
  }
  let total = 0;
  const checked = Array.from(artifacts, (artifact: unknown, index) => {
    const one = checkArtifact(artifact, `artifacts.${index}`);
    total += one.content.byteLength;
    if (total > LIMITS.total) throw wrong("artifacts", "more than 50 MiB in all");
    return one;
  });
  return {
    artifacts: checked,
    findings: checkFindings(findings),
    summary: optionalText(summary, "summary") ?? null,
  };
}

function checkArtifact(value: unknown, field: string): CheckedResult["artifacts"][number] {
  if (!isRecord(value)) throw wrong(field, `should be an object, is ${kindOf(value)}`);
  const { path, content } = value;
  if (typeof path !== "string" || path === "") {
    throw wrong(`${field}.path`, `should be a path, is ${kindOf(path)}`);
  }
  if (path.length > LIMITS.path) throw wrong(`${field}.path`, "is longer than 1024 characters");
  // Buffer.byteLength first: encoding a 2 GB string only to refuse it could end the process.
  const size = typeof content === "string" ? Buffer.byteLength(content) : sizeOf(content);
  if (size === null) {
    throw wrong(`${field}.content`, `should be text or bytes, is ${kindOf(content)}`);
  }
  if (size > LIMITS.artifact) throw wrong(`${field}.content`, "is larger than 10 MiB");
  return {
    path,
    content: typeof content === "string" ? Buffer.from(content) : (content as Uint8Array),
  };
}

const sizeOf = (content: unknown) => (content instanceof Uint8Array ? content.byteLength : null);

function checkFindings(value: unknown): Finding[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw wrong("findings", `should be a list, is ${kindOf(value)}`);
  if (value.length > LIMITS.findings) throw wrong("findings", `more than ${LIMITS.findings}`);
  return Array.from(value, (finding: unknown, index) => checkFinding(finding, `findings.${index}`));
}

function checkFinding(value: unknown, field: string): Finding {
  if (!isRecord(value)) throw wrong(field, `should be an object, is ${kindOf(value)}`);
  const { id, severity, title, where, evidence, action, requirement } = value;
  if (severity !== "error" && severity !== "warning" && severity !== "info") {
    throw wrong(`${field}.severity`, "should be error, warning or info");
  }
  const optional = Object.entries({ evidence, action, requirement }).flatMap(([key, words]) => {
    const checked = optionalText(words, `${field}.${key}`);
    return checked === undefined ? [] : [[key, checked]];
  });
  return {
    id: text(id, `${field}.id`),
    severity,
    title: text(title, `${field}.title`),
    ...(where === undefined ? {} : { where: checkWhere(where, `${field}.where`) }),
    ...Object.fromEntries(optional),
  };
}

function checkWhere(value: unknown, field: string): NonNullable<Finding["where"]> {
  if (!isRecord(value)) throw wrong(field, `should be an object, is ${kindOf(value)}`);
  const { file, line, item } = value;
  if (line !== undefined && !Number.isSafeInteger(line))
    throw wrong(`${field}.line`, "should be a whole number");
  const checked = optionalText(item, `${field}.item`);
  return {
    file: text(file, `${field}.file`),
    ...(line === undefined ? {} : { line: line as number }),
    ...(checked === undefined ? {} : { item: checked }),
  };
}

function text(value: unknown, field: string): string {
  if (typeof value !== "string") throw wrong(field, `should be text, is ${kindOf(value)}`);
  if (value.length > LIMITS.message) throw wrong(field, "is longer than 4096 characters");
  return value;
}

const optionalText = (value: unknown, field: string) =>
  value === undefined || value === null ? undefined : text(value, field);

function wrong(field: string, problem: string) {
  return fail("AGENT_ERROR", { problem: `what it returned is wrong: ${field} ${problem}`, field });
}

function kindOf(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" ? "an object" : `a ${typeof value}`;
}
