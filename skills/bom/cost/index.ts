/** Prices the lines of a bill of materials: finds the price file and the cost targets, and judges. */
import type { Finding, SkillContext } from "metaforge";
import { limitOf } from "metaforge/report";
import { isThere } from "../is-there.ts";
import { findingId } from "../parts/finding-id.ts";
import type { Args, Costing, CostTarget, Group } from "../schema.ts";
import { costsOf } from "./costing.ts";
import type { Costs } from "./costing.ts";
import { parsePrices } from "./prices.ts";
import { judge, parseTargets, toRequirement } from "./target.ts";

type Context = SkillContext<Args>;

export interface Cost {
  readonly costing: Omit<Costing, "schema" | "mode" | "inputs" | "tools">;
  readonly findings: readonly Finding[];
}

/** `groups` null: the parts are not known, so nothing is priced. */
export async function costingOf(context: Context, groups: readonly Group[] | null): Promise<Cost> {
  const { quantity, currency } = context.input.args;
  const priceFile = await fileFor(context, ".csv", context.input.args.prices ?? "prices.csv");
  const targetFile = await fileFor(context, "constraints.json", "constraints.json");
  const prices = priceFile === null ? null : parsePrices(await context.read(priceFile), priceFile);
  const targets =
    targetFile === null ? [] : parseTargets(await context.read(targetFile), targetFile);
  // Without requirements a costing stays what it was.
  const told = (judged: readonly CostTarget[]) => ({
    targets: [...judged],
    ...(targetFile === null
      ? {}
      : { requirements: judged.map((one, index) => toRequirement(one, limitOf(targets[index]!))) }),
  });
  if (groups === null || prices === null) {
    const reason =
      groups === null
        ? "the parts are not known"
        : "there is no price file; add prices.csv with mpn, quantity, unit_price, currency, date and source";
    const judged = targets.map((target) => judge(target, groups, null, quantity));
    const nothing = { lines: [], totals: [], notMeasured: bought(groups ?? []) };
    return {
      costing: { status: "not_measured", reason, quantity, priceFile, ...nothing, ...told(judged) },
      findings: judged.flatMap((one) => targetFinding(one, targetFile!)),
    };
  }
  const costs = costsOf(groups, prices.prices, quantity, currency);
  const judged = targets.map((target) => judge(target, groups, prices.prices, quantity));
  const isPriced = costs.totals.length > 0;
  return {
    costing: {
      status: !isPriced ? "not_measured" : costs.notMeasured.length > 0 ? "incomplete" : "priced",
      reason: isPriced ? null : `no part has a price in ${priceFile}`,
      quantity,
      priceFile,
      lines: [...costs.lines],
      totals: [...costs.totals],
      notMeasured: [...costs.notMeasured],
      ...told(judged),
    },
    findings: [
      ...prices.findings,
      ...smallQuantities(costs.lines, priceFile!),
      ...judged.flatMap((one) => targetFinding(one, targetFile!)),
    ],
  };
}

const bought = (groups: readonly Group[]) => groups.flatMap(({ dnp, refs }) => (dnp ? [] : refs));

/** The one that is named, else the usual one where it is there. A named one that is missing is refused by `read`. */
async function fileFor(
  { input, list }: Context,
  ending: string,
  usual: string,
): Promise<string | null> {
  if (ending === ".csv" && input.args.prices !== undefined) return usual;
  const named = input.files.find((path) => path.endsWith(ending));
  if (named !== undefined) return named;
  return (await isThere(list, usual)) ? usual : null;
}

function smallQuantities(lines: Costs["lines"], file: string): Finding[] {
  const small = lines.filter((line) => line.belowSmallestBreak);
  if (small.length === 0) return [];
  const shown = small.map(({ mpn, needed, priceBreak }) => `${mpn}: ${needed} of ${priceBreak}`);
  return [
    {
      id: "below-smallest-break",
      severity: "info",
      title: `${small.length} part${small.length === 1 ? " is" : "s are"} priced at a quantity that is larger than needed`,
      where: { file },
      evidence: `${shown.join("; ")}. What is bought beyond the need is in no sum.`,
      action: "Add the price of the smaller quantity.",
    },
  ];
}

function targetFinding(target: CostTarget, file: string): Finding[] {
  const { requirement, verdict, statement, reason } = target;
  if (verdict === "pass") return [];
  return [
    {
      id: findingId("cost-target", requirement),
      severity: verdict === "fail" ? "error" : "info",
      title:
        verdict === "fail"
          ? `The cost target is missed: ${statement}`
          : `Whether the cost target is met is not known: ${statement}`,
      where: { file, item: requirement },
      evidence: `At ${target.quantity}: ${reason}.`,
      action:
        verdict === "fail"
          ? "Find cheaper parts, or change the requirement."
          : "Complete the price file.",
      requirement,
    },
  ];
}
