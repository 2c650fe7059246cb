/** Reads ngspice's raw files, binary and ASCII, real and complex, whole and cut short. */

export interface RawPlot {
  /** "Transient Analysis", "AC Analysis", "Operating Point", … */
  readonly name: string;
  readonly title: string;
  readonly isComplex: boolean;
  readonly variables: readonly { readonly name: string; readonly type: string }[];
  /** Points that are there, which are fewer than the head says when the writer was killed. */
  readonly points: number;
  /** Real part of a variable at a point. */
  readonly real: (point: number, variable: number) => number;
  /** Imaginary part; 0 in a real plot. */
  readonly imaginary: (point: number, variable: number) => number;
}

const HEAD_LIMIT = 4_000_000;
const DOUBLE = 8;

/**
 * All plots of a raw file, or null when it is none.
 * Format: ngspice manual, "Rawfile": text head, then float64 little-endian point by point, or text.
 */
export function parseRaw(bytes: Uint8Array): RawPlot[] | null {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const plots: RawPlot[] = [];
  for (let at = 0; at < buffer.length;) {
    const head = readHead(buffer, at);
    if (!head) return plots.length > 0 && isBlank(buffer, at) ? plots : null;
    const { plot, end } = head.isBinary ? binary(buffer, head) : ascii(buffer, head);
    plots.push(plot);
    at = end;
  }
  return plots.length > 0 ? plots : null;
}

interface Head extends Pick<RawPlot, "name" | "title" | "isComplex" | "variables"> {
  readonly isBinary: boolean;
  /** 0: not known, the writer did not come to its end. */
  readonly declared: number;
  readonly start: number;
}

function readHead(buffer: Buffer, from: number): Head | null {
  const limit = Math.min(buffer.length, from + HEAD_LIMIT);
  const fields = new Map<string, string>();
  const variables: { name: string; type: string }[] = [];
  for (let at = from; at < limit;) {
    const end = buffer.indexOf(10, at);
    if (end < 0) return null;
    const line = buffer.toString("utf8", at, end).replace(/\r$/, "");
    at = end + 1;
    const data = /^(Binary|Values):\s*$/.exec(line)?.[1];
    if (data) return complete(fields, variables, data === "Binary", at);
    const variable = /^\s+\d+\s+(\S+)\s+(\S+)/.exec(line);
    if (variable) variables.push({ name: variable[1]!, type: variable[2]! });
    else {
      const field = /^([A-Z][\w. ]*?):\s*(.*?)\s*$/.exec(line);
      if (!field && line.trim() !== "") return null;
      if (field) fields.set(field[1]!, field[2]!);
    }
  }
  return null;
}

function complete(
  fields: ReadonlyMap<string, string>,
  variables: Head["variables"],
  isBinary: boolean,
  start: number,
): Head | null {
  const count = Number(fields.get("No. Variables"));
  const declared = Number(fields.get("No. Points"));
  if (count !== variables.length || count === 0 || !(declared >= 0)) return null;
  return {
    title: fields.get("Title") ?? "",
    name: fields.get("Plotname") ?? "",
    isComplex: /\bcomplex\b/.test(fields.get("Flags") ?? ""),
    variables,
    isBinary,
    declared,
    start,
  };
}

function binary(buffer: Buffer, head: Head): { plot: RawPlot; end: number } {
  const width = head.isComplex ? 2 * DOUBLE : DOUBLE;
  const row = width * head.variables.length;
  const there = Math.floor((buffer.length - head.start) / row);
  const points = head.declared === 0 ? there : Math.min(head.declared, there);
  const at = (point: number, variable: number) => head.start + point * row + variable * width;
  const plot = toPlot(
    head,
    points,
    (point, variable) => buffer.readDoubleLE(at(point, variable)),
    (point, variable) => buffer.readDoubleLE(at(point, variable) + DOUBLE),
  );
  // What is left of a row that was cut off is no other plot.
  const isCut = head.declared === 0 || points < head.declared;
  return { plot, end: isCut ? buffer.length : head.start + points * row };
}

function ascii(buffer: Buffer, head: Head): { plot: RawPlot; end: number } {
  const next = buffer.indexOf("\nTitle:", head.start);
  const end = next < 0 ? buffer.length : next + 1;
  const words = buffer.toString("latin1", head.start, end).split(/\s+/).filter(Boolean);
  const row = head.variables.length + 1;
  const points = Math.floor(words.length / row);
  const part = (which: number) => (point: number, variable: number) =>
    Number(words[point * row + 1 + variable]!.split(",")[which]);
  return { plot: toPlot(head, points, part(0), part(1)), end };
}

function toPlot(
  { name, title, isComplex, variables }: Head,
  points: number,
  real: RawPlot["real"],
  imaginary: RawPlot["imaginary"],
): RawPlot {
  return {
    name,
    title,
    isComplex,
    variables,
    points,
    real,
    imaginary: isComplex ? imaginary : () => 0,
  };
}

const isBlank = (buffer: Buffer, at: number) => buffer.toString("latin1", at).trim() === "";
