/** The picture of horizontal bars: stacked parts, the sum at the end, a mark where the limit is. */
import { axisSpec, isDrawn, padded, spanOf } from "./axis.ts";
import type { Range } from "./axis.ts";
import type { BarsInput } from "./contract.ts";
import { FONT_SIZE, INK, PAPER, WARNING, colourOf, constants, nothing, sheet } from "./look.ts";
import type { Spec } from "./render.ts";
import { quantity } from "./si.ts";
import { plain, widthOf } from "./words.ts";

type Bar = BarsInput["bars"][number];

const WIDTH = 560;
const ROW = 40;
const THICK = 22;
/** Letters on these colours are white, on the others dark. */
const DEEP = new Set(["#0072b2", "#000000", "#009e73", "#d55e00"]);

export function barsSpec({ title, value: axis, bars }: BarsInput): Spec {
  const height = Math.max(1, bars.length) * ROW;
  const names = [...new Set(bars.flatMap(({ parts }) => parts.map(({ name }) => name)))];
  const stacks = bars.map((bar) => stack(bar, (value) => isDrawn(value, axis)));
  const edges = stacks.flatMap(({ segments, limit }) => [
    ...segments.flatMap(({ from, to }) => [from, to]),
    ...(limit ? [limit.value] : []),
  ]);
  const range = rangeOf(spanOf(edges, axis), axis.scale === "log");
  const across = axisSpec("x", axis, range);
  const base = axis.scale === "log" ? range.low : 0;
  const rows = stacks.map((one, row) => ({ ...one, middle: (row + 0.5) * ROW }));
  return {
    ...sheet(plain(title, 90), WIDTH, height),
    data: [
      {
        name: "segments",
        values: rows.flatMap(({ segments, middle }) =>
          segments.map(({ name, from, to }) => {
            const colour = colourOf(names.indexOf(name));
            // On a log axis the first part begins at zero, which is infinitely far away.
            const low = Math.max(range.low, Math.min(from, to));
            const room = (Math.abs(to - low) / (range.high - range.low)) * WIDTH - 8;
            const word = names.length > 1 && axis.scale !== "log" ? plain(name, 40) : "";
            const text = widthOf(word, FONT_SIZE - 1) <= room ? word : "";
            const ink = DEEP.has(colour) ? PAPER : INK;
            return { low, high: Math.max(from, to), middle, colour, text, ink };
          }),
        ),
      },
      {
        name: "limits",
        values: rows.flatMap(({ limit, middle }) =>
          limit && isDrawn(limit.value, axis) ? [{ at: limit.value, middle }] : [],
        ),
      },
      {
        name: "ends",
        values: rows.map(({ verdict, ...row }) => {
          const end = row.segments.reduce((most, { to }) => Math.max(most, to), base);
          const tip = row.limit && isDrawn(row.limit.value, axis) ? row.limit.value : end;
          const sum = row.missing ? "not known" : quantity(row.sum, axis.unit);
          return {
            ...{ at: Math.max(end, tip), middle: row.middle },
            text: row.limit ? `${sum} (${limitWords(row.limit, axis.unit)})${verdict}` : sum,
            ink: verdict === "" ? INK : WARNING,
          };
        }),
      },
    ],
    scales: [
      ...across.scales,
      ...["names", "words"].map((name) => ({
        ...{ name, type: name === "names" ? "band" : "ordinal" },
        domain: bars.map((_, index) => index),
        range: name === "names" ? [0, height] : bars.map((bar) => plain(bar.name, 40)),
      })),
      ...["colour", "part"].map((name) => ({
        ...{ name, type: "ordinal", domain: names.map((_, index) => index) },
        range: names.map((part, index) => (name === "part" ? plain(part) : colourOf(index))),
      })),
    ],
    axes: [
      across.axis,
      {
        // Above the bars, whose white edges would hide it.
        ...{ zindex: 1, labelPadding: 8 },
        ...{ scale: "names", orient: "left", ticks: false, labelLimit: 300 },
        encode: { labels: { update: { text: { scale: "words", field: "value" } } } },
      },
    ],
    legends: names.length > 1 ? [legend(names)] : [],
    marks: bars.length > 0 ? marks : [nothing(WIDTH, height)],
  };
}

interface Stack {
  readonly segments: readonly {
    readonly name: string;
    readonly from: number;
    readonly to: number;
  }[];
  readonly sum: number;
  /** Whether a part has no value: then the sum says nothing. */
  readonly missing: boolean;
  readonly limit: Bar["limit"];
  /** Empty when the limit holds, or cannot be judged. */
  readonly verdict: string;
}

/** Positive parts go to the right of zero, negative ones to the left. */
function stack({ parts, limit }: Bar, isKnown: (value: unknown) => boolean): Stack {
  let right = 0;
  let left = 0;
  const segments = parts
    .filter(({ value }) => isKnown(value) && value !== 0)
    .map(({ name, value }) => {
      const from = value > 0 ? right : left;
      if (value > 0) right += value;
      else left += value;
      return { name, from, to: from + value };
    });
  const sum = right + left;
  const missing = parts.length === 0 || parts.some(({ value }) => value !== 0 && !isKnown(value));
  const isBroken = limit && (limit.side === "max" ? sum > limit.value : sum < limit.value);
  return { segments, sum, missing, limit, verdict: isBroken && !missing ? ": not kept" : "" };
}

const limitWords = ({ name, side, value }: NonNullable<Bar["limit"]>, unit: string | undefined) =>
  `${side} ${quantity(value, unit)}, ${plain(name, 30)}`;

/** A bar begins at zero; a log axis has none, so there it begins at the edge. */
function rangeOf(span: Range | null, isLog: boolean): Range {
  if (isLog) return padded(span ?? { low: 1, high: 10 }, { label: "", scale: "log" });
  const low = Math.min(0, span?.low ?? 0);
  const high = Math.max(0, span?.high ?? 0);
  const padding = (high - low || 1) * 0.06;
  return { low: low < 0 ? low - padding : 0, high: high > 0 || low === 0 ? high + padding : 0 };
}

const legend = (names: readonly string[]): Spec => ({
  orient: "bottom",
  direction: "horizontal",
  fill: "colour",
  symbolType: "square",
  symbolSize: 140,
  columns: Math.max(1, Math.floor(WIDTH / (Math.max(...names.map((n) => widthOf(n, 12))) + 40))),
  encode: { labels: { update: { text: { scale: "part", field: "value" } } } },
});

const x = (field: string) => ({ scale: "x", field });
const middle = (offset = 0) => ({ field: "middle", offset });

const marks: Spec[] = [
  {
    type: "rect",
    from: { data: "segments" },
    encode: {
      enter: {
        ...{ x: x("low"), x2: x("high"), y: middle(-THICK / 2), fill: { field: "colour" } },
        ...constants({ height: THICK, stroke: PAPER, strokeWidth: 1.5 }),
      },
    },
  },
  {
    type: "text",
    from: { data: "segments" },
    encode: {
      enter: {
        ...{ x: x("low"), y: middle(), text: { field: "text" }, fill: { field: "ink" } },
        ...constants({ dx: 5, baseline: "middle", fontSize: FONT_SIZE - 1 }),
      },
    },
  },
  ...[PAPER, WARNING].map((stroke) => ({
    type: "rule",
    from: { data: "limits" },
    encode: {
      enter: {
        ...{ x: x("at"), y: middle(-THICK / 2 - 5), y2: middle(THICK / 2 + 5) },
        // The white one below keeps the mark apart from a bar of any colour.
        ...constants({ stroke, strokeWidth: stroke === PAPER ? 5 : 2 }),
        ...(stroke === PAPER ? {} : constants({ strokeDash: [4, 2] })),
      },
    },
  })),
  ...[true, false].map((halo) => ({
    type: "text",
    aria: !halo,
    from: { data: "ends" },
    encode: {
      enter: {
        ...{ x: x("at"), y: middle(), text: { field: "text" }, fill: { field: "ink" } },
        ...constants({ dx: 8, baseline: "middle" }),
        ...(halo ? constants({ fill: PAPER, stroke: PAPER, strokeWidth: 4 }) : {}),
      },
    },
  })),
];
