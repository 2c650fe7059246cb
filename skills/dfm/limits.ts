/** Compares what no design rule can say (size, layers, thickness, drills) with the maker's limits. */
import type { ToolActions } from "metaforge";
import type { Profile } from "./profile/schema.ts";
import type { Limit } from "./schema.ts";

export type Facts = NonNullable<Awaited<ReturnType<ToolActions<"kicad">["boardFacts"]>>["data"]>;

/** Gerber job files have two decimals, drill files three. */
const ROUNDING_MM = 0.0051;
/** 62 mil and 1.6 mm are one board. */
const NOMINAL_MM = 0.03;

type Range = readonly [number | null, number | null];

/** One a limit, also where profile or board do not say: then it is not measured. */
export function limitsOf({ limits, sources }: Profile, facts: Facts | null): Limit[] {
  const { boardMaxMm, boardMinMm, layers, thicknessMm, drillMm, aspectRatio } = limits;
  const size = facts && `${facts.widthMm} × ${facts.heightMm} mm`;
  const thickness = facts?.thicknessMm ?? null;
  const drills = facts && rangeOf(facts.minDrillMm, facts.maxDrillMm);
  const ratio = facts?.aspectRatio ?? null;
  const row = <Value>(
    id: string,
    figure: Figure<Value> | undefined,
    inWords: (value: Value) => string,
    measured: string | null,
    holds: (value: Value) => boolean,
  ): Limit => ({
    id,
    required: figure ? inWords(figure.value) : null,
    measured,
    verdict: !figure || measured === null ? "not_measured" : holds(figure.value) ? "pass" : "fail",
    source: figure ? sources[figure.source]! : null,
    status: figure?.status ?? null,
    note: figure?.note ?? null,
  });
  return [
    row(
      "board-size-max",
      boardMaxMm,
      ([a, b]) => `at most ${a} × ${b} mm`,
      size,
      (value) => isInside([facts!.widthMm, facts!.heightMm], value),
    ),
    row(
      "board-size-min",
      boardMinMm,
      ([a, b]) => `at least ${a} × ${b} mm`,
      size,
      (value) => isInside(value, [facts!.widthMm, facts!.heightMm]),
    ),
    row(
      "layers",
      layers,
      (value) => [value].flat().join(" or "),
      facts && String(facts.layers),
      (value) => [value].flat().includes(facts!.layers),
    ),
    row(
      "thickness",
      thicknessMm,
      rangeText,
      thickness === null ? null : `${thickness} mm`,
      (value) => isWithin(value, thickness!, thickness!, NOMINAL_MM),
    ),
    row("drill-range", drillMm, rangeText, drills, (value) =>
      isWithin(value, facts!.minDrillMm!, facts!.maxDrillMm!, ROUNDING_MM),
    ),
    row(
      "aspect-ratio",
      aspectRatio,
      (value) => `at most ${value} : 1`,
      ratio === null ? null : `${ratio} : 1`,
      (value) => ratio! <= value,
    ),
  ];
}

interface Figure<Value> {
  readonly value: Value;
  readonly source: string;
  readonly status: Limit["status"];
  readonly note?: string | undefined;
}

/** Turned by a right angle, too. */
function isInside(inner: readonly number[], outer: readonly number[]): boolean {
  const [short, long] = inner.toSorted((a, b) => a - b);
  const [narrow, wide] = outer.toSorted((a, b) => a - b);
  return short! <= narrow! + ROUNDING_MM && long! <= wide! + ROUNDING_MM;
}

const isWithin = ([from, to]: Range, least: number, most: number, tolerance: number) =>
  (from === null || least >= from - tolerance) && (to === null || most <= to + tolerance);

const rangeOf = (least: number | null, most: number | null) =>
  least === null || most === null ? null : `${least} to ${most} mm`;

function rangeText([from, to]: Range): string {
  if (from !== null && to !== null) return from === to ? `${from} mm` : `${from} to ${to} mm`;
  if (from !== null) return `at least ${from} mm`;
  return to === null ? "any" : `at most ${to} mm`;
}
