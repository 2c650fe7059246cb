/**
 * Finds out whether the coordinates of an ERC report are mm. In KiCad 9 (and 10.0.6, by gitlab.com/kicad/code/kicad
 * issue 25582) they are hundredths of that; which it is, is decided by items whose places stand in the files.
 */
import type { Place } from "./places.ts";
import type { RawViolation } from "./report.ts";

const SCALES = [100, 1] as const;
/** Reports have four to six digits. */
const EXACT_MM = 0.02;
/** From a symbol's place to the tip of one of its pins, for the largest symbols there are. */
const NEAR_MM = 120;

export type Scale = (typeof SCALES)[number];

/** Null when there are items and no scale puts them where they are. Without items it does not matter. */
export function scaleOf(
  violations: readonly RawViolation[],
  places: ReadonlyMap<string, Place>,
): Scale | null {
  const votes = new Map<Scale, number>(SCALES.map((scale) => [scale, 0]));
  const items = violations.flatMap((one) => one.items);
  if (items.length === 0) return SCALES[0];
  for (const { uuid, pos } of items) {
    const place = places.get(uuid);
    if (!place) continue;
    const fits = SCALES.filter((scale) => isAt(pos, scale, place));
    // What fits both, such as an item in the corner of the sheet, decides nothing.
    if (fits.length === 1) votes.set(fits[0]!, votes.get(fits[0]!)! + (place.own ? 100 : 1));
  }
  const [best, other] = SCALES.toSorted((a, b) => votes.get(b)! - votes.get(a)!) as [Scale, Scale];
  return votes.get(best)! > votes.get(other)! ? best : null;
}

function isAt(pos: { x: number; y: number }, scale: number, place: Place): boolean {
  const distance = Math.hypot(pos.x * scale - place.x, pos.y * scale - place.y);
  return distance <= (place.own ? EXACT_MM : NEAR_MM);
}
