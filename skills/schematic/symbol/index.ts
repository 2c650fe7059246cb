/** What of a library's symbol a sheet is made of: its text, its pins with all that each can do, and its size. */
import type { ToolActions } from "metaforge";
import { listsOf, readExpression } from "./expression.ts";
import type { Expression } from "./expression.ts";

type Kicad = ToolActions<"kicad">;
type Detail = NonNullable<Awaited<ReturnType<Kicad["getSymbol"]>>["data"]>;

/** Lengths in mm, y downwards. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Pin {
  readonly number: string;
  readonly name: string;
  readonly type: string;
  /** 0: drawn with every unit. */
  readonly unit: number;
  readonly x: number;
  readonly y: number;
  /** 0: points right, so it is at the left side. */
  readonly angle: number;
  readonly hidden: boolean;
  /** Its names in upper case: of "PB7/PB8" both, without bars. */
  readonly names: readonly string[];
  /** What the library says that it can be besides, such as "I2C1_SDA", or "I2C1_SDA (PB7)" where ports share a pin. */
  readonly alternates: readonly string[];
}

export interface PartSymbol {
  readonly id: string;
  /** For `lib_symbols`. */
  readonly text: string;
  /** "U", "R", … */
  readonly prefix: string;
  readonly value: string;
  readonly footprint: string;
  readonly description: string;
  readonly datasheet: string;
  readonly isPower: boolean;
  readonly units: number;
  readonly pins: readonly Pin[];
  /** Around the drawing, pins included. */
  readonly body: Box;
}

export function toSymbol(detail: Detail): PartSymbol {
  const drawing = readExpression(detail.text);
  const alternates = alternatesOf(drawing);
  const pins = detail.pinList.map(({ xMm, yMm, ...pin }) => ({
    ...{ number: pin.number, name: pin.name, type: pin.type, unit: pin.unit },
    ...{ x: xMm, y: yMm, angle: pin.angle, hidden: pin.hidden },
    names: namesOf(pin.name),
    alternates: alternates.get(pin.number) ?? [],
  }));
  return {
    id: detail.id,
    text: detail.text,
    prefix: detail.fields.Reference || "U",
    value: detail.fields.Value || detail.id.split(":").at(-1)!,
    footprint: detail.footprint,
    description: detail.description,
    datasheet: detail.datasheet,
    isPower: detail.isPower,
    units: detail.units,
    pins,
    body: boundsOf([...pointsOf(drawing), ...pins.map(({ x, y }) => [x, y] as const)]),
  };
}

/** The pins that one unit shows. */
export const pinsOfUnit = (symbol: PartSymbol, unit: number): Pin[] =>
  symbol.pins.filter((pin) => pin.unit === 0 || pin.unit === unit);

/** "~{CS}" is CS, "IO_{0}" is IO0; of several names with a slash between them each counts. */
export function namesOf(name: string): string[] {
  const plain = name.replaceAll(/[~_^]\{([^}]*)\}/g, "$1").toUpperCase();
  return [...new Set([plain, ...plain.split("/")])].filter((one) => one !== "" && one !== "~");
}

function alternatesOf(drawing: readonly Expression[]): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const pin of listsOf(drawing, "symbol").flatMap((part) => listsOf(part, "pin"))) {
    const number = String(listsOf(pin, "number")[0]?.[1] ?? "");
    const names = listsOf(pin, "alternate").map((one) => String(one[1]).toUpperCase());
    found.set(number, [...new Set([...(found.get(number) ?? []), ...names])]);
  }
  return found;
}

const PLACES = new Set(["start", "mid", "end", "center", "xy"]);

/** In a library y points up. */
function pointsOf(list: readonly Expression[]): (readonly [number, number])[] {
  if (list[0] === "property") return [];
  if (typeof list[0] === "string" && PLACES.has(list[0])) {
    return [[Number(list[1]), -Number(list[2])]];
  }
  return list.flatMap((item) => (typeof item === "string" ? [] : pointsOf(item)));
}

export function boundsOf(points: readonly (readonly [number, number])[]): Box {
  const [xs, ys] = [
    [0, ...points.map(([x]) => x)],
    [0, ...points.map(([, y]) => y)],
  ];
  return {
    ...{ left: Math.min(...xs), right: Math.max(...xs) },
    ...{ top: Math.min(...ys), bottom: Math.max(...ys) },
  };
}
