/** Writes a limit for people. */
import type { Constraint } from "../schema.ts";

type Limit = Pick<
  Constraint,
  | "min"
  | "typ"
  | "max"
  | "minInclusive"
  | "maxInclusive"
  | "unit"
  | "values"
  | "category"
  | "statement"
>;

/** "3 to 3.6 V", "< 200 mA". */
export function stated(constraint: Limit): string {
  const { min, typ, max, minInclusive, maxInclusive } = constraint;
  const unit = unitText(constraint.unit);
  if (min !== null && max !== null) {
    const middle = typ === null ? "" : ` (typ ${typ})`;
    return -min === max && typ === null ? `±${max}${unit}` : `${min} to ${max}${unit}${middle}`;
  }
  const usual = typ === null ? "" : ` (typ ${typ})`;
  if (max !== null) return `${maxInclusive ? "≤" : "<"} ${max}${unit}${usual}`;
  if (min !== null) return `${minInclusive ? "≥" : ">"} ${min}${unit}${usual}`;
  if (typ !== null) return `${typ}${unit}`;
  return valuesText(constraint);
}

/** "supported up to 128 GB": a value that has to be reached, and no limit to stay below. */
export const reachWords = ({ max, unit }: Pick<Constraint, "max" | "unit">): string =>
  `supported up to ${max}${unitText(unit)}`;

/** Standards hold together; other names are alternatives where the author says "or", and belong together where he says "and". */
function valuesText({ values, category, statement }: Limit): string {
  const names = values ?? [];
  if (names.length < 2 || category === "compliance") return names.join(", ");
  const words = wordsAmong(statement, names);
  const last = names.at(-1)!;
  if (ONE_OF.test(statement) || OR.test(words ?? statement)) return names.join(" or ");
  // "An assistant such as A, B and C" names examples.
  const isExample = /\b(?:such as|for example|for instance|like|including)\b|\be\.g\./i.test(
    statement,
  );
  const isSum =
    words !== null &&
    (ALL_OF.test(statement) || (!isExample && AND.test(words))) &&
    AND.test(words);
  return isSum ? `${names.slice(0, -1).join(", ")} and ${last}` : names.join(", ");
}

const OR = /\bor\b|[A-Za-z0-9)]\s?\/\s?[A-Za-z0-9(]/i;
const AND = /\band\b|&|\s\+\s|[A-Za-z]-capable\b/i;
const ONE_OF = /\b(?:either|one of|any of)\b/i;
const ALL_OF = /\b(?:combination of|both|all of)\b/i;

/** From the first of the names to a word behind the last; null where the statement writes one otherwise. */
function wordsAmong(statement: string, names: readonly string[]): string | null {
  const found = names.map((name) => {
    const signs = [...name.replace(/[\s-]/g, "")].map((sign) =>
      sign.replace(/[^A-Za-z0-9]/, "\\$&"),
    );
    return new RegExp(signs.join("[\\s-]?"), "i").exec(statement);
  });
  if (found.some((match) => match === null)) return null;
  const from = Math.min(...found.map((match) => match!.index));
  const to = Math.max(...found.map((match) => match!.index + match![0].length));
  return statement.slice(from, to) + (/^-capable\b/.exec(statement.slice(to))?.[0] ?? "");
}

const PRETTY: Readonly<Record<string, string>> = {
  "1": "",
  Cel: " °C",
  degF: " °F",
  "%": " %",
  USD: " USD",
  a: " years",
  mo: " months",
  wk: " weeks",
  d: " days",
  "A.m2": " A·m²",
  "N.m": " N·m",
  deg: "°",
  in: " in",
  "1/s": " per second",
  "1/min": " per minute",
  "1/h": " per hour",
  "1/d": " per day",
};

/** A unit for people, with its space. */
export function unitText(unit: string | null): string {
  if (unit === null) return "";
  return (
    PRETTY[unit] ??
    ` ${unit
      .replace(/^u(?=[A-Za-z])/, "µ")
      .replace(/Ohm$/, "Ω")
      .replace("Cel", "°C")}`
  );
}
