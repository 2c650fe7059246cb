/** Writes KiCad's path data in fewer bytes, rounded to micrometres, and finds how far it reaches. */
import type { Extent } from "./box.ts";
import { extended, short } from "./box.ts";

export interface ShortPath {
  readonly data: string;
  readonly extent: Extent;
}

/**
 * Many paths as one. KiCad draws a letter as a dozen strokes of two points each: an absolute pair of numbers for every
 * point makes a sheet of 3 MB; strokes that go on where the last one ended need their way alone. `joined` is false
 * for dashed lines, where every stroke begins its dashes anew.
 */
export function shortPath(paths: readonly string[], joined: boolean): ShortPath {
  const pen = new Pen(joined);
  for (const path of paths) draw(pen, path);
  return { data: pen.data, extent: pen.extent };
}

const COMMAND = /([MLACQZ])([^A-Za-z]*)/gi;
const NUMBER = /-?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi;

/** How many numbers each command takes; the last two are where it ends. */
const SIZES: Readonly<Record<string, number>> = { M: 2, L: 2, A: 7, C: 6, Q: 4 };

function draw(pen: Pen, path: string): void {
  for (const [, command = "", text = ""] of path.matchAll(COMMAND)) {
    const name = command.toUpperCase();
    if (name === "Z") {
      pen.close();
      continue;
    }
    const size = SIZES[name] ?? 2;
    const numbers = (text.match(NUMBER) ?? []).map(Number);
    for (let at = 0; at + size <= numbers.length; at += size) {
      const part = numbers.slice(at, at + size);
      // What follows a first point without a command of its own is a line.
      if (name === "M" && at === 0) pen.move(part[0]!, part[1]!);
      else if (size === 2) pen.line(part[0]!, part[1]!);
      else pen.curve(name, part);
    }
  }
}

/** Counts in whole micrometres, so that rounding never adds up along a line. */
class Pen {
  data = "";
  extent: Extent = null;
  private x = 0;
  private y = 0;
  private startX = 0;
  private startY = 0;
  private readonly joined: boolean;

  constructor(joined: boolean) {
    this.joined = joined;
  }

  move(x: number, y: number): void {
    const same = micro(x) === this.x && micro(y) === this.y;
    if (!(this.joined && same && this.data !== "" && !this.data.endsWith("z"))) {
      this.data += `M${short(x)} ${short(y)}`;
    }
    this.reach(x, y);
    this.startX = this.x;
    this.startY = this.y;
  }

  line(x: number, y: number): void {
    const right = micro(x) - this.x;
    const down = micro(y) - this.y;
    if (down === 0 && right !== 0) this.data += `h${step(right)}`;
    else if (right === 0) this.data += `v${step(down)}`;
    else this.data += `l${step(right)}${down < 0 ? "" : " "}${step(down)}`;
    this.reach(x, y);
  }

  curve(name: string, part: readonly number[]): void {
    const [x, y] = part.slice(-2) as [number, number];
    if (name === "A") {
      for (const point of arcPoints(this.x / 1000, this.y / 1000, part)) {
        this.extent = extended(this.extent, point[0], point[1]);
      }
    }
    this.data += `${name}${part.map(short).join(" ")}`;
    this.reach(x, y);
  }

  close(): void {
    this.data += "z";
    this.x = this.startX;
    this.y = this.startY;
  }

  private reach(x: number, y: number): void {
    this.x = micro(x);
    this.y = micro(y);
    this.extent = extended(this.extent, x, y);
  }
}

const micro = (mm: number): number => Math.round(mm * 1000);
const step = (micrometres: number): string =>
  String(micrometres / 1000).replace(/^(-?)0\./, (_, sign: string) => `${sign}.`);

/** Where an arc can reach farther than its ends: its leftmost, rightmost, highest and lowest points, if on it. */
function arcPoints(fromX: number, fromY: number, part: readonly number[]): [number, number][] {
  const [radius = 0, , , large = 0, sweep = 0, x = 0, y = 0] = part;
  const half = Math.hypot(x - fromX, y - fromY) / 2;
  if (half === 0) return [];
  const r = Math.max(radius, half);
  const off = Math.sqrt(Math.max(0, r * r - half * half)) * (large === sweep ? -1 : 1);
  const centreX = (fromX + x) / 2 - (off * (y - fromY)) / (2 * half);
  const centreY = (fromY + y) / 2 + (off * (x - fromX)) / (2 * half);
  const from = Math.atan2(fromY - centreY, fromX - centreX);
  const to = Math.atan2(y - centreY, x - centreX);
  const turn = (angle: number) => (angle + 4 * Math.PI) % (2 * Math.PI);
  const length = sweep ? turn(to - from) : turn(from - to);
  return [0, 0.5, 1, 1.5]
    .map((quarter) => quarter * Math.PI)
    .filter((angle) => (sweep ? turn(angle - from) : turn(from - angle)) <= length)
    .map((angle) => [centreX + r * Math.cos(angle), centreY + r * Math.sin(angle)]);
}
