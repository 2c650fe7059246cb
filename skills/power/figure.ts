/** Takes one number out of a part's figures, with the words that say where it stands. */
import type { ToolActions } from "metaforge";
import { shown, toSi } from "./quantity.ts";

export type Part = NonNullable<Awaited<ReturnType<ToolActions<"parts">["get"]>>["part"]>;
export type FigureName = keyof Part["figures"];
type Figure = NonNullable<Part["figures"][FigureName]>[number];

/** In SI; a bound that the data sheet does not give is null. */
export interface Bounds {
  readonly min: number | null;
  readonly typ: number | null;
  readonly max: number | null;
  readonly source: string;
  /** As it stands there; empty where there is none. */
  readonly condition: string;
}

/** All that a part says of it in the wanted unit; `condition` keeps those whose condition holds these words. */
export function boundsOf(
  part: Part | null,
  name: FigureName,
  unit: string,
  condition?: string,
): Bounds[] {
  const wanted = condition?.toLowerCase();
  return read(part, name, unit, (text) => {
    return !ABSOLUTE.test(text) && (wanted === undefined || text.includes(wanted));
  });
}

/** What must never be exceeded: it rules out, and proves nothing. */
export const absoluteOf = (part: Part | null, name: FigureName, unit: string): Bounds[] =>
  read(part, name, unit, (text) => ABSOLUTE.test(text));

const ABSOLUTE = /absolute max/;

function read(
  part: Part | null,
  name: FigureName,
  unit: string,
  takes: (condition: string) => boolean,
): Bounds[] {
  return (part?.figures[name] ?? []).flatMap((figure) => {
    if (!takes((figure.condition ?? "").toLowerCase())) return [];
    const si = (value: number | null) => (value === null ? null : toSi(value, figure.unit, unit));
    const [min, typ, max] = [si(figure.min), si(figure.typ), si(figure.max)];
    if (min === null && typ === null && max === null) return [];
    return [
      { min, typ, max, source: sourceOf(part!, name, figure), condition: figure.condition ?? "" },
    ];
  });
}

/** Of several the one that takes or needs most. */
export const largest = (all: readonly Bounds[]): Bounds | null =>
  all.toSorted((a, b) => topOf(b) - topOf(a))[0] ?? null;

/** Of several the one that gives least. */
export const smallest = (all: readonly Bounds[]): Bounds | null =>
  all.toSorted((a, b) => bottomOf(a) - bottomOf(b))[0] ?? null;

export const topOf = ({ min, typ, max }: Bounds): number => (max ?? typ ?? min)!;
export const bottomOf = ({ min, typ, max }: Bounds): number => (min ?? typ ?? max)!;
export const middleOf = ({ min, typ, max }: Bounds): number => (typ ?? max ?? min)!;

function sourceOf({ mpn }: Part, name: FigureName, figure: Figure): string {
  const { source, condition, unit } = figure;
  const bounds = (["min", "typ", "max"] as const).flatMap((side) =>
    figure[side] === null ? [] : [`${side} ${shown(figure[side], unit)}`],
  );
  const place = source.section === null ? source.document : `${source.document}, ${source.section}`;
  return `${mpn} ${name.replaceAll("_", " ")} ${bounds.join(", ")}${condition === null ? "" : ` (${condition})`}: ${place}`;
}
