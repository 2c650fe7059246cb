/** Compares a part with one that it could stand in for: equal, better, worse or not known, figure by figure. */
import type { Figure, FigureName, Part, PartsActions } from "../contract.ts";
import { isAbsolute } from "./check.ts";
import { quantity } from "./quantity.ts";

export type Difference = Awaited<
  ReturnType<PartsActions["alternates"]>
>["alternates"][number]["differences"][number];
type Verdict = Difference["verdict"];

/** Of these more is better; `max`, else `typ`, is compared. */
const MORE: ReadonlySet<FigureName> = new Set([
  ...([
    "output_current",
    "charge_current",
    "efficiency",
    "clock_frequency",
    "flash_size",
    "ram_size",
  ] as const),
  ...([
    "gpio_count",
    "capacity",
    "pulse_current",
    "memory_size",
    "data_rate",
    "current_rating",
    "isolation_voltage",
    "cycles",
  ] as const),
]);
/** Of these a wider range is better. */
const WIDER: ReadonlySet<FigureName> = new Set([
  ...(["supply_voltage", "io_voltage", "input_voltage", "operating_temperature"] as const),
  ...(["junction_temperature", "range"] as const),
]);
/** Of these another value is another part. */
const SAME: ReadonlySet<FigureName> = new Set([
  ...([
    "output_voltage",
    "nominal_voltage",
    "standoff_voltage",
    "frequency",
    "forward_voltage",
  ] as const),
  ...(["cutoff_voltage", "switching_frequency"] as const),
]);

/** What both say of everything the part that is to be replaced has; of figures in order of their names. */
export function differences(of: Part, by: Part): Difference[] {
  const names = Object.keys(of.figures).toSorted() as FigureName[];
  return [
    ...names.map((name) => compareFigures(name, of.figures[name]!, by.figures[name] ?? [])),
    ...lists("interfaces", of.interfaces, by.interfaces),
    ...Object.entries(of.peripherals).map(([name, count]) => compareCounts(name, count, by)),
    ...Object.entries(of.attributes).map(([name, value]) => compareAttributes(name, value, by)),
  ];
}

function compareFigures(
  name: FigureName,
  ours: readonly Figure[],
  theirs: readonly Figure[],
): Difference {
  const one = ours.find((figure) => !isAbsolute(figure)) ?? ours[0]!;
  const usable = theirs.filter(
    (figure) => figure.unit === one.unit && isAbsolute(figure) === isAbsolute(one),
  );
  // A consumption under another condition is another quantity; a voltage that a part is for, or a range, is not.
  const other =
    usable.find(({ condition }) => condition === one.condition) ??
    (SAME.has(name) || WIDER.has(name) ? usable[0] : undefined);
  if (!other) {
    const [given] = theirs;
    const theirText = given ? `${describe(given)}, which cannot be compared` : "not known";
    return { figure: name, verdict: "unknown", text: `${describe(one)} → ${theirText}` };
  }
  return {
    figure: name,
    verdict: judge(name, one, other),
    text: `${describe(one)} → ${describe(other)}`,
  };
}

function judge(name: FigureName, one: Figure, other: Figure): Verdict {
  if (one.min === other.min && one.typ === other.typ && one.max === other.max) return "equal";
  if (SAME.has(name)) return overlaps(one, other);
  if (WIDER.has(name)) return wider(one, other);
  const [a, b] =
    one.max !== null && other.max !== null ? [one.max, other.max] : [one.typ, other.typ];
  if (a === null || b === null) return "unknown";
  if (a === b) return "equal";
  return b > a === MORE.has(name) ? "better" : "worse";
}

function wider(one: Figure, other: Figure): Verdict {
  const [low, high] = [one.min ?? one.typ, one.max ?? one.typ];
  const [otherLow, otherHigh] = [other.min ?? other.typ, other.max ?? other.typ];
  const isShort =
    (low !== null && otherLow !== null && otherLow > low) ||
    (high !== null && otherHigh !== null && otherHigh < high);
  if (isShort) return "worse";
  return (low !== null && otherLow === null) || (high !== null && otherHigh === null)
    ? "unknown"
    : "better";
}

/** The same nominal value is equal, whatever its tolerance; an adjustable range around it serves, too. */
function overlaps(one: Figure, other: Figure): Verdict {
  const nominal =
    one.typ ?? (one.min !== null && one.max !== null ? (one.min + one.max) / 2 : null);
  if (nominal === null) return "unknown";
  if (other.typ !== null) return other.typ === nominal ? "equal" : "worse";
  if (other.min === null || other.max === null) return "unknown";
  return other.min <= nominal && nominal <= other.max ? "equal" : "worse";
}

function lists(figure: string, ours: readonly string[], theirs: readonly string[]): Difference[] {
  if (ours.length === 0) return [];
  const text = `${ours.join(", ")} → ${theirs.join(", ") || "not known"}`;
  if (theirs.length === 0) return [{ figure, verdict: "unknown", text }];
  const isWhole = ours.every((one) => theirs.includes(one));
  const verdict = !isWhole ? "worse" : theirs.length > ours.length ? "better" : "equal";
  return [{ figure, verdict, text }];
}

function compareCounts(name: string, count: number, { peripherals }: Part): Difference {
  const other = Object.hasOwn(peripherals, name) ? peripherals[name]! : null;
  const verdict =
    other === null ? "unknown" : other === count ? "equal" : other > count ? "better" : "worse";
  return { figure: name, verdict, text: `${count} → ${other ?? "not known"}` };
}

function compareAttributes(name: string, value: string, { attributes }: Part): Difference {
  const other = Object.hasOwn(attributes, name) ? attributes[name]! : null;
  const verdict = other === null ? "unknown" : other === value ? "equal" : "worse";
  return { figure: name, verdict, text: `${value} → ${other ?? "not known"}` };
}

function describe({ min, typ, max, unit, condition }: Figure): string {
  const say = (value: number) => quantity(value, unit);
  const under = condition === null ? "" : ` (${condition})`;
  const typical = typ === null ? "" : say(typ);
  if (min === null && max === null) return typical + under;
  const range =
    min === null
      ? `up to ${say(max!)}`
      : max === null
        ? `from ${say(min)}`
        : `${say(min)} to ${say(max)}`;
  return (typ === null ? range : `${typical}, ${range}`) + under;
}
