/** Parts that could stand in for another: of its kind, nearest in package, pinout and figures first. */
import { fail } from "metaforge";
import type { ToolContext } from "metaforge";
import { differences } from "./choose/compare.ts";
import type { Difference } from "./choose/compare.ts";
import { best } from "./choose/search.ts";
import type { Part, PartsActions } from "./contract.ts";
import { pinsOf, symbolOf, symbolPart } from "./kicad.ts";
import type { SymbolPin } from "./kicad.ts";
import type { Pool } from "./pool.ts";

type Alternates = Awaited<ReturnType<PartsActions["alternates"]>>;

interface Candidate {
  readonly part: Part;
  readonly samePackage: boolean;
  readonly differences: readonly Difference[];
  readonly worse: number;
  readonly unknown: number;
}

/** Throws NOT_FOUND when there is no such part. What is known of text alone has no alternates. */
export async function findAlternates(
  context: ToolContext,
  pool: Pool,
  id: string,
  limit: number,
): Promise<Alternates> {
  const symbol = symbolOf(id);
  const part = pool.find(id) ?? (symbol === null ? null : await symbolPart(context, symbol));
  if (!part) throw fail("NOT_FOUND", { what: `The part '${id}'`, id });
  const near = best<Candidate>(limit, inOrder);
  for (const { part: other } of pool.entries) {
    if (other.id === part.id || other.family === null || other.family !== part.family) continue;
    const candidate = toCandidate(part, other);
    if (!isAnother(candidate.differences)) near.add(candidate);
  }
  const pins = pinReader(context);
  const alternates: Alternates["alternates"][number][] = [];
  for (const { part: other, samePackage, differences: found } of near.all()) {
    // oxlint-disable-next-line no-await-in-loop -- the first answer makes the next ones fast
    const samePinout = await isSamePinout(part.symbol, other.symbol, pins);
    alternates.push({ part: other, samePackage, samePinout, differences: found });
  }
  return { alternates };
}

function toCandidate(part: Part, other: Part): Candidate {
  const found = differences(part, other);
  const count = (asked: Difference["verdict"]) =>
    found.filter(({ verdict }) => verdict === asked).length;
  const samePackage = isSamePackage(part.package, other.package);
  return {
    part: other,
    samePackage,
    differences: found,
    worse: count("worse"),
    unknown: count("unknown"),
  };
}

/** Another voltage, topology or chemistry is no worse part, it is another one. */
const IDENTITY = new Set([
  "output_voltage",
  "nominal_voltage",
  "standoff_voltage",
  "isolation_voltage",
  "topology",
  "chemistry",
  "quantity",
]);

const isAnother = (found: readonly Difference[]) =>
  found.some(({ figure, verdict }) => verdict === "worse" && IDENTITY.has(figure));

const inOrder = (one: Candidate, other: Candidate) =>
  Number(other.samePackage) - Number(one.samePackage) ||
  // What is not known is not as good, either.
  one.worse + one.unknown - (other.worse + other.unknown) ||
  one.worse - other.worse ||
  (one.part.id < other.part.id ? -1 : 1);

/** "SOT-23-5", "SOT23-5" and "SOT 23-5" are one package. */
function isSamePackage(one: Part["package"], other: Part["package"]): boolean {
  const plain = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
  if (one.name === "" || plain(one.name) !== plain(other.name)) return false;
  return one.pins === null || other.pins === null || one.pins === other.pins;
}

type PinReader = (symbol: string) => Promise<readonly SymbolPin[] | null>;

/** Each symbol is read once. */
function pinReader(context: ToolContext): PinReader {
  const read = new Map<string, ReturnType<PinReader>>();
  return (symbol) => {
    const pins = read.get(symbol) ?? pinsOf(context, symbol);
    read.set(symbol, pins);
    return pins;
  };
}

/** Every number has a pin of the same name and type. Null when one of the symbols is not known or cannot be read. */
async function isSamePinout(
  one: string | null,
  other: string | null,
  pins: PinReader,
): Promise<boolean | null> {
  if (one === null || other === null) return null;
  const [ours, theirs] = [await pins(one), await pins(other)];
  if (!ours || !theirs) return null;
  const plan = (all: readonly SymbolPin[]) =>
    all
      .map(({ number, name, type }) => `${number} ${plainName(name)} ${type}`)
      .toSorted()
      .join("\n");
  return plan(ours) === plan(theirs);
}

/** Makers call the same pin by several names; KiCad writes an overbar as ~{…}. */
function plainName(name: string): string {
  const plain = name.toUpperCase().replaceAll(/[~{}\s]/g, "");
  return SYNONYMS[plain] ?? plain;
}

const SYNONYMS: Readonly<Record<string, string | undefined>> = {
  __proto__: null as never,
  ...{ VI: "IN", VIN: "IN", INPUT: "IN", VO: "OUT", VOUT: "OUT", OUTPUT: "OUT" },
  ...{ VSS: "GND", ENABLE: "EN", CE: "EN" },
};
