/** Places items on a sheet: power left, what computes in the middle, the rest right; what belongs to a part below it. */
import type { Box } from "../symbol/index.ts";
import type { Item } from "./item.ts";

export interface Group {
  readonly title: string;
  readonly column: "left" | "centre" | "right";
  /** The units of a part. */
  readonly main: readonly Item[];
  readonly beside: readonly Item[];
}

export interface Placed {
  readonly item: Item;
  readonly x: number;
  readonly y: number;
}

export interface Layout {
  readonly paper: string;
  readonly placed: readonly Placed[];
  readonly titles: readonly { readonly text: string; readonly x: number; readonly y: number }[];
}

/** Landscape, mm. The last takes what is left, however large. */
const PAPERS = [
  ["A4", 297, 210],
  ["A3", 420, 297],
  ["A2", 594, 420],
  ["A1", 841, 594],
  ["A0", 1189, 841],
] as const;

const GRID = 2.54;
const MARGIN = 20.32;
/** The title block is at the lower right. */
const TITLE_BLOCK = 45.72;
const GAP = 10.16;
const ROW = 76.2;
const TITLE = 5.08;
/** Of a title, in 2 mm bold. */
const LETTER = 1.9;

export function layOut(groups: readonly Group[]): Layout {
  const blocks = groups.map(toBlock);
  for (const [paper, width, height] of PAPERS) {
    const last = paper === PAPERS.at(-1)![0];
    const { placed, titles, right } = stack(blocks, height - MARGIN - TITLE_BLOCK);
    if (last || (right <= width - MARGIN && tallest(blocks) <= height - MARGIN - TITLE_BLOCK)) {
      return { paper, placed, titles };
    }
  }
  // There is always a last paper.
  return { paper: "A0", placed: [], titles: [] };
}

interface Area {
  readonly group: Group;
  /** From the block's upper left corner. */
  readonly placed: readonly Placed[];
  readonly width: number;
  readonly height: number;
}

const tallest = (blocks: readonly Area[]) => Math.max(0, ...blocks.map(({ height }) => height));

/** The main part's units in rows, then what belongs to it in rows. */
function toBlock(group: Group): Area {
  const placed: Placed[] = [];
  let [y, width] = [TITLE, 0];
  const most = Math.max(ROW, ...group.main.map(({ extent }) => widthOf(extent)));
  for (const row of [group.main, group.beside].flatMap((items) => rowsOf(items, most))) {
    // On one line: a row of capacitors stands level, whatever hangs at them.
    const line = y - Math.min(...row.map(({ extent }) => extent.top));
    let x = 0;
    for (const item of row) {
      placed.push({ item, x: up(x - item.extent.left), y: up(line) });
      x = up(x + widthOf(item.extent) + GRID);
    }
    width = Math.max(width, x);
    y = up(up(line) + Math.max(...row.map(({ extent }) => extent.bottom)) + GRID);
  }
  // What stands beside it must not run into its title.
  return { group, placed, width: Math.max(width, group.title.length * LETTER), height: y };
}

function rowsOf(items: readonly Item[], most: number): Item[][] {
  const rows: Item[][] = [];
  let width = 0;
  for (const item of items) {
    const more = widthOf(item.extent) + GRID;
    if (rows.length === 0 || width + more > most) [width] = [0, rows.push([])];
    rows.at(-1)!.push(item);
    width += more;
  }
  return rows;
}

function stack(blocks: readonly Area[], height: number) {
  const placed: Placed[] = [];
  const titles: Layout["titles"][number][] = [];
  let left = MARGIN;
  for (const column of ["left", "centre", "right"] as const) {
    let [y, width] = [MARGIN, 0];
    for (const block of blocks.filter(({ group }) => group.column === column)) {
      if (y > MARGIN && y + block.height > height) {
        left = up(left + width + GAP);
        [y, width] = [MARGIN, 0];
      }
      titles.push({ text: block.group.title, x: up(left), y: up(y) });
      for (const one of block.placed) {
        placed.push({ item: one.item, x: up(left + one.x), y: up(y + one.y) });
      }
      y = up(y + block.height + GAP);
      width = Math.max(width, block.width);
    }
    if (width > 0) left = up(left + width + GAP);
  }
  return { placed, titles, right: left };
}

const widthOf = (box: Box) => box.right - box.left;

/** To the next point of the grid; without it KiCad warns of ends beside the grid. */
const up = (length: number) => Math.ceil(Math.round((length / GRID) * 1000) / 1000) * GRID;
