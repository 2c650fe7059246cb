/** Keeps check.json within what a run may propose: of very many findings the last and mildest are left out, and counted. */
import type { CheckFinding, Measured } from "./schema.ts";

/** Bytes of all findings together; a proposed file may have 10 MiB, and the comparison names findings again. */
const MOST = 6 * 1024 * 1024;

type Listed = Pick<Measured, "findings" | "omitted">;

/** `findings` have to be sorted, worst first. Counts in the rest of the report stay those of all. */
export function fitting(findings: readonly CheckFinding[]): Listed {
  let total = 0;
  const fits = findings.findIndex((finding) => {
    total += Buffer.byteLength(JSON.stringify(finding, null, 2));
    return total > MOST;
  });
  if (fits < 0) return { findings: [...findings], omitted: { count: 0, types: [] } };
  const left = findings.slice(fits);
  const types = [...new Set(left.map(({ type }) => type))].toSorted();
  return { findings: findings.slice(0, fits), omitted: { count: left.length, types } };
}
