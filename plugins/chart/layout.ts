/** Lays a graph out in columns from left to right: a node stands right of all that lead to it, beside the middle of what it feeds. */

export interface Box {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}
export interface Link {
  readonly from: string;
  readonly to: string;
  /** Pixels that the words on it need between two columns. */
  readonly room: number;
}
export interface Placed extends Box {
  readonly column: number;
  readonly x: number;
  /** Of its upper edge. */
  readonly y: number;
}
export interface Layout {
  readonly boxes: ReadonlyMap<string, Placed>;
  /** Left and right edge of each column. */
  readonly columns: readonly { readonly left: number; readonly right: number }[];
  /** The height at which a link passes each column between its two, left to right. */
  readonly lanes: ReadonlyMap<Link, readonly number[]>;
  /** Links that lead back: without them the graph has no loop. */
  readonly back: ReadonlySet<Link>;
  readonly width: number;
  readonly height: number;
}

const GAP = 18;
const LEAST_ROOM = 46;
const LANE = 16;

/** Boxes with the same ids in the same order give the same places. */
export function layOut(boxes: readonly Box[], links: readonly Link[]): Layout {
  const back = backLinks(boxes, links);
  const forward = links.filter((link) => !back.has(link));
  const columns = columnsOf(boxes, forward);
  const { lanes, steps } = withLanes(forward, columns);
  const all = [...boxes, ...[...lanes.values()].flat()];
  const tops = topsOf(all, steps, columns);
  const edges = edgesOf(boxes, forward, columns);
  const placed = boxes.map((box): [string, Placed] => {
    const column = columns.get(box.id)!;
    return [box.id, { ...box, column, x: edges[column]!.left, y: tops.get(box.id)! }];
  });
  return {
    boxes: new Map(placed),
    columns: edges,
    lanes: new Map(
      [...lanes].map(([link, own]) => [link, own.map(({ id }) => tops.get(id)! + LANE / 2)]),
    ),
    back,
    width: edges.at(-1)?.right ?? 0,
    height: Math.max(0, ...all.map(({ id, height }) => tops.get(id)! + height)),
  };
}

/** A link over several columns keeps a place free in each between, as if a flat box stood there. */
function withLanes(forward: readonly Link[], columns: Map<string, number>) {
  const lanes = new Map<Link, Box[]>();
  const steps = forward.flatMap((link, index) => {
    const [from, to] = [columns.get(link.from)!, columns.get(link.to)!];
    const own = [];
    for (let column = from + 1; column < to; column += 1) {
      // A box's own id may look like this one: whoever calls gives boxes other names.
      const id = `\0${index}.${column}`;
      own.push({ id, width: 0, height: LANE });
      columns.set(id, column);
    }
    lanes.set(link, own);
    const stops = [link.from, ...own.map(({ id }) => id), link.to];
    return stops.slice(1).map((stop, at) => ({ from: stops[at]!, to: stop, room: 0 }));
  });
  return { lanes, steps };
}

function backLinks(boxes: readonly Box[], links: readonly Link[]): Set<Link> {
  const from = groupBy(links, (link) => link.from);
  const state = new Map<string, "open" | "done">();
  const back = new Set<Link>();
  const visit = (id: string): void => {
    state.set(id, "open");
    for (const link of from.get(id) ?? []) {
      if (state.get(link.to) === "open") back.add(link);
      else if (!state.has(link.to)) visit(link.to);
    }
    state.set(id, "done");
  };
  // Sources first, so that it is the way back to them that counts as back.
  const fed = new Set(links.map(({ to }) => to));
  const ordered = [...boxes.filter(({ id }) => !fed.has(id)), ...boxes];
  for (const { id } of ordered) if (!state.has(id)) visit(id);
  return back;
}

/** The longest way from a source. */
function columnsOf(boxes: readonly Box[], forward: readonly Link[]): Map<string, number> {
  const into = groupBy(forward, (link) => link.to);
  const columns = new Map<string, number>();
  const columnOf = (id: string): number => {
    const known = columns.get(id);
    if (known !== undefined) return known;
    const column = Math.max(0, ...(into.get(id) ?? []).map(({ from }) => columnOf(from) + 1));
    columns.set(id, column);
    return column;
  };
  for (const { id } of boxes) columnOf(id);
  return columns;
}

/** As a tidy tree along each node's first parent; what then overlaps in a column moves down. */
function topsOf(
  boxes: readonly Box[],
  forward: readonly Link[],
  columns: ReadonlyMap<string, number>,
): Map<string, number> {
  const sizes = new Map(boxes.map((box) => [box.id, box.height]));
  const parents = new Map<string, string>();
  for (const { from, to } of forward) if (!parents.has(to)) parents.set(to, from);
  const children = groupBy([...parents], ([, parent]) => parent);
  const middles = new Map<string, number>();
  let next = 0;
  const place = (id: string): void => {
    const below = (children.get(id) ?? []).map(([child]) => child);
    for (const child of below) place(child);
    const height = sizes.get(id)!;
    const start = next;
    if (below.length === 0) next += height + GAP;
    const middle =
      below.length === 0
        ? start + height / 2
        : (middles.get(below[0]!)! + middles.get(below.at(-1)!)!) / 2;
    middles.set(id, middle);
    next = Math.max(next, middle + height / 2 + GAP);
  };
  for (const { id } of boxes) if (!parents.has(id)) place(id);
  const tops = new Map<string, number>();
  for (const column of groupBy(boxes, ({ id }) => columns.get(id)!).values()) {
    let free = 0;
    const ordered = column.toSorted((a, b) => middles.get(a.id)! - middles.get(b.id)!);
    for (const { id, height } of ordered) {
      const top = Math.max(free, middles.get(id)! - height / 2);
      tops.set(id, top);
      free = top + height + GAP;
    }
  }
  return tops;
}

function edgesOf(
  boxes: readonly Box[],
  links: readonly Link[],
  columns: ReadonlyMap<string, number>,
): { left: number; right: number }[] {
  const count = Math.max(0, ...boxes.map(({ id }) => columns.get(id)! + 1));
  const widths = Array<number>(count).fill(0);
  const rooms = Array<number>(count).fill(LEAST_ROOM);
  for (const { id, width } of boxes) {
    const column = columns.get(id)!;
    widths[column] = Math.max(widths[column]!, width);
  }
  for (const { to, room } of links) {
    // Words stand before the box the link leads to.
    const column = Math.max(0, columns.get(to)! - 1);
    rooms[column] = Math.max(rooms[column]!, room);
  }
  let left = 0;
  return widths.map((width, column) => {
    const here = { left, right: left + width };
    left += width + rooms[column]!;
    return here;
  });
}

function groupBy<T, K>(items: readonly T[], key: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
