/** What kind of a part the words say: the colour of an LED, the type of a thermocouple. Two kinds are two blocks. */
import type { Constraint } from "../input.ts";
import type { Rule } from "./rule.ts";

interface Kind {
  readonly suffix: string;
  readonly members: readonly Constraint[];
  readonly rule: Rule;
}

/** One group a kind that is told, and one for what is told without; null: no kind is told. */
export function toldGroups(rule: Rule, because: readonly Constraint[]): Kind[] | null {
  const told = because.map((one) => ({ one, kinds: kindsIn(rule, one) }));
  const kinds = [...new Set(told.flatMap((each) => each.kinds))];
  if (kinds.length === 0) return null;
  const plain = told.filter((each) => each.kinds.length === 0).map(({ one }) => one);
  const { attribute, prefix = "" } = rule.told!;
  const groups = kinds.map((kind) => ({
    suffix: kind,
    members: told.filter((each) => each.kinds.includes(kind)).map(({ one }) => one),
    rule: { ...rule, attributes: { ...rule.attributes, [attribute]: `${prefix}${kind}` } },
  }));
  // Of one kind alone, what is told without it is about the same.
  if (groups.length === 1) return [{ ...groups[0]!, suffix: "", members: because }];
  return plain.length > 0 ? [{ suffix: "", members: plain, rule }, ...groups] : groups;
}

function kindsIn({ told }: Rule, { statement, parameter }: Constraint): string[] {
  const { pattern, near } = told!;
  const kindsOf = (text: string) =>
    [...text.matchAll(pattern)]
      // "Blue box with two LEDs": the colour stands right before the thing, or before another colour of it.
      .filter(({ index, 0: all }) => !near || isNear(text.slice(index + all.length), near, pattern))
      .map(([, ...groups]) => groups.find((group) => group !== undefined)!.toLowerCase());
  // "Two red LEDs and one green LED" is two requirements, each of which names its own.
  const own = kindsOf(parameter.replaceAll("_", " "));
  return own.length > 0 ? own : kindsOf(statement);
}

const BETWEEN = 30;

function isNear(after: string, near: RegExp, pattern: RegExp): boolean {
  const hit = near.exec(after.slice(0, BETWEEN));
  if (!hit) return false;
  const between = after.slice(0, hit.index).replaceAll(pattern, "");
  return /^[\s,/]*(?:(?:and|or|one|a|status|indicator|power|\d)[\s,/]*)*$/i.test(between);
}
