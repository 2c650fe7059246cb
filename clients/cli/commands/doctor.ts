/** `metaforge doctor`: looks at everything that a gateway needs here, and says what to do about what is wrong. */
import { JSON_OUTPUT, WORKSPACE, command } from "../command.ts";
import type { Check } from "../doctor/check.ts";
import { examine } from "../doctor/examine.ts";
import { EXIT } from "../problem.ts";
import { settingsOf } from "../settings.ts";
import type { Output } from "../terminal/output.ts";

/** What is said of a thing stands behind its verdict and its name. */
const HANG = " ".repeat(25);
const STYLES = { ok: "green", warning: "yellow", problem: "red" } as const;

export default command({
  args: { ...WORKSPACE, ...JSON_OUTPUT },
  notes: [
    "Looks at Node, the workspace, the configuration, ports, plugins and the programs behind tools. Some tools are",
    "asked questions with known answers: a program that merely ends well is found out. A gateway is used when one",
    "runs; none is started. Each language model that you configured is asked for one word, at the price of a few",
    "tokens. Exit code 0: no problem; 1: at least one.",
  ],
  examples: [
    ["metaforge doctor", "this folder"],
    ["metaforge doctor --json", "for a script or a bug report"],
  ],
  async run({ args, shell }) {
    const { out } = shell;
    const checks: Check[] = [];
    for await (const check of examine(settingsOf(args, shell), shell.now())) {
      checks.push(check);
      if (!args.json) show(check, checks.at(-2)?.area, out);
    }
    const count = (verdict: Check["verdict"]) =>
      checks.filter((one) => one.verdict === verdict).length;
    const [problems, warnings] = [count("problem"), count("warning")];
    if (args.json) out.json({ problems, warnings, checks });
    else out.line(`\n${amount(problems, "problem")}, ${amount(warnings, "warning")}`);
    return problems > 0 ? EXIT.failed : EXIT.ok;
  },
});

function show({ area, what, verdict, says, todo }: Check, before: string | undefined, out: Output) {
  if (area !== before) out.line(`${before === undefined ? "" : "\n"}${out.paint("bold", area)}`);
  out.prose(
    `  ${out.paint(STYLES[verdict], verdict.padEnd(7))}  ${what.padEnd(12)}  ${says}`,
    HANG,
  );
  if (todo !== undefined) out.prose(`${HANG}→ ${todo}`, `${HANG}  `);
}

const amount = (n: number, what: string) => `${n === 0 ? "no" : n} ${what}${n === 1 ? "" : "s"}`;
