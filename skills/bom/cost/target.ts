/** Compares the parts' cost with what the requirements say of cost. */
import { fail, messageOf, z } from "metaforge";
import { amount } from "metaforge/report";
import type { RequirementVerdict } from "metaforge/report";
import type { CostTarget, Group } from "../schema.ts";
import { costsOf } from "./costing.ts";
import { shownMoney } from "./money.ts";
import type { Price } from "./prices.ts";

/** The part of constraints.json that is looked at. */
const Constraints = z.object({
  constraints: z.array(
    z.object({
      id: z.string(),
      category: z.string(),
      parameter: z.string(),
      max: z.number().nullable(),
      typ: z.number().nullable(),
      maxInclusive: z.boolean().default(true),
      unit: z.string().nullable(),
      condition: z.string().nullable(),
      statement: z.string(),
    }),
  ),
});
export type CostConstraint = z.infer<typeof Constraints>["constraints"][number];

/** Upper limits in money. Throws VALIDATION_ERROR when the file is no constraints.json. */
export function parseTargets(text: string, file: string): CostConstraint[] {
  try {
    return Constraints.parse(JSON.parse(text)).constraints.filter(
      ({ category, unit, max, typ }) =>
        category === "cost" && /^[A-Z]{3}$/.test(unit ?? "") && (max ?? typ) !== null,
    );
  } catch (thrown) {
    const problem = `${file} is no constraints.json (${messageOf(thrown).split("\n", 1)[0]}); run \`spec\` to make one`;
    throw fail("VALIDATION_ERROR", { problem, field: "input.files" });
  }
}

/** `groups` or `prices` null: they are not known. `boards` is used where the requirement names no quantity. */
export function judge(
  target: CostConstraint,
  groups: readonly Group[] | null,
  prices: readonly Price[] | null,
  boards: number,
): CostTarget {
  const max = (target.max ?? target.typ)!;
  const currency = target.unit!;
  const quantity = quantityIn(`${target.condition ?? ""} ${target.statement}`) ?? boards;
  const common = { requirement: target.id, statement: target.statement, max, currency, quantity };
  if (groups === null || prices === null) {
    const reason = groups === null ? "the parts are not known" : "there is no price file";
    return { ...common, measured: null, complete: false, verdict: "not_measured", reason };
  }
  const { totals, notMeasured } = costsOf(groups, prices, quantity, currency);
  const measured = totals.find((total) => total.currency === currency)?.perBoard ?? null;
  const complete = notMeasured.length === 0 && measured !== null;
  const told = { ...common, measured, complete };
  if (measured === null) {
    return { ...told, verdict: "not_measured", reason: `no part has a price in ${currency}` };
  }
  const sum = shownMoney(measured, currency);
  if (target.max === null) {
    const reason = `the priced parts cost ${sum}; the requirement states ${shownMoney(max, currency)}, and not whether that is a limit`;
    return { ...told, verdict: "not_measured", reason };
  }
  const over = target.maxInclusive ? measured > max : measured >= max;
  if (over) {
    const reason = complete ? `the parts cost ${sum}` : `the priced parts alone cost ${sum}`;
    return { ...told, verdict: "fail", reason };
  }
  if (!complete) {
    const reason = `${notMeasured.length} part${notMeasured.length === 1 ? " has" : "s have"} no price in ${currency}; the others cost ${sum}`;
    return { ...told, verdict: "not_measured", reason };
  }
  if (
    !/\b(?:bom|bill|parts?|components?|materials?)\b/.test(target.parameter.replaceAll("_", " "))
  ) {
    const reason = `the parts cost ${sum}; board, assembly and test are not in that sum`;
    return { ...told, verdict: "not_measured", reason };
  }
  return { ...told, verdict: "pass", reason: `the parts cost ${sum}` };
}

/** The same as every artifact says it. */
export const toRequirement = (
  { requirement, statement, verdict, measured, currency, quantity, reason }: CostTarget,
  limit: string | null,
): RequirementVerdict => ({
  ...{ requirement, statement, verdict, value: measured, unit: currency },
  ...{ limit, basis: `parts of one board, at ${amount(quantity, "board")}; ${reason}` },
});

/** "@ 100 units", "at 1,000 pcs", "in quantities of 500" */
function quantityIn(text: string): number | null {
  const form =
    /(?:@|\bat\b|\bfor\b|\bof\b|\bin\b)\s*(\d[\d,]*)\s*(k)?\s*(?:units?|pcs|pieces|boards?|qty|quantity|off)\b|\b(?:qty|quantity|quantities|volumes?)\s*(?:of\s*)?(\d[\d,]*)\s*(k)?\b/i;
  const [, first, k, second, kilo] = form.exec(text) ?? [];
  const digits = first ?? second;
  if (digits === undefined) return null;
  return Number(digits.replaceAll(",", "")) * ((k ?? kilo) === undefined ? 1 : 1000);
}
