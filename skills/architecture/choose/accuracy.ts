/** How wrong a sensor may be: what a line asks, and under which temperature its part keeps it. */
import type { Rule } from "../asks/rule.ts";
import type { Constraint } from "../input.ts";
import { say } from "../supply/number.ts";
import type { Temperature } from "../supply/temperature.ts";
import { figuresOf } from "./wish.ts";
import type { Asked, Figure, Part } from "./wish.ts";

const ERROR = /accura|error|uncertain|deviation/;
/** "Temperature ±0.5 °C" tells an error without the word; "operating temperature ±40 °C" does not. */
const MEASURED =
  /^(?:(?:air|room|ambient|relative)_)?(?:temperature|humidity|pressure)(?:_measurement)?$/;
/** What a sensor measures, as its rule says → the units of the catalogue. */
const UNITS: Readonly<Record<string, readonly string[]>> = {
  temperature: ["°C"],
  humidity: ["%RH", "°C"],
  pressure: ["Pa"],
  co2: ["ppm"],
};

/** One demand a line: at most that error. Nothing for a block that measures none of these. */
export function accuracyDemands(rule: Rule, lines: readonly Constraint[]): Asked[] {
  const units = UNITS[rule.attributes?.["quantity"] ?? ""] ?? [];
  return lines.flatMap((one) => {
    const error = errorOf(one);
    if (!error || !units.includes(error.unit)) return [];
    const demand = { figure: "accuracy" as const, atMost: error.most, unit: error.unit };
    return [{ demand, requirement: one.id, soft: one.priority !== "must" }];
  });
}

/** The largest error that a line allows, in the catalogue's unit; null: it speaks of something else. */
export function errorOf({ parameter, min, typ, max, si, statement }: Constraint) {
  if (!si) return null;
  const isBoth = min !== null && max !== null && min === -max;
  if (!ERROR.test(parameter) && !(isBoth && MEASURED.test(parameter))) return null;
  const most = Math.abs(si.max ?? si.typ ?? si.min ?? 0);
  if (most === 0 || (typ === null && min !== null && max !== null && !isBoth)) return null;
  if (si.unit === "Cel" || si.unit === "K") return { most, unit: "°C" };
  if (si.unit === "Pa") return { most, unit: "Pa" };
  const isHumidity = /humid|\brh\b/i.test(`${parameter} ${statement}`);
  return si.unit === "1" && isHumidity ? { most: round(most * 100), unit: "%RH" } : null;
}

const round = (value: number) => Number(value.toPrecision(6));

/** In words what is missing of it; null: the error is guaranteed over the product's temperatures, and is no larger. */
export function accuracyLeft(
  part: Part,
  temperature: Temperature | null,
  one: Constraint,
): string | null {
  const error = errorOf(one);
  if (!error) return null;
  const all = figuresOf(part, "accuracy", error.unit);
  const isHeld = (figure: Figure) =>
    figure.max !== null && figure.max <= error.most && temperature && spans(figure, temperature);
  if (all.some(isHeld)) return null;
  const each = all.map((figure) => {
    const under = figure.condition === null ? "" : ` (${figure.condition})`;
    const value = say((figure.max ?? figure.typ ?? figure.min)!, error.unit);
    return `${figure.max === null ? "typically " : ""}${value}${under}`;
  });
  return `accuracy is ${each.join(", ")}`;
}

/** A condition without temperatures holds for none that is known, unless it says that it holds for all. */
function spans({ condition }: Figure, { min, max }: Temperature): boolean {
  if (/\ball operating conditions\b/.test(condition ?? "")) return true;
  const ends = /(-?\d+(?:\.\d+)?) °C to (-?\d+(?:\.\d+)?) °C/.exec(condition ?? "");
  return ends !== null && Number(ends[1]) <= min && max <= Number(ends[2]);
}
