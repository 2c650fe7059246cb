/** The picture of series over a common axis, with limits and points worth pointing at. */
import { axisSpec, isDrawn, padded, placeOf, spanOf } from "./axis.ts";
import type { Range } from "./axis.ts";
import type { LinesInput } from "./contract.ts";
import { placeLimits, placePoints } from "./labels.ts";
import { INK, PAPER, WARNING, colourOf, constants, dashOf, nothing, sheet } from "./look.ts";
import { reduce } from "./reduce.ts";
import type { Spec } from "./render.ts";
import { plain, widthOf } from "./words.ts";

const WIDTH = 720;
const HEIGHT = 340;
/** A limit this far away, in spans of the curves, is named at the edge: drawn, it would flatten them. */
const FAR = 20;

export function linesSpec(input: LinesInput): Spec {
  const { title, x, y, series, limits = [] } = input;
  const xs = spanOf(each(input, "x"), x);
  const ys = spanOf(each(input, "y"), y);
  const xRange = padded(xs ?? { low: 1, high: 10 }, x, 0);
  const near = ys ? limits.filter((limit) => !isFar(limit.y, ys)) : limits;
  const yRange = padded(spanOf(withAll(ys, near), y) ?? { low: 1, high: 10 }, y);
  const place = placeOf(xRange, x);
  const rows = series.flatMap((one, index) =>
    reduce(
      one.x,
      one.y,
      (a, b) => isDrawn(a, x) && isDrawn(b, y),
      (at) => Math.floor(place(at) * WIDTH),
    ).map((point) => ({ s: index, x: point?.x ?? 0, y: point?.y ?? 0, ok: point !== null })),
  );
  const across = axisSpec("x", x, xRange);
  const up = axisSpec("y", y, yRange);
  const frame = { width: WIDTH, height: HEIGHT };
  const labels = placeLimits(limits, y, yRange, frame);
  const pointLabels = placePoints(input, [xRange, yRange], frame, labels);
  return {
    ...sheet(plain(title, 90), WIDTH, HEIGHT),
    data: [
      { name: "rows", values: rows },
      { name: "limits", values: labels.filter(({ inside }) => inside) },
      { name: "labels", values: labels },
      { name: "points", values: pointLabels },
    ],
    scales: [...across.scales, ...up.scales, ...seriesScales(series.map(({ name }) => name))],
    axes: [across.axis, up.axis],
    legends: series.length > 0 ? [legend(series.map(({ name }) => plain(name)))] : [],
    marks: [
      lineMarks,
      ...(xs && ys ? [] : [nothing(WIDTH, HEIGHT)]),
      limitMark,
      labelMark("labels", WARNING),
      pointMark,
      labelMark("points", INK),
    ],
  };
}

function* each({ series, points = [] }: LinesInput, key: "x" | "y"): Iterable<number> {
  for (const one of series) yield* one[key];
  for (const point of points) yield point[key];
}

function* withAll(span: Range | null, limits: readonly { readonly y: number }[]): Iterable<number> {
  if (span) yield* [span.low, span.high];
  for (const { y } of limits) yield y;
}

function isFar(y: number, { low, high }: Range): boolean {
  const span = high - low || Math.abs(high) || 1;
  return y > high + FAR * span || y < low - FAR * span;
}

const seriesScales = (names: readonly string[]): Spec[] => {
  const domain = names.map((_, index) => index);
  const ordinal = (name: string, range: readonly unknown[]) => ({
    ...{ name, type: "ordinal", domain, range },
  });
  return [
    ordinal("colour", domain.map(colourOf)),
    ordinal("dash", domain.map(dashOf)),
    ordinal(
      "name",
      names.map((name) => plain(name)),
    ),
  ];
};

const legend = (names: readonly string[]): Spec => ({
  orient: "bottom",
  direction: "horizontal",
  stroke: "colour",
  strokeDash: "dash",
  symbolType: "stroke",
  symbolStrokeWidth: 2,
  columns: Math.max(1, Math.floor(WIDTH / (Math.max(...names.map((n) => widthOf(n, 12))) + 50))),
  encode: { labels: { update: { text: { scale: "name", field: "value" } } } },
});

const at = (name: "x" | "y") => ({ scale: name, field: name });

const lineMarks: Spec = {
  type: "group",
  from: { facet: { name: "one", data: "rows", groupby: "s" } },
  marks: [
    {
      type: "line",
      from: { data: "one" },
      encode: {
        enter: {
          ...{ x: at("x"), y: at("y"), defined: { field: "ok" } },
          stroke: { scale: "colour", field: "s" },
          strokeDash: { scale: "dash", field: "s" },
          ...constants({ strokeWidth: 1.6, strokeJoin: "round" }),
        },
      },
    },
  ],
};

const limitMark: Spec = {
  type: "rule",
  from: { data: "limits" },
  encode: {
    enter: {
      y: { field: "line" },
      x2: { signal: "width" },
      ...constants({ x: 0, stroke: WARNING, strokeWidth: 1.4, strokeDash: [8, 4] }),
    },
  },
};

const pointMark: Spec = {
  type: "symbol",
  from: { data: "points" },
  encode: {
    enter: {
      ...{ x: at("x"), y: at("y") },
      ...constants({ shape: "diamond", size: 70, fill: PAPER, stroke: INK, strokeWidth: 1.6 }),
    },
  },
};

/** A text with a halo: it may lie on a curve. */
const labelMark = (data: string, colour: string): Spec => ({
  type: "group",
  marks: [PAPER, null].map((halo) => ({
    type: "text",
    aria: halo === null,
    from: { data },
    encode: {
      enter: {
        x: data === "points" ? at("x") : { field: "x" },
        y: data === "points" ? at("y") : { field: "y" },
        text: { field: "text" },
        align: { field: "align" },
        dx: { field: "dx" },
        dy: { field: "dy" },
        baseline: { value: "middle" },
        fill: { value: halo ?? colour },
        ...(halo ? constants({ stroke: halo, strokeWidth: 4, strokeJoin: "round" }) : {}),
      },
    },
  })),
});
