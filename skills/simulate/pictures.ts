/** Draws the waveforms: each that has a limit by itself, with the limit, and all of one unit together. */
import type { Artifact, ToolActions } from "metaforge";
import { curvesOf } from "./curves.ts";
import type { Curve } from "./curves.ts";
import { drawnOn } from "./marks.ts";
import type { LimitRow, Results } from "./schema.ts";
import type { Outcome } from "./limits.ts";

type Data = NonNullable<Outcome["data"]>;

const TOGETHER = 8;
const ALONE = 20;

export async function draw(
  chart: ToolActions<"chart">,
  data: Data,
  limits: readonly LimitRow[],
  circuit: string,
): Promise<{ readonly pictures: Results["pictures"]; readonly artifacts: readonly Artifact[] }> {
  const pictures: Results["pictures"] = [];
  const artifacts: Artifact[] = [];
  const { x, curves } = curvesOf(data);
  if (!x) return { pictures, artifacts };
  const paths = new Set<string>();
  const add = async (
    name: string,
    title: string,
    shows: string,
    of: readonly Curve[],
    marks: Pick<Parameters<typeof chart.lines>[0], "limits" | "points"> = {},
  ) => {
    const [first] = of;
    const y = { label: first!.label, unit: first!.unit, scale: first!.scale };
    const series = of.map((curve) => ({ name: curve.name, x: x.values, y: curve.values }));
    const { svg } = await chart.lines({ title, x: x.axis, y, series, ...marks });
    const path = freePath(name, paths);
    artifacts.push({ path, content: svg });
    pictures.push({ path, shows });
  };

  const marked = curves
    .map((curve) => ({ curve, marks: drawnOn(curve, limits, data) }))
    .filter(({ marks }) => marks.limits.length > 0);
  for (const { curve, marks } of marked.slice(0, ALONE)) {
    const names = [...new Set(marks.limits.map(({ name }) => name))].join(", ");
    await add(
      curve.name,
      `${curve.name}: ${circuit}`,
      `${curve.name} with the limits ${names}`,
      [curve],
      marks,
    );
  }
  const isMarked = (curve: Curve) => marked.some((one) => one.curve.name === curve.name);
  for (const [group, all] of Map.groupBy(curves, (curve) => curve.group)) {
    // What has a limit first, then what a person has named, then what a subcircuit has inside.
    const ranked = all.toSorted((a, b) => rank(a, isMarked(a)) - rank(b, isMarked(b)));
    const shown = ranked.slice(0, TOGETHER);
    // A lone curve that has its own picture needs no second one.
    if (shown.length === 1 && isMarked(shown[0]!)) continue;
    const count = shown.length < all.length ? `${shown.length} of ${all.length} ` : "";
    await add(group, `${title(group)}: ${circuit}`, `${count}${group}`, shown);
  }
  return { pictures, artifacts };
}

function rank({ name }: Curve, isMarked: boolean): number {
  if (isMarked) return 0;
  if (name.includes("#") || /[(]x[^)]*[.:]/.test(name)) return 3;
  // Names that KiCad or ngspice made up: "Net-(D1-K)", "unconnected-…".
  return /\((?:net-|unconnected-|n\d+\))/.test(name) ? 2 : 1;
}

const title = (group: string) => `${group.slice(0, 1).toUpperCase()}${group.slice(1)}`;

function freePath(name: string, taken: Set<string>): string {
  const words = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  const stem = words.slice(0, 60) || "waveform";
  let path = `sim/${stem}.svg`;
  for (let next = 2; taken.has(path); next += 1) path = `sim/${stem}-${next}.svg`;
  taken.add(path);
  return path;
}
