/** Binding sentences that ask for a function or an interface and that nothing in the draft answers. */
import { isDeferred, isRefusal } from "./asks/read.ts";
import type { Constraint } from "./input.ts";
import type { Coverage } from "./schema.ts";

export interface Unanswered {
  readonly ids: readonly string[];
  readonly statement: string;
}

/** Who else has to answer them is said in the coverage; they ask for no circuit. */
const ELSEWHERE = new Set(["mechanical", "cost", "schedule", "software", "reliability"]);
/** What a device has, or does by a circuit: said in words, since a category tells of the figure alone. */
const FUNCTION =
  /\b(?:inputs?|interfaces?|connectors?|sockets?|receptacles?|ports?|switch(?:es)?|sensors?|potentiometers?|thermocouples?|joystick|gamepad|keyboard|modem|non-volatile memory|buzzer|antenna)\b|\b(?:digital|analog\w*|relay|transistor|audio|pwm) outputs?\b|\bshall (?:be )?(?:measured?|sensed?|detect(?:ed)?|stored?|communicate|display|record|drive|switch)\b|\b(?:protected|protection|survive|withstand)\b.{0,60}\b(?:polarity|reverse|surge|load dump|esd|over-?voltage|short[- ]circuits?|-?\d+ ?k?v)\b|\besd\b|\bwake up on\b/i;
/** A limit of what is there already. */
const LIMIT = /\b(?:shall not exceed|latency|cycles|lifetime|draws?)\b|\bvibration \d|\bat most\b/i;

/**
 * One entry a sentence, in the document's order: "type K inputs, −200 °C to 1200 °C" is one wish with three figures.
 * A sentence of which one figure is answered is not silent, and its coverage says what is left.
 */
export function unanswered(
  constraints: readonly Constraint[],
  coverage: readonly Coverage[],
): Unanswered[] {
  const status = new Map(coverage.map(({ requirement, status: of }) => [requirement, of]));
  const sentences = Map.groupBy(
    constraints,
    ({ source, statement }) => `${source.file}:${source.line}:${statement}`,
  );
  return [...sentences.values()]
    .filter((rows) => rows.every(({ id }) => status.get(id) === "not-addressed"))
    .filter((rows) => rows.some(asksForHardware))
    .map((rows) => ({ ids: rows.map(({ id }) => id), statement: rows[0]!.statement }));
}

function asksForHardware(one: Constraint): boolean {
  if (one.priority !== "must" || isDeferred(one) || isRefusal(one)) return false;
  if (ELSEWHERE.has(one.category)) return false;
  if (one.category === "interface") return true;
  return FUNCTION.test(one.statement) && !LIMIT.test(one.statement.replace(FUNCTION, ""));
}
