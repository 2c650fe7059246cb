/** Lines of a bill of materials: parts that are bought as one. */
import type { ToolActions } from "metaforge";
import type { Group } from "../schema.ts";
import { distributorOf, readings } from "./fields.ts";
import type { Meaning } from "./fields.ts";
import { kindOf } from "./value.ts";

type Netlist = NonNullable<Awaited<ReturnType<ToolActions<"kicad">["netlist"]>>["data"]>;
export type Component = Netlist["components"][number];

/**
 * By kind (the letters of the reference, where no part number is), value and footprint as they are written, tolerance, voltage, part number and whether they are populated; in the
 * order of their first references.
 */
export function groupsOf(components: readonly Component[]): Group[] {
  const groups = new Map<string, Component[]>();
  for (const component of components.toSorted((a, b) => byReference(a.ref, b.ref))) {
    const { ref, value, footprint, dnp } = component;
    // Without a number a value alone would join a capacitor and an inductor that both are still open.
    const kind = tell(component, "mpn") === null ? lettersOf(ref) : null;
    const told = ["tolerance", "voltage", "mpn"] as const;
    const key = JSON.stringify([
      kind,
      value,
      footprint,
      dnp,
      ...told.map((one) => tell(component, one)),
    ]);
    groups.set(key, [...(groups.get(key) ?? []), component]);
  }
  return [...groups.values()].map(toGroup);
}

function toGroup(parts: readonly Component[]): Group {
  const [first] = parts as [Component, ...Component[]];
  const common = (pick: (part: Component) => string | null) => {
    const texts = new Set(parts.map(pick).filter((text) => text !== null));
    return texts.size === 0 ? null : [...texts].join(" | ");
  };
  return {
    refs: parts.map(({ ref }) => ref),
    quantity: parts.length,
    value: first.value,
    footprint: first.footprint || null,
    tolerance: tell(first, "tolerance"),
    voltage: tell(first, "voltage"),
    mpn: tell(first, "mpn"),
    manufacturer: common((part) => tell(part, "manufacturer")),
    supplierParts: [...new Set(parts.flatMap(supplierParts))],
    dnp: first.dnp,
    datasheet: common(({ datasheet }) => written(datasheet)),
    description: common(({ description }) => written(description)),
  };
}

/** From a field of that meaning; tolerance and a capacitor's voltage also from the value: "100n 16V 10%". */
export function tell({ ref, value, fields }: Component, meaning: Meaning): string | null {
  const field = readings(fields, meaning)[0]?.text;
  if (field !== undefined) return field;
  const kind = kindOf(ref);
  if (meaning === "tolerance" && kind !== null) {
    return /(?:±\s*)?\d+(?:\.\d+)?\s*%/.exec(value)?.[0] ?? null;
  }
  if (meaning === "voltage" && kind === "capacitor") {
    return /(?<![\w.])\d+(?:\.\d+)?\s*V\b/.exec(value)?.[0] ?? null;
  }
  return null;
}

function supplierParts({ fields }: Component): string[] {
  return Object.entries(fields).flatMap(([name, text]) => {
    const distributor = distributorOf(name);
    return distributor !== null && written(text) !== null ? [`${distributor} ${text.trim()}`] : [];
  });
}

const lettersOf = (ref: string) => /^[A-Za-z]*/.exec(ref)![0].toUpperCase();

const written = (text: string) => (/^[\s~]*$/.test(text) ? null : text.trim());

/** R2 before R10. */
export function byReference(a: string, b: string): number {
  const [, letters = "", number = ""] = /^(\D*)(\d*)/.exec(a)!;
  const [, others = "", other = ""] = /^(\D*)(\d*)/.exec(b)!;
  if (letters !== others) return letters < others ? -1 : 1;
  return Number(number) - Number(other) || (a < b ? -1 : Number(a > b));
}
