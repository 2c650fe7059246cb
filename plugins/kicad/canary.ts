/** Shows whether KiCad's checks can be believed: a sheet with two known faults, and the same without them. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { action, fail, messageOf, z } from "metaforge";
import type { ExecResult, ToolContext } from "metaforge";
import { FP_TABLE, PROJECT_TABLE, SYM_TABLE, SYMBOLS, sheet } from "./canary-sheet.ts";

/** A first call with cold files takes 0.7 s on a slow machine. */
const TIMEOUT_MS = 30_000;

export const canary = action({
  description: "Checks a sheet with two known faults and one with none.",
  input: z.strictObject({}),
  async run(context) {
    const program = await context.which("kicad-cli");
    if (!program) throw fail("TOOL_ERROR", { tool: "kicad", problem: "kicad-cli is not on PATH" });
    const checks = [
      await checkSheet(context, program, "faulty"),
      await checkSheet(context, program, "clean"),
    ];
    return { trustworthy: checks.every(({ ok }) => ok), checks };
  },
});

const EXPECTED = { faulty: ["pin_not_connected", "pin_not_connected"], clean: [] } as const;

/** What the program (absolute path) finds in one of both sheets, beside what there is to find. */
export async function checkSheet(
  { scratch, exec }: ToolContext,
  program: string,
  name: keyof typeof EXPECTED,
) {
  const expected: readonly string[] = EXPECTED[name];
  const context = { exec, scratch: join(scratch, `canary-${randomUUID()}`) };
  await mkdir(context.scratch, { recursive: true });
  const config = await seedConfig(context, program);
  const found = await violations(context, program, config, name);
  return {
    what: `rule check of a ${name} sheet`,
    ok: Array.isArray(found) && found.join() === expected.join(),
    expected: inWords(expected),
    found: typeof found === "string" ? found : inWords(found),
  };
}

type Place = Pick<ToolContext, "scratch" | "exec">;

const inWords = (types: readonly string[]) => (types.length === 0 ? "nothing" : types.join(", "));

/** The kinds of violation that the report holds, or why there is no report to believe. */
async function violations(
  { scratch, exec }: Place,
  program: string,
  config: string,
  name: "faulty" | "clean",
): Promise<readonly string[] | string> {
  // The folder has to be writable: in one that is not, KiCad drops the project's libraries without a word.
  const folder = join(scratch, name);
  await mkdir(folder);
  const files = {
    [`${name}.kicad_sch`]: sheet(name, name === "clean"),
    [`${name}.kicad_pro`]: "{}",
    "sym-lib-table": PROJECT_TABLE,
    "canary.kicad_sym": SYMBOLS,
  };
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
  const report = join(scratch, `${name}.json`);
  const result = await exec(
    program,
    ["sch", "erc", "--format", "json", "--severity-all", "-o", report, `${name}.kicad_sch`],
    {
      cwd: folder,
      timeoutMs: TIMEOUT_MS,
      env: { KICAD_CONFIG_HOME: config, LANG: "C.UTF-8" },
    },
  );
  return failureIn(result) ?? (await typesIn(report));
}

function failureIn({ exitCode, signal, timedOut }: ExecResult): string | null {
  if (timedOut) return "it did not end in time";
  if (signal) return `it was ended by ${signal}`;
  return exitCode === 0 ? null : `it ended with exit code ${exitCode}`;
}

const Report = z.object({
  $schema: z.string().includes("erc.v1"),
  sheets: z.array(z.object({ violations: z.array(z.object({ type: z.string() })) })).min(1),
});

/** Exit code 0 proves nothing: it is KiCad's answer also when it has written no report. */
async function typesIn(file: string): Promise<readonly string[] | string> {
  const text = await readFile(file, "utf8").catch(() => null);
  if (text === null) return "it ended well and wrote no report";
  try {
    const { sheets } = Report.parse(JSON.parse(text));
    return sheets.flatMap((one) => one.violations.map(({ type }) => type)).toSorted();
  } catch (thrown) {
    return `its report is none: ${messageOf(thrown).split("\n", 1)[0]}`;
  }
}

/** KiCad reads its library tables from a folder named by its version; it makes only one of the two itself. */
async function seedConfig({ scratch, exec }: Place, program: string): Promise<string> {
  const { stdout } = await exec(program, ["version"], { timeoutMs: TIMEOUT_MS });
  const version = /^\d+\.\d+/m.exec(stdout)?.[0] ?? "9.0";
  const config = join(scratch, "config");
  await mkdir(join(config, version), { recursive: true });
  await writeFile(join(config, version, "sym-lib-table"), SYM_TABLE);
  await writeFile(join(config, version, "fp-lib-table"), FP_TABLE);
  return config;
}
