/** What converters and loads show of a requirement on a rail or a source. */
import { figuresOf } from "../choose/wish.ts";
import type { Part } from "../choose/wish.ts";
import type { Design } from "../coverage.ts";
import { NO_LIMIT, hasLimit } from "../evidence.ts";
import type { Claim } from "../evidence.ts";
import type { Constraint } from "../input.ts";
import type { Rail, Source } from "../schema.ts";
import { say } from "./number.ts";

export function railShows(
  one: Constraint,
  rails: readonly Rail[],
  { blocks, chosen }: Design,
): Claim[] {
  if (!isElectrical(one)) return [];
  return rails.flatMap((rail): Claim[] => {
    const regulator = blocks.find(({ id }) => id === rail.from);
    const figure = one.si?.unit === "A" ? "output current" : "output voltage";
    const demand = regulator?.part
      ? regulator.demands.find((text) => text.startsWith(figure))
      : undefined;
    const direct =
      rail.from === rail.source && rail.voltage.typ !== null && figure === "output voltage"
        ? `${rail.source}: ${say(rail.voltage.typ, "V")}`
        : null;
    const isOutput = demand?.includes(`(${one.id})`) === true;
    if (isConsumption(one) && !isOutput) return [forBudget(rail.id)];
    const spread = spreadOf(one);
    if (spread && figure === "output voltage" && demand) {
      const part = chosen.find(({ block }) => block.id === rail.from)?.part ?? null;
      return [{ kind: "limit", left: TOLERANCE, shown: withinOf(part, spread, rail.from) }];
    }
    const shown = demand ? `${rail.from}: ${demand}` : direct;
    return [{ kind: "limit", left: NO_LIMIT, shown }];
  });
}

const TOLERANCE =
  "Its voltage is made; whether it is within the tolerance is for the power budget and a test";

/** "3.3 V ± 3 %" asks for more than 3.3 V. */
const spreadOf = ({ si }: Constraint) =>
  si?.min !== undefined && si.max !== undefined && si.max > si.min
    ? { min: si.min, max: si.max }
    : null;

function withinOf(part: Part | null, { min, max }: { min: number; max: number }, id: string) {
  const found = part
    ? figuresOf(part, "output_voltage", "V").find(
        (one) => one.min !== null && one.max !== null && one.min >= min && one.max <= max,
      )
    : undefined;
  return found
    ? `${id}: output voltage is ${say(found.min!, "V")} to ${say(found.max!, "V")}`
    : null;
}

/** A stated supply is kept to where everything that hangs on it bears its voltage. */
export function sourceShows(one: Constraint, sources: readonly Source[], design: Design): Claim[] {
  if (!isElectrical(one)) return [];
  return sources
    .filter(({ kind }) => kind !== "battery")
    .map((source): Claim => {
      // What bears a voltage may still draw any current.
      if (one.si?.unit === "A") return forBudget(source.id);
      const left = `Nothing that hangs on ${source.id} is held against its voltage`;
      const { blocks, rails } = design;
      const behind = rails.filter((rail) => rail.source === source.id);
      const charged = source.kind === "usb" && blocks.some(({ id }) => id === "charger");
      const takers = [
        ...behind.flatMap(({ from, loads }) =>
          from === source.id
            ? loads.map((id) => ({ id, side: "supply" }))
            : { id: from, side: "input" },
        ),
        ...(charged ? [{ id: "charger", side: "input" }] : []),
      ];
      const held = takers.map(({ id, side }) => {
        const block = blocks.find((each) => each.id === id);
        const text =
          block?.part && block.demands.find((each) => each.startsWith(`${side} voltage covers`));
        return text ? `${id}: ${text}` : null;
      });
      const isHeld = held.length > 0 && held.every((text) => text !== null);
      return { kind: "limit", left, shown: isHeld ? held.join("; ") : null };
    });
}

/** An upper limit of a current is no output that a regulator has to reach. */
const isConsumption = ({ si }: Constraint) =>
  si?.unit === "A" && si.min === undefined && si.max !== undefined;

const forBudget = (id: string): Claim => ({
  kind: "limit",
  left: `What is taken from ${id} is for the power budget`,
  shown: null,
});

/** A voltage says nothing of hours, and no current of hertz; without a limit the supply itself is meant. */
const isElectrical = (one: Constraint) =>
  !hasLimit(one) || one.si?.unit === "V" || one.si?.unit === "A";
