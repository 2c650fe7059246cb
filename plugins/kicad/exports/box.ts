/** A rectangle in mm that grows with what is put in it: how large a drawing is. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Null until the first point. */
export type Extent = Box | null;

/** The extent that holds another circle, too; a point has radius 0. */
export function extended(to: Extent, x: number, y: number, radius = 0): Box {
  const box = { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius };
  return united(to, box) ?? box;
}

export function united(a: Extent, b: Extent): Extent {
  if (!a || !b) return a ?? b;
  return {
    left: Math.min(a.left, b.left),
    top: Math.min(a.top, b.top),
    right: Math.max(a.right, b.right),
    bottom: Math.max(a.bottom, b.bottom),
  };
}

export const widened = ({ left, top, right, bottom }: Box, by: number): Box => ({
  left: left - by,
  top: top - by,
  right: right + by,
  bottom: bottom + by,
});

export const widthOf = (box: Box): number => box.right - box.left;
export const heightOf = (box: Box): number => box.bottom - box.top;

/** A number of a drawing: no more than micrometres, and no zeros that say nothing. */
export const short = (value: number): string => String(Math.round(value * 1000) / 1000 || 0);
