/** `npm run bench`: measures the gateway against its peers in alternating rounds and prints the ratios. */
import { cpus } from "node:os";
import { parseArgs } from "node:util";
import { startLoad } from "./load/process.ts";
import type { Measure } from "./measure.ts";
import { removeFinished } from "./server.ts";
import { toTable } from "./table.ts";
import type { Figure } from "./table.ts";

const NAMES = [
  "jobs",
  "creates",
  "reads",
  "pages",
  "startup",
  "memory",
  "first-run",
  "eda",
  "eda-skills",
  "parts",
  "chain",
];

const { values } = parseArgs({
  options: {
    /** One of NAMES; may be repeated. */
    only: { type: "string", multiple: true, default: NAMES },
    /** The requirements document of the chain of skills. */
    prd: { type: "string" },
    rounds: { type: "string" },
    /** Three short rounds and no database of a million: to see that it works, not what it is worth. */
    quick: { type: "boolean", default: false },
  },
});
const { quick } = values;
const rounds = Number(values.rounds ?? (quick ? 3 : 5));

const [cpu] = cpus();
console.log(
  `${process.platform} ${process.arch}, ${cpus().length} × ${cpu?.model ?? "unknown"}, Node ${process.versions.node}, ` +
    `SQLite ${process.versions.sqlite}; ${rounds} rounds, medians of each round's ratio\n`,
);

using load = startLoad();
const figures: Figure[] = [];
const failures: string[] = [];
for (const name of values.only) {
  try {
    // oxlint-disable no-await-in-loop -- one thing is measured at a time
    const measure = await measureNamed(name);
    figures.push(
      ...(await measure.run({
        load,
        rounds,
        quick,
        seconds: quick ? 1 : 3,
        prd: values.prd,
        note,
      })),
    );
    // oxlint-enable no-await-in-loop
  } catch (error) {
    // One measure that cannot be taken is no reason to lose the others; its absence is said and is red.
    failures.push(`${name}: ${(error as Error).message}`);
    process.exitCode = 1;
  }
}
await removeFinished();
console.log(`\n${[toTable(figures), ...failures].join("\n")}`);

function note(text: string): void {
  console.error(`  … ${text}`);
}

async function measureNamed(name: string): Promise<Measure> {
  switch (name) {
    case "jobs":
      return import("./measures/whole-jobs.ts");
    case "creates":
      return import("./measures/creates.ts");
    case "reads":
      return import("./measures/reads.ts");
    case "pages":
      return import("./measures/pages.ts");
    case "startup":
      return import("./measures/startup.ts");
    case "memory":
      return import("./measures/memory.ts");
    case "first-run":
      return import("./measures/first-run.ts");
    case "eda":
      return import("./measures/eda.ts");
    case "eda-skills":
      return import("./measures/eda-skills.ts");
    case "parts":
      return import("./measures/parts.ts");
    case "chain":
      return import("./measures/chain.ts");
    default:
      throw new Error(`no measure '${name}'; there are ${NAMES.join(", ")}`);
  }
}
