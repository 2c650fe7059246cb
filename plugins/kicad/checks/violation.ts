/** Turns what a report holds into violations with ids that stay, and counts them. */
import { createHash } from "node:crypto";
import type { Counts, Violation } from "../contract-checks.ts";
import type { RawViolation } from "./report.ts";
import { itemParts, limitIn } from "./wording.ts";

export interface Origin {
  readonly source: Violation["source"];
  /** ERC: the sheet's path. A file that is two sheets has each violation twice, with the same uuids. */
  readonly sheet?: string;
  /** By which coordinates have to be multiplied to be mm. */
  readonly scale?: number;
}

export function toViolation(raw: RawViolation, { source, sheet, scale = 1 }: Origin): Violation {
  const { type, severity, excluded, comment, description, items } = raw;
  return {
    id: idOf(raw, source, sheet),
    source,
    type,
    severity,
    excluded,
    ...(comment ? { comment } : {}),
    text: description,
    ...limitIn(description),
    items: items.map(({ uuid, description: text, pos }) => ({
      uuid,
      text,
      xMm: toMm(pos.x * scale),
      yMm: toMm(pos.y * scale),
      ...itemParts(text),
    })),
    ...(sheet === undefined ? {} : { sheet }),
  };
}

/** KiCad counts in steps of a nanometre: what lies beyond is an artefact of multiplying. */
const toMm = (value: number) => Math.round(value * 1e6) / 1e6 + 0;

function idOf(raw: RawViolation, source: string, sheet = ""): string {
  const uuids = raw.items.map(({ uuid }) => uuid).toSorted();
  const what = [source, raw.type, sheet, ...uuids].join("\n");
  return `${raw.type}-${createHash("sha256").update(what).digest("hex").slice(0, 12)}`;
}

/**
 * Two faults of one type between the same two items (a track that comes close to a pad twice) have the same id:
 * from the second on they are told apart by a number, in the order of their places and words.
 */
export function withOwnIds(violations: readonly Violation[]): Violation[] {
  const met = new Map<string, number>();
  return violations.toSorted(inOrder).map((one) => {
    const times = (met.get(one.id) ?? 0) + 1;
    met.set(one.id, times);
    return times === 1 ? one : { ...one, id: `${one.id}-${times}` };
  });
}

function inOrder(a: Violation, b: Violation): number {
  if (a.severity !== b.severity) return a.severity === "error" ? -1 : 1;
  return compare(a.type, b.type) || compare(a.id, b.id) || compare(placeOf(a), placeOf(b));
}

const placeOf = ({ items, text }: Violation) =>
  `${items.map(({ xMm, yMm }) => `${xMm} ${yMm}`).join(" ")} ${text}`;
const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

export function count(violations: readonly Violation[]): Omit<Counts, "capped"> {
  const counted = violations.filter(({ excluded }) => !excluded);
  const types = [...new Set(counted.map(({ type }) => type))].toSorted();
  const sum = (keep: (one: Violation) => boolean) => counted.filter(keep).length;
  return {
    errors: sum(({ severity }) => severity === "error"),
    warnings: sum(({ severity }) => severity === "warning"),
    excluded: violations.length - counted.length,
    byType: Object.fromEntries(types.map((type) => [type, sum((one) => one.type === type)])),
  };
}

/**
 * Types at which KiCad's design rule check has stopped counting: at 199 of most types, at 499 or 500 of some,
 * and threads race for the last ones. Excluded ones count for that, too.
 */
export function cappedTypes(violations: readonly Pick<Violation, "type">[]): string[] {
  const numbers = new Map<string, number>();
  for (const { type } of violations) numbers.set(type, (numbers.get(type) ?? 0) + 1);
  return [...numbers]
    .flatMap(([type, number]) => (number === 199 || number >= 499 ? [type] : []))
    .toSorted();
}
