/** Which rails there could be: those that the document states, else candidates, of which the one that serves most blocks is taken. */
import type { Facts } from "../facts.ts";
import type { PlannedRail } from "../choose/place.ts";
import type { Supply } from "./sources.ts";
import { round, say, span } from "./number.ts";
import type { Volts } from "./number.ts";

export interface RailPlan extends PlannedRail {
  readonly name: string;
  readonly requirements: readonly string[];
  readonly basis: string;
  readonly stated: boolean;
  readonly linear: boolean;
  /** It is the source itself. */
  readonly direct: boolean;
}

/** Most logic parts run from it; whether each chosen one does is checked against its figures. */
const LOGIC = 3.3;
const SECOND = 5;
/** What most logic that runs from 3.3 V bears. */
const LOGIC_RANGE = { from: 1.7, to: 3.6 };

/** Of several supplies the one behind the rails: the battery where it is charged, else what is plugged in. */
export function mainSupply({ supplies, asks }: Facts): Supply | null {
  const isCharged = asks.some(({ rule }) => rule.id === "charger");
  const of = (kind: Supply["source"]["kind"]) =>
    supplies.find(
      ({ source }) =>
        source.kind === kind && source.id !== "backup-battery" && source.id !== "solar",
    );
  const battery = of("battery");
  if (battery && isCharged) return battery;
  return of("external") ?? of("mains") ?? battery ?? of("usb") ?? supplies[0] ?? null;
}

/** Candidates, the simplest first; each is a list of rails in the order in which blocks try them. */
export function railPlans(facts: Facts): RailPlan[][] {
  const main = mainSupply(facts);
  const basis = (volts: number) =>
    `${facts.rails.length > 0 ? "the stated rails do not serve every part" : "no rail is stated"}; ${say(volts, "V")} is a decision of this design, held against the supply range of each part on it`;
  const implied = (volts: number): RailPlan => ({
    ...nominal(volts, main && main.source.voltage.typ === volts ? main : null),
    requirements: [],
    basis: basis(volts),
    stated: false,
    linear: false,
  });
  if (facts.rails.length > 0) {
    const stated = facts.rails.map(({ volts, because, linear }) => ({
      ...nominal(volts, volts === main?.source.voltage.typ ? main : null),
      requirements: because.map(({ id }) => id),
      basis: "as stated",
      stated: true,
      linear,
    }));
    const byLogic = (rails: readonly RailPlan[]) =>
      rails.toSorted((a, b) => Math.abs(a.volts.typ! - LOGIC) - Math.abs(b.volts.typ! - LOGIC));
    // Logic that runs from none of them gets a rail of its own, where that helps.
    const isThere = stated.some(({ volts }) => volts.typ === LOGIC);
    return isThere ? [byLogic(stated)] : [byLogic(stated), byLogic([...stated, implied(LOGIC)])];
  }
  const made = [implied(LOGIC), implied(SECOND)];
  const known = main && span(main.source.voltage);
  if (!main || !known || known.from < LOGIC_RANGE.from || known.to > LOGIC_RANGE.to) return [made];
  const direct: RailPlan = {
    id: "rail-supply",
    name: "Supply, unregulated",
    volts: main.source.voltage,
    requirements: main.source.requirements,
    basis: "no rail is stated, and the parts run from the source itself",
    stated: false,
    linear: false,
    direct: true,
  };
  return [[direct], made];
}

function nominal(
  volts: number,
  source: Supply | null,
): Pick<RailPlan, "id" | "name" | "volts" | "direct"> {
  const id = `rail-${String(round(volts)).replace(".", "v")}${Number.isInteger(volts) ? "v" : ""}`;
  const range: Volts = source?.source.voltage ?? { min: volts, typ: volts, max: volts };
  return { id, name: say(volts, "V"), volts: range, direct: source !== null };
}
