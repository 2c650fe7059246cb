/** Lays a board's layers over each other in colours that keep them apart, seen from one side. */
import type { Mark } from "../contract-data.ts";
import type { Box, Extent } from "./box.ts";
import { heightOf, short, united, widened, widthOf } from "./box.ts";
import type { Drawing, Restyle } from "./svg-drawing.ts";
import { readDrawing } from "./svg-drawing.ts";
import { svgPage } from "./svg-page.ts";

export type Side = "front" | "back";
export type LayerKind = "copper" | "mask" | "silkscreen" | "edge";

/** From below to above. The mask's openings are where pads lie bare. */
const COLOURS: Readonly<Record<LayerKind, string>> = {
  copper: "#e2b98a",
  mask: "#a5672b",
  silkscreen: "#23427a",
  edge: "#1f2328",
};
const ORDER = ["copper", "mask", "silkscreen", "edge"] as const;
/** In mm: outlines are often drawn with 0.05 mm, which a picture of the whole board does not show. */
const EDGE_WIDTH = "0.3";
const HOLE = { fill: "#ffffff", edge: "#6e7781" };

export interface BoardPicture {
  readonly svg: string;
  /** What had to be left out, because the picture would have been too large. */
  readonly leftOut: readonly LayerKind[];
}

/**
 * `plots`: KiCad's SVG of each layer, over the whole page. The back is turned over as one would turn the board, so its
 * texts can be read; marks turn with it. Null when a plot is none.
 */
export function boardPicture(
  title: string,
  side: Side,
  plots: ReadonlyMap<LayerKind, string>,
  marks: readonly Mark[],
  maxBytes: number,
): BoardPicture | null {
  const layers = new Map<LayerKind, Drawing>();
  for (const [kind, svg] of plots) {
    const drawing = readDrawing(svg, coloured(kind));
    if (!drawing) return null;
    layers.set(kind, drawing);
  }
  // Those of vias are on copper alone, those without copper on the others alone.
  const holes = [plots.get("copper"), plots.get("edge")]
    .map((plot) => (plot === undefined ? "" : readDrawing(plot, onlyHoles)!.markup))
    .join("");
  const box = boxOf(layers);
  const mirror = side === "front" ? null : box.left + box.right;
  const seen = mirror === null ? marks : marks.map((mark) => ({ ...mark, xMm: mirror - mark.xMm }));
  const leftOut: LayerKind[] = [];
  for (;;) {
    const kinds = ORDER.filter((kind) => layers.has(kind) && !leftOut.includes(kind));
    const stack = kinds.map((kind) => group(kind, layers.get(kind)!.markup)).join("");
    const all = stack + group("holes", holes);
    const turned = mirror === null ? "" : ` transform="translate(${short(mirror)} 0) scale(-1 1)"`;
    const markup = `<g class="board"${turned}>\n${all}</g>\n`;
    const svg = svgPage({ title, box, background: "#ffffff", markup, marks: seen });
    const heaviest = kinds
      .filter((kind) => kind !== "edge")
      .toSorted((a, b) => layers.get(b)!.markup.length - layers.get(a)!.markup.length)[0];
    if (Buffer.byteLength(svg) <= maxBytes || heaviest === undefined) return { svg, leftOut };
    leftOut.push(heaviest);
  }
}

const group = (name: string, markup: string) => `<g class="${name}">\n${markup}</g>\n`;

/** The board with a margin; without an outline all that is drawn; of nothing the page. */
function boxOf(layers: ReadonlyMap<LayerKind, Drawing>): Box {
  const all = [...layers.values()];
  const everything = all.reduce<Extent>((sum, { extent }) => united(sum, extent), null);
  const page = all[0]?.page ?? { left: 0, top: 0, right: 100, bottom: 100 };
  const box = layers.get("edge")?.extent ?? everything ?? page;
  return widened(box, Math.max(widthOf(box), heightOf(box), 1) * 0.05);
}

/** KiCad plots holes in white on copper and mask, in black on the others, and nothing else in these two colours. */
const isHole = (style: ReadonlyMap<string, string>) =>
  [style.get("fill"), style.get("stroke")].some((one) => one === "#FFFFFF" || one === "#000000");

function coloured(kind: LayerKind): Restyle {
  const colour = COLOURS[kind];
  return (style) => {
    if (isHole(style)) return null;
    const kept = [...style].filter(([name]) => !name.endsWith("opacity"));
    return new Map(
      kept.map(([name, value]) => {
        if (value.startsWith("#")) return [name, colour];
        return [name, kind === "edge" && name === "stroke-width" ? EDGE_WIDTH : value];
      }),
    );
  };
}

/** A round hole is an area, a slot a wide line, which can have no outline of another colour. */
const onlyHoles: Restyle = (style) => {
  if (!isHole(style)) return null;
  if (style.get("fill") === "none") return new Map([...style, ["stroke", HOLE.fill]]);
  return new Map([
    ["fill", HOLE.fill],
    ["stroke", HOLE.edge],
    ["stroke-width", "0.1"],
  ]);
};
