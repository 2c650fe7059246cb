/** What has to be isolated: which bus a line means, how many volts it asks for, and whether a part shows them. */
import type { Finding } from "metaforge";
import { isDeferred, isRefusal } from "../asks/read.ts";
import type { Ask } from "../asks/read.ts";
import { INTERFACES } from "../asks/interfaces.ts";
import type { Constraint } from "../input.ts";
import type { Coverage } from "../schema.ts";
import { say } from "../supply/number.ts";
import { figuresOf } from "./wish.ts";
import type { Asked, Part, Wish } from "./wish.ts";

/** Blocks whose part can hold the barrier itself. */
const BUSES = INTERFACES.filter(({ id }) =>
  ["can-transceiver", "rs232-transceiver", "rs485-transceiver"].includes(id),
);
/** Galvanic, not of faults, sleep states or sound, and not said of what is without. */
const ISOLATED =
  /(?<!\b(?:not|never|without|no)(?: \w+){0,2}[ -]|\bnon-?\s?|\bun|\b(?:fault|thermal|vibration|noise|acoustic|network|process|memory|valve)[ -])\b(?:galvanic(?:ally)?[ -])?isolat(?:ed|ion|or|ors)\b(?! (?:valves?|transistors?|levels?|forests?|networks?|(?:of|from) (?:faults?|vibrations?|noise)))|\bgalvanic(?:ally)? separat\w+/i;
const REFUSED =
  /\bnon-?\s?isolated\b|\bun-?isolated\b|\b(?:not|no|without)(?: \w+){0,2}[ -]isolat/i;
/** Other things that a sentence may want isolated; a bus transceiver shows nothing of them. */
const OTHERS =
  /\b(?:inputs?|outputs?|usb|ethernet|sensors?|thermocouples?|probes?|relays?|suppl(?:y|ies)|converters?|dc[-/]dc)\b/i;
/** Below it is a supply or a signal, no test of a barrier. */
const LEAST = 100;
const VOLTS = String.raw`(\d+(?:\.\d+)?) ?(k?)V(?:[ -]?(?:rms|ac|dc|pk|peak|eff))?`;
const AFTER = new RegExp(
  String.raw`\bisolat\w*(?:[^.;]|\.\d){0,60}?(?<![\d.])${VOLTS}\b(?! ?(?:surge|esd|burst|impulse|pulse|transient))`,
  "gi",
);
const BEFORE = new RegExp(String.raw`(?<![\d.])${VOLTS}(?:[ -]+\w+){0,2}[ -]+isolat`, "gi");
const OF_PULSES = /\b(?:esd|surge|burst|pulses?|transients?|electrostatic)\b/i;

/** At most one: the highest that is stated for the block; `atLeast` 0 where it has to be isolated by no stated voltage. */
export function isolationDemands(ask: Ask, lines: readonly Constraint[]): Asked[] {
  const meant = lines.filter((one) => isIsolated(ask, one));
  const [first] = meant.toSorted(
    (a, b) => (isolationVolts(b) ?? 0) - (isolationVolts(a) ?? 0) || hardness(a) - hardness(b),
  );
  if (!first) return [];
  const volts = isolationVolts(first) ?? 0;
  // The row of the line that holds the voltage, where `spec` made one of it.
  const row = meant.find((one) => one.si?.unit === "V" && valueOf(one) === volts) ?? first;
  return [
    {
      demand: { figure: "isolation_voltage", atLeast: volts, unit: "V" },
      requirement: row.id,
      soft: meant.every(({ priority }) => priority !== "must"),
    },
  ];
}

/** It is looked for with a barrier, and one that feeds its bus side itself leaves nothing to be drawn. */
export const isBarrier = (asked: readonly Asked[]) =>
  asked.some(({ demand }) => demand.figure === "isolation_voltage");

const isFedInside = ({ attributes }: Part) => attributes["isolated_supply"] === "integrated";

export const FED_INSIDE: Pick<Wish, "rank" | "ranked"> = {
  rank: (a, b) => Number(isFedInside(b)) - Number(isFedInside(a)),
  ranked:
    "an order that puts a supply of the bus side inside first, then what is closest to what is asked for",
};

const hardness = ({ priority }: Constraint) => (priority === "must" ? 0 : 1);
const valueOf = ({ si }: Constraint) => si?.min ?? si?.typ ?? si?.max;

/** Whether the line wants this block's bus isolated; "isolated RS-485 and a plain RS-232" means one of the two. */
export function isIsolated({ rule }: Pick<Ask, "rule">, { statement }: Constraint): boolean {
  if (!BUSES.some(({ id }) => id === rule.id) || !ISOLATED.test(statement)) return false;
  const clauses = statement.split(
    /[,;()]|\.(?!\d)|\b(?:and|but|while) (?=(?:an?|one|two|\d|the|non)\b)/i,
  );
  const names = (text: string, bus = rule) =>
    bus.words?.test(text) === true || wordOf(bus.id).test(text);
  const own = clauses.filter((text) => names(text));
  if (own.some((text) => REFUSED.test(text) && !ISOLATED.test(text))) return false;
  if (own.length === 0) return true;
  const isOthers = (text: string) => !names(text) && BUSES.some((bus) => names(text, bus));
  return clauses.some((text) => ISOLATED.test(text) && !isOthers(text));
}

/** How a sentence names the bus where the rule listens to values. */
const wordOf = (id: string) =>
  id === "can-transceiver"
    ? /\bCAN\b/
    : id === "rs232-transceiver"
      ? /\brs-?232/i
      : /\brs-?485|\bmodbus\b/i;

/** In V; a test with direct voltage or a peak is held against V rms, which is the harder. Null: none is stated. */
export function isolationVolts({ statement }: Constraint): number | null {
  const all = [...statement.matchAll(AFTER), ...statement.matchAll(BEFORE)]
    .filter(([text]) => !OF_PULSES.test(text))
    .map(([, digits, kilo]) => Number(digits) * (kilo ? 1000 : 1))
    .filter((volts) => volts >= LEAST);
  return all.length > 0 ? Math.max(...all) : null;
}

/** What of the parts shows that the line's buses are isolated; null: one of them does not, or more is wanted isolated. */
export function isolationShown(
  one: Constraint,
  chosen: readonly {
    readonly block: { readonly id: string };
    readonly part: Part;
    readonly ask: Ask | null;
  }[],
): string | null {
  const meant = chosen.filter(({ ask }) => ask !== null && isIsolated(ask, one));
  if (meant.length === 0 || OTHERS.test(one.statement)) return null;
  const texts = meant.map(({ block, part }) => {
    const volts = barrierOf(part);
    return volts !== null && volts >= (isolationVolts(one) ?? 0)
      ? `${block.id}: isolation voltage is ${say(volts, "V")} rms`
      : null;
  });
  return texts.every((text) => text !== null) ? texts.join("; ") : null;
}

/** V rms for one minute; null: it isolates nothing, or it is not known. */
export const barrierOf = (part: Part): number | null =>
  figuresOf(part, "isolation_voltage", "V")[0]?.max ?? null;

/** One warning for the sentences that want a barrier which nothing in the draft is known to hold. */
export function isolationFinding(
  constraints: readonly Constraint[],
  coverage: readonly Coverage[],
  where: { readonly file: string },
): Finding[] {
  const notes = new Map(coverage.map(({ requirement, note }) => [requirement, note]));
  const wanted = constraints.filter(
    (one) =>
      one.priority === "must" &&
      !isDeferred(one) &&
      !isRefusal(one) &&
      ISOLATED.test(one.statement) &&
      !OF_MAINS.test(one.statement),
  );
  const open = [...Map.groupBy(wanted, ({ statement }) => statement).values()].filter(
    (rows) => !rows.some(({ id }) => notes.get(id)?.includes("isolation voltage is")),
  );
  if (open.length === 0) return [];
  const count = open.length === 1 ? "1 sentence" : `${open.length} sentences`;
  return [
    {
      id: "isolation-not-drawn",
      severity: "warning",
      title: `Isolation is asked for by ${count}, and nothing in the draft is known to isolate so`,
      where,
      evidence: open
        .map((rows) => `${rows.map(({ id }) => id).join(", ")}: ${rows[0]!.statement}`)
        .join("; "),
      action:
        "Plan the barrier: a digital isolator or an isolated transceiver, and an isolated supply for what lies behind it.",
      requirement: open[0]![0]!.id,
    },
  ];
}

/** Between the mains and the rest stands a module of its own, and a risk of its own. */
const OF_MAINS = /\bmains\b|\bline voltage\b|\b(?:110|115|120|220|230|240) ?V\b/i;
