/** What a reviewer should know: broken limits, limits that were not measured, and all that went wrong. */
import { createHash } from "node:crypto";
import type { Finding } from "metaforge";
import { gathered } from "./problems.ts";
import type { Told } from "./problems.ts";
import type { LimitRow, Results } from "./schema.ts";
import { bounds, quantity } from "./report/quantity.ts";

/** A run may hand over 2000; the report holds all. */
const MOST = 500;
const WORDS = 1000;

type Judged = Pick<Results, "limits" | "problems" | "circuit" | "status">;

export function findingsOf({ limits, problems, circuit, status }: Judged): Finding[] {
  const name = namer();
  const found = [
    ...limits
      .filter(({ verdict }) => verdict !== "pass")
      .map((row) => limitFinding(row, circuit.path, name)),
    ...gathered(problems).map((problem) => problemFinding(problem, circuit.path, name)),
  ];
  if (limits.length === 0 && (status === "ok" || status === "partial")) {
    found.push({
      id: name("no-limits", ""),
      severity: "info",
      title: "No limit was given, so nothing is judged",
      where: { file: circuit.path },
      action: "give limits by the argument limits, or in a JSON file beside the deck",
    });
  }
  return found.length <= MOST
    ? found
    : [...found.slice(0, MOST - 1), further(found.length - MOST + 1, name)];
}

function limitFinding(row: LimitRow, file: string, name: Namer): Finding {
  const { requirement, verdict, value, unit } = row;
  const isBroken = verdict === "fail";
  const asked = `${row.name}: ${bounds(row)}`;
  return {
    id: name("limit", `${row.name}\n${row.measure}\n${requirement ?? ""}`),
    severity: "error",
    title: cut(isBroken ? `Limit not kept: ${row.name}` : `Limit not measured: ${row.name}`),
    where: { file, item: cut(row.measure) },
    evidence: cut(
      isBroken
        ? `${quantity(value, unit)}, wanted ${bounds(row)}`
        : `${asked}: ${row.reason ?? ""}`,
    ),
    action: isBroken
      ? "change the circuit, or the limit if it is wrong"
      : "see the problems of the run",
    ...(requirement === null ? {} : { requirement }),
  };
}

function problemFinding(problem: Told, circuit: string, name: Namer): Finding {
  const { code, severity, message, file = circuit, lines, count, action } = problem;
  const [line] = lines;
  return {
    // Without the line: it stays the same problem when a line is put in above.
    id: name(code.toLowerCase().replaceAll("_", "-"), `${file}\n${message}`),
    severity,
    title: cut(count > 1 ? `${message} (${count} times)` : message),
    where: { file, ...(line === undefined ? {} : { line }) },
    evidence: cut(count > 1 ? `${code} in lines ${lines.join(", ")}` : code),
    ...(action === undefined ? {} : { action: cut(action) }),
  };
}

const further = (count: number, name: Namer): Finding => ({
  id: name("further", ""),
  severity: "error",
  title: `${count} further findings stand in sim/sim-report.md only`,
  where: { file: "sim/sim-report.md" },
});

type Namer = (kind: string, content: string) => string;

/** Names from the content, so that they stay from run to run; what is said twice is counted. */
function namer(): Namer {
  const seen = new Map<string, number>();
  return (kind, content) => {
    const digest = createHash("sha256").update(content).digest("hex").slice(0, 6);
    const id = content === "" ? `sim-${kind}` : `sim-${kind}-${digest}`;
    const count = (seen.get(id) ?? 0) + 1;
    seen.set(id, count);
    return count === 1 ? id : `${id}-${count}`;
  };
}

const cut = (text: string) => (text.length <= WORDS ? text : `${text.slice(0, WORDS - 1)}…`);
