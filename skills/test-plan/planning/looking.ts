/** The steps of what is looked up, shown, priced or calculated: nothing is measured. */
import type { Constraint } from "../input/constraints.ts";
import { bareWords, nameOf, thingOf } from "./limit-words.ts";
import { proofsOf } from "./proofs.ts";
import type { About } from "./steps.ts";

export function showing({
  constraint,
  addressed,
}: Pick<About, "constraint" | "addressed">): string[] {
  const { values, statement, verification, condition } = constraint;
  const named = (values ?? []).filter((value) => value !== "true" && value !== "false");
  const check = rulesCheck(constraint);
  if (check !== null) return check;
  const isAbsent = values?.length === 1 && values[0] === "false";
  const where = addressed.by.length > 0 ? ` in ${addressed.by.join(", ")}` : "";
  const isWider = condition?.startsWith("or ") === true;
  const under = condition && !isWider ? ` under the condition: ${condition}` : "";
  const what =
    named.length > 0
      ? `${nameOf(constraint)}: ${named.join(", ")}${isWider ? ` ${condition}` : ""}`
      : statement;
  if (verification.method === "demonstration" || verification.method === "test") {
    return [
      `Bring the device into normal operation${under}.`,
      `Let it do what is asked for: ${what}.`,
      `Accept when it does${isAbsent ? " not have it" : ` so, three times in a row${where === "" ? "" : where}`}.`,
    ];
  }
  return [
    `Look up schematic, bill of materials and drawing${where}.`,
    `Compare with: ${what}.`,
    isAbsent
      ? "Accept when it is not there."
      : named.length > 1
        ? "Accept when the design has what is listed (one of them, where the requirement offers a choice)."
        : "Accept when the design has it, and the built device shows it.",
  ];
}

/** The rules checks of a project, by the name of the requirement; null for any other. */
export function rulesCheck({
  parameter,
  statement,
}: Pick<Constraint, "parameter" | "statement">): string[] | null {
  const rules =
    /(?:^|_)(erc|drc)(?:_|$)/.exec(parameter)?.[1] ??
    (/^(?:unrouted|unconnected)_/.test(parameter) ? "drc" : null);
  if (rules === null) return null;
  return [
    `Run the ${rules === "erc" ? "electrical rules check of the released schematic" : "design rules check of the released board, zones filled anew,"} with the project's own rules.`,
    `Accept when it keeps: ${statement}; each exclusion has a reason that a second person shares.`,
  ];
}

/** How long a day it is used: what another figure rests on. */
export const USE = /^(?:daily|weekly)_use$/;

export function looking(constraint: Constraint): string[] {
  const { category, values } = constraint;
  const named = (values ?? []).filter((value) => value !== "true" && value !== "false");
  const isLimit = constraint.min !== null || constraint.max !== null || constraint.typ === null;
  const limit = bareWords(constraint) || named.join(", ") || constraint.statement;
  const limits = isLimit ? limit : null;
  const whose = thingOf(constraint);
  if (USE.test(constraint.parameter)) {
    return [
      `Agree with whoever asked for it that ${limit} is the use on which the figures stated with it rest: "${constraint.statement}".`,
      "Take it as the use in the cases of these figures; it is no limit of its own.",
    ];
  }
  if (category === "compliance") {
    return [
      ...proofsOf(named.length > 0 ? named : [limit]),
      "Compare the device that they speak of with the one that is made: hardware and firmware revision.",
      "Accept when each covers this revision and states conformity.",
    ];
  }
  if (category === "cost") {
    const isParts = /(?:^|_)(?:bom|parts?|components?|materials?)(?:_|$)/.test(
      constraint.parameter,
    );
    return [
      `Price ${whose ?? "the bill of materials"} at ${constraint.condition?.replace(/^(?:at|@|for)\s+/i, "") ?? "the quantity that is planned"}, with dated offers.`,
      ...(isParts || whose !== null
        ? []
        : [
            "Add what else is in this price: board, assembly, test, packing, freight, duty, margin.",
          ]),
      limits
        ? `Accept when the sum is ${limits} and nothing is without a price.`
        : `Record the sum beside ${limit}; ask whether that is a limit before it is judged.`,
    ];
  }
  return [
    `Calculate ${nameOf(constraint)} from the design's data, each figure with its source.`,
    "Have a second person check the calculation.",
    limits
      ? `Accept when the result is ${limits}, the doubt of its figures counted.`
      : `Record the result beside ${limit}; ask for limits before it is judged.`,
  ];
}
