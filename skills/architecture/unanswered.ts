/** Binding sentences that ask for a function or an interface and that nothing in the draft answers. */
import { isDeferred, isRefusal } from "./asks/read.ts";
import type { Constraint } from "./input.ts";
import type { Block, Coverage } from "./schema.ts";

export interface Unanswered {
  readonly ids: readonly string[];
  readonly statement: string;
}

/** Who else has to answer them is said in the coverage; they ask for no circuit. */
const ELSEWHERE = new Set(["mechanical", "cost", "schedule", "software", "reliability"]);
/** What a device has, or does by a circuit: said in words, since a category tells of the figure alone. */
const FUNCTION =
  /\b(?:inputs?|interfaces?|connectors?|sockets?|receptacles?|ports?|switch(?:es)?|sensors?|potentiometers?|thermocouples?|joystick|gamepad|keyboard|modem|non-volatile memory|buzzer|antenna|resistor dividers?|mppt|maximum power point|solar (?:cells?|panels?|arrays?)|remove before flight)\b|\bfilter (?:the )?(?:current|supply|input|noise|emi)\b|\b(?:digital|analog\w*|relay|transistor|audio|pwm) outputs?\b|\bshall (?:be )?(?:measured?|sensed?|detect(?:ed)?|stored?|communicate|display|record|drive|switch)\b|\b(?:protected|protection|survive|withstand)\b.{0,60}\b(?:polarity|reverse|surge|load dump|esd|over-?voltage|short[- ]circuits?|-?\d+ ?k?v)\b|\besd\b|\bwake up on\b/i;
/** A limit of what is there already. */
const LIMIT = /\b(?:shall not exceed|latency|cycles|lifetime|draws?)\b|\bvibration \d|\bat most\b/i;
/** Where it sits and how far apart is for the layout, and a cable or what is said on a screen is no circuit. */
const NO_CIRCUIT =
  /\bspac(?:ed|ing)\b|\bmounted\b|\blocated\b|\bon the (?:left|right|top|bottom|front|rear|back|side)\b|\bcable (?:type|length|gauge)\b|\b(?:tether|cables?|harness) (?:shall|will|must|consists?)\b|\b(?:settings?|preferences|options)\b|\b(?:user|control|command|web|graphical|programming|software) interface\b/i;
/** What happens when, and in which order, is for firmware and mechanisms. */
const SEQUENCE =
  /\bshall (?:be )?(?:deploy\w*|inhibit\w*|delay\w*|disabled?|enabled?|cut)\b.{0,40}\b(?:after|before|until|unless|when|while)\b/i;
/** The controller's own buses are answered by it, unless they are to be led out. */
const ON_BOARD = /^(?:i2c|i²c|spi|uart|pwm|gpio|adc|i2s|1-?wire)$/i;
const LED_OUT =
  /\b(?:connectors?|ports?|headers?|external|expansion|breakout|outputs?|inputs?|terminals?)\b/i;
/** What a block measures answers what is to be detected by it. */
const MEASURES: readonly (readonly [quantity: RegExp, sensor: RegExp])[] = [
  [/m\/s(?:²|2|\^2)|\d ?g\b|\b(?:ac|de)celerat\w*/i, /^(?:accelerometer|imu)$/],
  [/°C|\btemperature\b/i, /^(?:temperature-sensor|thermocouple|rtd|humidity-sensor)/],
  [/\d ?[hk]?Pa\b|\bpressure\b/i, /^pressure-sensor$/],
  [/\blux\b|\blx\b|\bdaylight\b|\bdarkness\b/i, /^light-sensor$/],
  [/\d ?[mµ]?T\b|\bmagnetic\b/, /^magnetometer$/],
  [/\d ?[mµ]?A\b|\bcurrent\b/, /^(?:current-sensor|energy-meter)$/],
];

/**
 * One entry a sentence, in the document's order: "type K inputs, −200 °C to 1200 °C" is one wish with three figures.
 * A sentence of which one figure is answered is not silent, and its coverage says what is left.
 */
export function unanswered(
  constraints: readonly Constraint[],
  coverage: readonly Coverage[],
  blocks: readonly Block[],
): Unanswered[] {
  const status = new Map(coverage.map(({ requirement, status: of }) => [requirement, of]));
  const sentences = Map.groupBy(
    constraints,
    ({ source, statement }) => `${source.file}:${source.line}:${statement}`,
  );
  return [...sentences.values()]
    .filter((rows) => rows.every(({ id }) => status.get(id) === "not-addressed"))
    .filter((rows) => rows.some(asksForHardware) && !isDetected(rows, blocks))
    .map((rows) => ({ ids: rows.map(({ id }) => id), statement: rows[0]!.statement }));
}

function asksForHardware(one: Constraint): boolean {
  if (one.priority !== "must" || isDeferred(one) || isRefusal(one)) return false;
  if (ELSEWHERE.has(one.category) || isAside(one)) return false;
  if (one.category === "interface") return true;
  return FUNCTION.test(one.statement) && !LIMIT.test(one.statement.replace(FUNCTION, ""));
}

/** A heading that ends in a colon asks by what stands below it; "Or: …" is the second choice of the line above. */
function isAside({ statement, values }: Constraint): boolean {
  if (/:\s*$|^\W*or\b/i.test(statement)) return true;
  if (/\b(?:impedance|vswr)\b/i.test(statement)) return true;
  if (NO_CIRCUIT.test(statement) || SEQUENCE.test(statement)) return true;
  const isOnBoard =
    values !== null && values.length > 0 && values.every((one) => ON_BOARD.test(one));
  return isOnBoard && !LED_OUT.test(statement);
}

/** "Detected at a deceleration above 2 m/s²" with an accelerometer in the draft is for the firmware. */
const isDetected = (rows: readonly Constraint[], blocks: readonly Block[]): boolean =>
  rows.some(
    ({ statement }) =>
      /\bdetect\w*/i.test(statement) &&
      MEASURES.some(
        ([quantity, sensor]) =>
          quantity.test(statement) && blocks.some(({ id }) => sensor.test(id)),
      ),
  );
