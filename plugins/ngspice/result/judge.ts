/** Judges what ngspice said: it ends with exit code 0 also when it has left out a part or given up. */
import type { SpiceProblem, SpiceProblemCode } from "../contract.ts";
import { fromAscii } from "../deck/letters.ts";
import { placeOf, shown } from "../deck/report.ts";
import type { Driver } from "../driver.ts";
import type { EngineRun } from "../engine/engine.ts";

type Verdict = readonly [SpiceProblemCode, SpiceProblem["severity"]];

/** The first that fits decides; null: says nothing, or only that something else was said. */
const RULES: readonly (readonly [RegExp, Verdict | null])[] = [
  [/^(?:note|circuit|no\. of data rows|doing analysis|using |binary raw file)\b/i, null],
  [/^\s*$|reference value/i, null],
  // The table of voltages: a net may be called `error`.
  [/^\S+(?:\s+[-+]?\d[-+.\de]*){1,2}(?:\s*\*)?$/i, null],
  // Measures are judged by their values.
  [/^\s*(?:error:\s*)?(?:meas(?:ure)?\b|&\w+: no such variable|rhs\b)|^\s*meas .*failed!/i, null],
  [
    /vector .* is not available or has zero length|no such vector|during 'write'|no writable vector/i,
    null,
  ],
  [/incomplete or empty netlist|or no "\.plot"|no simulations run|simulation interrupted/i, null],
  [/fatal error in ngspice|any of the following steps|is ignored in batch mode/i, null],
  [/instance line, ignored/i, ["LINE_DROPPED", "error"]],
  [
    /can't find model|unknown subckt|valid modelname|model name is not found|definition of model|no such model/i,
    ["MODEL_MISSING", "error"],
  ],
  [
    /no such function|undefined (?:parameter|function)|expression err|cannot compute|syntax error|parse error/i,
    ["SYNTAX", "error"],
  ],
  [
    /unknown device type|unimplemented|unbalanced|mismatch|too (?:few|many)|illegal|not implemented|formula/i,
    ["SYNTAX", "error"],
  ],
  [
    /unknown parameter|bad (?:token|syntax)|unknown (?:function|token|card)|cannot parse/i,
    ["SYNTAX", "error"],
  ],
  [/unrecognized parameter/i, ["TOOL_COMPLAINED", "warning"]],
  [/singular matrix|(?:gmin|source) stepping failed/i, ["NO_CONVERGENCE", "warning"]],
  [
    /timestep too small|iteration limit|no convergence|transient op failed|operating point could not|dc solution failed/i,
    ["NO_CONVERGENCE", "error"],
  ],
  [/simulation\(s\) aborted|doanalyses/i, ["NO_CONVERGENCE", "error"]],
  [/out of memory|can't allocate|malloc|std::bad_alloc/i, ["OUTPUT_TOO_LARGE", "error"]],
  [/\berror\b|aborted|failed!|no such|can't find/i, ["TOOL_COMPLAINED", "error"]],
  [/^\s*warning\b/i, ["TOOL_COMPLAINED", "warning"]],
];

const MOST = 30;

/** Every complaint once, with the line of the deck that it is about where that can be told. */
export function complaints(run: EngineRun, driver: Driver): SpiceProblem[] {
  const problems = new Map<string, SpiceProblem>();
  for (const said of [...sayings(run.stderr), ...sayings(run.stdout)]) {
    const verdict = RULES.find(([pattern]) => pattern.test(said))?.[1];
    if (!verdict || problems.size >= MOST) continue;
    const [code, severity] = verdict;
    const message = shown(fromAscii(said));
    const where = originOf(said, driver);
    // ngspice says the same fault up to three times, in words that name ever less of it.
    if (!where && code === "SYNTAX" && [...problems.values()].some((one) => one.code === code))
      continue;
    const key = where ? `${code} ${where.file} ${where.line}` : `${code} ${message}`;
    if (!problems.has(key)) {
      problems.set(key, { code, severity, message, ...(where ? placeOf(where) : {}) });
    }
  }
  return [...problems.values()];
}

/** Lines, those put together of which one only announces the next. */
function sayings(text: string): string[] {
  const lines = text.split(/[\n\r]/).map((line) => line.trim());
  const said: string[] = [];
  let open = 0;
  for (const line of lines.filter(Boolean)) {
    if (open > 0) said.push(`${said.pop()} ${line}`);
    else said.push(line);
    // The line that is quoted, and then what is wrong with it.
    open = line.endsWith("substitute:") ? 2 : /(?::|from line|\.\.\.)$/.test(line) ? 1 : open - 1;
  }
  return said;
}

/** How it ended, when that alone is a problem. */
export function endProblem(run: EngineRun, timeoutMs: number): SpiceProblem | null {
  const { timedOut, signal, exitCode } = run;
  const problem = (code: SpiceProblemCode, message: string, action: string): SpiceProblem => ({
    code,
    severity: "error",
    message,
    action,
  });
  if (timedOut || signal === "SIGXCPU") {
    const action = "shorten the analysis, use a longer step, or raise timeoutMs";
    return problem("TIMEOUT", `the simulation did not end in ${timeoutMs} ms`, action);
  }
  if (signal === "SIGXFSZ") {
    const action = "shorten the analysis, use a longer step, or save fewer signals";
    return problem("OUTPUT_TOO_LARGE", "the results were larger than a run may write", action);
  }
  if (signal !== null) {
    return problem("CRASHED", `the simulator was ended by ${signal}`, "see what it said last");
  }
  if (exitCode === 0) return null;
  return problem(
    "TOOL_FAILED",
    `the simulator ended with exit code ${exitCode}`,
    "see what it said last",
  );
}

function originOf(text: string, driver: Driver) {
  const byText = /'([a-z]\w* [^']+)' is not|subckt: (.*?)(?: in line |$)|from line\s+(\S.*)/i.exec(
    text,
  );
  const quoted = byText?.slice(1).find(Boolean);
  if (quoted !== undefined) {
    const found = find(driver, (line) => squeezed(line) === squeezed(quoted));
    if (found) return found;
  }
  const parameter = /undefined parameter \[(\w+)\]/i.exec(text)?.[1];
  if (parameter !== undefined) {
    const word = new RegExp(`\\b${parameter}\\b`, "i");
    return find(driver, (line) => !line.startsWith(".param") && word.test(line));
  }
  const number = /\b(?:at|on|in) line (?:no\. )?(\d+)/i.exec(text)?.[1];
  return number === undefined ? undefined : driver.origin(Number(number));
}

const squeezed = (text: string) => text.toLowerCase().replace(/\s+/g, " ").trim();

function find(driver: Driver, fits: (line: string) => boolean) {
  for (let line = 2; ; line += 1) {
    const origin = driver.origin(line);
    if (!origin || fits(origin.text)) return origin;
  }
}
