/** The figures as rows: ours, the peer's, their ratio, the aim and whether it was reached. */
import { median, spread } from "./stats.ts";

export interface Figure {
  readonly name: string;
  /** One value a round, in the order of the rounds. */
  readonly ours: readonly number[];
  readonly peer: readonly number[];
  readonly unit: string;
  readonly peerName: string;
  /** The ratio ours/peer that is wanted: at least (">=") or at most ("<="); absent: shown for the record. */
  readonly aim?: { readonly is: ">=" | "<="; readonly ratio: number };
}

const isText = (column: number) => column === 0 || column === 3 || column === 7;
const HEAD = ["figure", "ours", "peer", "", "ratio", "±", "aim", "reached"];

/** Median of the ratios of each round: what the host does to one round it does to both sides. */
export function toTable(figures: readonly Figure[]): string {
  const rows = [HEAD, ...figures.map(toRow)];
  const widths = HEAD.map((_, n) => Math.max(...rows.map((row) => row[n]!.length)));
  return rows
    .map((row) =>
      row
        .map((cell, n) => (isText(n) ? cell.padEnd(widths[n]!) : cell.padStart(widths[n]!)))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function toRow({ name, ours, peer, unit, peerName, aim }: Figure): string[] {
  const ratios = ours.map((value, n) => value / peer[n]!);
  const ratio = median(ratios);
  return [
    name,
    `${digits(median(ours))} ${unit}`,
    `${digits(median(peer))} ${unit}`,
    peerName,
    ratio.toFixed(2),
    `${spread(ratios).toFixed(0)} %`,
    aim ? `${aim.is} ${aim.ratio}` : "",
    aim ? (isReached(ratio, aim) ? "yes" : "NO") : "",
  ];
}

const isReached = (ratio: number, { is, ratio: wanted }: NonNullable<Figure["aim"]>) =>
  is === ">=" ? ratio >= wanted : ratio <= wanted;

/** Three significant digits, thousands apart. */
function digits(value: number): string {
  const places = Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value) || 1)));
  return value.toLocaleString("en-US", {
    maximumFractionDigits: Math.min(places, 3),
    minimumFractionDigits: Math.min(places, 3),
  });
}
