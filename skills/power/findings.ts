/** What a reviewer should know: broken limits first, then what could not be judged. */
import { createHash } from "node:crypto";
import type { Finding } from "metaforge";
import type { Body } from "./assemble.ts";
import { shown } from "./quantity.ts";
import type { Check, Margin } from "./schema.ts";
import { isTypicalOnly, isWish } from "./tally.ts";

const MOST = 400;

export function findingsOf(
  body: Body,
  files: { architecture: string; constraints: string | null },
): Finding[] {
  const { margins, checks, notMeasured, usage } = body;
  const architecture = files.architecture;
  const found: Finding[] = [
    ...margins.flatMap((one) => marginFinding(one, files.constraints ?? architecture)),
    ...checks.flatMap((one) => checkFinding(one, architecture, isBattery(one, body))),
    ...notMeasured.map(({ what, reason }) => ({
      id: idOf("not-known", what),
      severity: "warning" as const,
      title: `Not known: ${what}`,
      where: { file: architecture },
      evidence: reason,
      action: "choose a part with that figure, or state the current (and its rail) in usage.json",
    })),
  ];
  if (usage.from !== "usage.json") {
    found.push({
      id: "no-usage",
      severity: "info",
      title:
        usage.from === "requirement"
          ? "Shares of time are a requirement's"
          : "No usage.json: everything is taken as active all the time",
      where: { file: "usage.json" },
      evidence: usage.statement,
      action: "write a usage.json with the states and their shares of time",
    });
  }
  if (files.constraints === null) {
    found.push({
      id: "no-constraints",
      severity: "warning",
      title: "No constraints.json: nothing is judged by requirements",
      where: { file: "constraints.json" },
      action: "run `spec` first",
    });
  } else if (margins.length === 0) {
    found.push({
      id: "no-power-requirement",
      severity: "info",
      title: "No requirement sets a limit on power, current or runtime",
      where: { file: files.constraints },
      action: "state one, where the product has one",
    });
  }
  return found.slice(0, MOST);
}

function marginFinding(margin: Margin, file: string): Finding[] {
  const { verdict, requirement, statement, of, unit, min, max, typical, worst, judged } = margin;
  if (verdict === "pass") return [];
  const value = judged === "typical" ? typical : worst;
  const limit =
    max === null
      ? `at least ${shown(min, unit)}`
      : min === null || min === max
        ? `at most ${shown(max, unit)}`
        : `${shown(min, unit)} to ${shown(max, unit)}`;
  const isBroken = verdict === "fail";
  const wish = isWish(margin) ? ` (${margin.priority})` : "";
  return [
    {
      id: idOf("margin", requirement),
      severity: isBroken ? (isWish(margin) ? "warning" : "error") : openness(margin),
      title: `${isBroken ? "Not kept" : openWords(margin)}${wish}: ${cut(statement)}`,
      where: { file, item: requirement },
      evidence: cut(
        isBroken
          ? `${of}: ${shown(value, unit)}, wanted ${limit}. ${margin.formula}`
          : `${of}: ${margin.reason}. ${margin.formula}`,
        2000,
      ),
      action: isBroken ? "change the design, its use or the requirement" : actionOf(margin),
      requirement,
    },
  ];
}

function checkFinding(check: Check, file: string, ofBattery: boolean): Finding[] {
  const { verdict, id, title, about, value, limit, side, unit, formula, source, reason } = check;
  if (verdict === "pass") return [];
  const isBroken = verdict === "fail";
  const bound = `${side === "max" ? "at most" : "at least"} ${shown(limit, unit)}`;
  return [
    {
      id: idOf("check", id),
      severity: isBroken ? "error" : openness(check),
      title: cut(
        isBroken
          ? `${title}: ${shown(value, unit)}, ${bound} is allowed`
          : `${openWords(check)}: ${title}`,
      ),
      where: { file, item: about },
      evidence: cut(isBroken ? `${formula}; ${source ?? ""}` : `${reason}. ${formula}`, 2000),
      action: !isBroken
        ? actionOf(check)
        : (ofBattery && BATTERY[check.kind]) || ACTIONS[check.kind],
    },
  ];
}

const openness = (one: Margin | Check) => (isTypicalOnly(one) ? "info" : "warning");
const openWords = (one: Margin | Check) =>
  isTypicalOnly(one) ? "Kept by typical figures only" : "Not measured";
const actionOf = (one: Margin | Check) =>
  isTypicalOnly(one) ? "ask the maker for the maximum, or measure it" : "supply what is missing";

const ACTIONS: Record<Check["kind"], string> = {
  "pulse-current":
    "take a battery that bears the pulse, or carry it by a capacitor whose charge is shown to suffice",
  "converter-current": "take a converter that gives more, or share the load",
  "input-voltage": "take a converter that bears the input, or limit the input before it",
  dropout: "take a converter with less dropout, or one that boosts",
  junction: "take a switching converter, a package with less thermal resistance, or less load",
  temperature: "take a battery that is specified there",
};

/** A battery that collapses is helped by no other converter. */
const BATTERY: Partial<Record<Check["kind"], string>> = {
  dropout: "take a battery of less internal resistance, or draw less at once",
};

const isBattery = ({ about }: Check, { batteries }: Body) =>
  batteries.some(({ source }) => source === about);

const idOf = (kind: string, about: string) =>
  `power-${kind}-${createHash("sha256").update(about).digest("hex").slice(0, 8)}`;

const cut = (text: string, longest = 300) =>
  text.length <= longest ? text : `${text.slice(0, longest - 1)}…`;
