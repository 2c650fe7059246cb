/** The picture of boxes and arrows from left to right: what feeds what. */
import type { TreeInput } from "./contract.ts";
import { layOut } from "./layout.ts";
import type { Layout, Link } from "./layout.ts";
import { FONT_SIZE, INK, PAPER, WARNING, constants, nothing, sheet } from "./look.ts";
import type { Spec } from "./render.ts";
import { plain, widthOf } from "./words.ts";

type Kind = TreeInput["nodes"][number]["kind"];

/** Each kind has its own outline beside its colour. */
const KINDS: Record<Kind, { fill: string; stroke: string; round: number; dash: number[] }> = {
  source: { fill: "#e3f1e9", stroke: "#00664a", round: 18, dash: [] },
  converter: { fill: "#e2eef8", stroke: "#00507d", round: 0, dash: [] },
  load: { fill: "#f4f5f7", stroke: "#57606a", round: 6, dash: [] },
  problem: { fill: "#fdecea", stroke: WARNING, round: 6, dash: [6, 3] },
};
const PAD = 12;
const LINE = 17;
const ARROW = 8;

export function treeSpec({ title, nodes, edges }: TreeInput): Spec {
  // Places instead of ids: a foreign id cannot be mistaken for one of the layout's own.
  const place = new Map(nodes.map(({ id }, index) => [id, String(index)]));
  const texts = nodes.map(wordsOf);
  const links = edges.map(({ from, to, label = "" }) => {
    const text = plain(label, 40);
    const room = BEND + ARROW + 12 + widthOf(text, FONT_SIZE - 1);
    return { from: place.get(from)!, to: place.get(to)!, text, room };
  });
  const boxes = texts.map((lines, index) => {
    const widest = Math.max(...lines.map((line) => widthOf(line, FONT_SIZE)));
    const arriving = links.filter(({ to }) => to === String(index)).length;
    const height = Math.max(lines.length * LINE + PAD, arriving * LINE);
    return { id: String(index), width: Math.max(80, widest + 2 * PAD), height };
  });
  const layout = layOut(boxes, links);
  const [width, height] = [Math.max(240, layout.width), Math.max(60, layout.height)];
  return {
    ...sheet(plain(title, 90), width, height + (layout.back.size > 0 ? BELOW : 0)),
    data: [
      { name: "links", values: arrows(links, layout) },
      {
        name: "boxes",
        values: nodes.map(({ kind }, index) => ({
          ...layout.boxes.get(String(index))!,
          ...KINDS[kind],
        })),
      },
      {
        name: "lines",
        values: texts.flatMap((lines, index) => {
          const { x, y, height: own } = layout.boxes.get(String(index))!;
          const top = y + (own - lines.length * LINE) / 2;
          return lines.map((text, line) => ({
            ...{ x: x + PAD, y: top + (line + 0.5) * LINE, text },
            weight: line === 0 ? "bold" : "normal",
          }));
        }),
      },
    ],
    marks: nodes.length > 0 ? marks : [nothing(width, height)],
  };
}

function wordsOf({ lines, kind }: TreeInput["nodes"][number]): string[] {
  const words = lines.map((line) => plain(line, 48));
  const first = words[0] ?? "";
  return [kind === "problem" ? `⚠ ${first}` : first, ...words.slice(1)];
}

/** Pixels in which a link changes its height, right of a column. */
const BEND = 40;
/** How far links that lead back run below the boxes. */
const BELOW = 24;

type Worded = Link & { readonly text: string };

function arrows(links: readonly Worded[], layout: Layout) {
  const { boxes, back, lanes } = layout;
  const comesFrom = (link: Worded) =>
    // Those that lead back come from below.
    back.has(link) ? Infinity : (lanes.get(link)!.at(-1) ?? middleOf(boxes.get(link.from)!));
  return [...boxes.values()].flatMap((to) => {
    const arriving = links
      .filter((link) => link.to === to.id)
      .toSorted((a, b) => comesFrom(a) - comesFrom(b) || 0);
    return arriving.map((link, index) => {
      const y = to.y + (to.height * (index + 1)) / (arriving.length + 1);
      const path = back.has(link) ? around(link, y, layout) : along(link, y, layout);
      return {
        path: `${path}H${px(to.x - ARROW)}`,
        head: `M${px(to.x)},${px(y)}l${-ARROW},-4v8Z`,
        dash: back.has(link) ? [4, 3] : [],
        ...{ text: link.text, x: to.x - ARROW - 3, y: y - 8 },
      };
    });
  });
}

function along(link: Worded, y: number, { boxes, columns, lanes }: Layout): string {
  const from = boxes.get(link.from)!;
  let height = middleOf(from);
  let path = `M${px(from.x + from.width)},${px(height)}`;
  for (const [index, next] of [...lanes.get(link)!, y].entries()) {
    const start = columns[from.column + index]!.right;
    const half = start + BEND / 2;
    path += `H${px(start)}C${px(half)},${px(height)} ${px(half)},${px(next)} ${px(start + BEND)},${px(next)}`;
    height = next;
  }
  return path;
}

function around(link: Worded, y: number, { boxes, columns, height }: Layout): string {
  const from = boxes.get(link.from)!;
  const to = boxes.get(link.to)!;
  const right = columns[from.column]!.right + PAD;
  const left = to.x - ARROW - PAD;
  return `M${px(from.x + from.width)},${px(middleOf(from))}H${px(right)}V${px(height + BELOW - 4)}H${px(left)}V${px(y)}`;
}

const middleOf = ({ y, height }: { readonly y: number; readonly height: number }) => y + height / 2;

const px = (value: number): number => Math.round(value * 10) / 10;

const field = (name: string) => ({ field: name });

const label = (halo: boolean): Spec => ({
  type: "text",
  aria: !halo,
  from: { data: "links" },
  encode: {
    enter: {
      ...{ x: field("x"), y: field("y"), text: field("text") },
      ...constants({ align: "right", baseline: "middle", fontSize: FONT_SIZE - 1 }),
      ...constants(halo ? { fill: PAPER, stroke: PAPER, strokeWidth: 4 } : { fill: INK }),
    },
  },
});

const marks: Spec[] = [
  {
    type: "path",
    from: { data: "links" },
    encode: {
      enter: {
        ...{ path: field("path"), strokeDash: field("dash") },
        ...constants({ stroke: INK, strokeWidth: 1.3 }),
      },
    },
  },
  {
    type: "path",
    from: { data: "links" },
    encode: { enter: { path: field("head"), ...constants({ fill: INK }) } },
  },
  {
    type: "rect",
    from: { data: "boxes" },
    encode: {
      enter: {
        ...{ x: field("x"), y: field("y"), width: field("width"), height: field("height") },
        ...{ fill: field("fill"), stroke: field("stroke"), strokeDash: field("dash") },
        ...{ cornerRadius: field("round"), strokeWidth: { value: 1.6 } },
      },
    },
  },
  label(true),
  label(false),
  {
    type: "text",
    from: { data: "lines" },
    encode: {
      enter: {
        ...{ x: field("x"), y: field("y"), text: field("text"), fontWeight: field("weight") },
        ...constants({ baseline: "middle" }),
      },
    },
  },
];
