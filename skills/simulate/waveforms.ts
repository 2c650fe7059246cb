/** Writes waveforms as CSV: one column each, the axis first, numbers with nine digits. */
import type { Artifact } from "metaforge";
import type { Outcome } from "./limits.ts";
import type { Problem, WaveformRow } from "./schema.ts";

export type Waveform = NonNullable<Outcome["data"]>["waveforms"][number];

/** So that no file comes near the 10 MiB that a proposal may have, with 2000 points a waveform. */
const COLUMNS = 150;
const FILES = 6;
const DIGITS = 9;

export function writeWaveforms(waveforms: readonly Waveform[]): {
  readonly rows: readonly WaveformRow[];
  readonly artifacts: readonly Artifact[];
  readonly problems: readonly Problem[];
} {
  const [axis, ...others] = waveforms;
  if (!axis) return { rows: [], artifacts: [], problems: [] };
  const artifacts: Artifact[] = [];
  const rows: WaveformRow[] = [];
  // An operating point has no axis: its first waveform is a result as any other.
  const chunks = chunksOf(others, COLUMNS).slice(0, FILES);
  const files = chunks.length === 0 ? [[]] : chunks;
  for (const [index, chunk] of files.entries()) {
    const path = files.length === 1 ? "sim/waveforms.csv" : `sim/waveforms-${index + 1}.csv`;
    const columns = [axis, ...chunk].flatMap(columnsOf);
    artifacts.push({ path, content: toCsv(columns) });
    if (index === 0) rows.push(rowOf(axis, path));
    rows.push(...chunk.map((one) => rowOf(one, path)));
  }
  const left = others.slice(COLUMNS * FILES);
  rows.push(...left.map((one) => rowOf(one, null)));
  return { rows, artifacts, problems: left.length > 0 ? [tooMany(left.length)] : [] };
}

interface Column {
  readonly head: string;
  readonly values: readonly number[];
}

function columnsOf(waveform: Waveform): Column[] {
  const { values, phase } = waveform;
  const value = { head: headOf(waveform), values };
  return phase === undefined
    ? [value]
    : [value, { head: `phase ${waveform.name} (rad)`, values: phase }];
}

const headOf = ({ name, unit }: Waveform) => (unit === "" ? name : `${name} (${unit})`);

function rowOf(waveform: Waveform, csv: string | null): WaveformRow {
  const { name, type, unit, min, max } = waveform;
  return { name, type, unit, min, max, csv, column: csv === null ? null : headOf(waveform) };
}

function toCsv(columns: readonly Column[]): string {
  const length = Math.max(0, ...columns.map(({ values }) => values.length));
  const lines = [columns.map(({ head }) => field(head)).join(",")];
  for (let row = 0; row < length; row += 1) {
    lines.push(columns.map(({ values }) => written(values[row])).join(","));
  }
  return `${lines.join("\n")}\n`;
}

/** A missing value is an empty cell, which no reader takes for a number. */
const written = (value: number | undefined): string =>
  value === undefined || !Number.isFinite(value) ? "" : String(Number(value.toPrecision(DIGITS)));

/** Names come from the deck: one that begins like a formula must not become one in a spreadsheet. */
function field(name: string): string {
  const inert = /^[=+\-@\t\r]/.test(name) ? `'${name}` : name;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

const tooMany = (count: number): Problem => ({
  code: "WAVEFORMS_LEFT_OUT",
  severity: "warning",
  message: `${count} waveforms are in no CSV file: there are too many`,
  action: "name the ones you need in a .save line",
});

function chunksOf<T>(items: readonly T[], size: number): T[][] {
  const chunks: T[][] = [];
  for (let at = 0; at < items.length; at += size) chunks.push(items.slice(at, at + size));
  return chunks;
}
