/** Things that hardware requirements count: data for "4x PWM outputs", "6-axis IMU", "3 layers". */

/** Singular heads; the plural is regular or listed with "|". */
const HEADS = `actuator alarm ampere antenna|antennas|antennae attachment axis|axes balance band battery|batteries bay beacon book button camera capacitor
card cell channel circuit coil color|colors|colour|colours conductor connection connector contact core cycle device drop digit DAC display DOF electrode encoder face fan fan-speed
fuse gear GPIO grayscale group head header hole hook host input insertion interface jack joint key knob lane layer LED lens level light line
loop magnet material mating microphone mode module motor mount node nozzle operation outlet output pad pair panel participant pattern phase pin pixel plug
point pole port position preset print probe program propeller protocol pulse rail receiver receptacle record relay reset resistor ring rotor row sample screen screw
sensor servo shot side slot socket solenoid solution speaker speed spindle stage stakeholder standoff state station step strip string switch|switches
subsystem tag tap task terminal thermocouple thruster timer tool touchpoint track transmitter turn unit user valve voice wafer watchpoint way wheel winding
winding wire zone ADC UART|UARTs SPI I2C USB PWM relay stop recipe pole location method way test|tests drive|drives hop channel-pair transistor gate tooth|teeth thread detent wipe reading error|errors warning violation fault failure defect|defects`;

const NOUNS: ReadonlySet<string> = new Set(
  HEADS.split(/\s+/).flatMap((entry) => {
    const [one, ...others] = entry.split("|") as [string, ...string[]];
    return [one, ...(others.length > 0 ? others : [`${one}s`, `${one}es`])].map((w) =>
      w.toLowerCase(),
    );
  }),
);

const STOP =
  /^(?:of|for|with|and|or|in|at|to|from|on|by|per|is|are|be|shall|must|should|may|can|will|when|while|than|as|the|a|an|that|which|if|after|before|during|via|using|not|into|over|under|max|min|maximum|minimum|required|recommended|preferred|each|total)$/i;

/** The words counted right after a number, and their length; null when none of them is a thing to count. */
export function countedNoun(
  after: string,
  options: { readonly anyNoun: boolean; readonly hyphened: boolean },
): { noun: string; length: number; rate: string | null } | null {
  const lead = LEAD.exec(after)![0].length;
  const words = WORDS.exec(after.slice(lead, lead + 90));
  if (!words) return null;
  let length = lead;
  let found: { noun: string; length: number; rate: string | null } | null = null;
  const taken: string[] = [];
  for (const part of words[0].split(/(?<=\s)/)) {
    const word = part.trim();
    if (STOP.test(word)) break;
    length += part.length;
    if (/^\d/.test(word)) continue;
    taken.push(word);
    const [head, per] = word.split("/") as [string, string?];
    const end = length - (part.length - word.length);
    if (per !== undefined && PER.test(per)) {
      return { noun: [...taken.slice(0, -1), head].join(" "), length: end, rate: per };
    }
    if (!isCountable(head) && (per === undefined || !isCountable(per))) continue;
    found = { noun: taken.join(" "), length: end, rate: null };
    // "3-axis magnetometer" counts axes; in "4-8 vibration motors" the last word is the head.
    if (options.hyphened) break;
  }
  if (found) return found;
  const last = taken.at(-1);
  if (options.anyNoun && last !== undefined && /[a-z]s$/i.test(last) && !/ss$/i.test(last)) {
    return { noun: taken.join(" "), length, rate: null };
  }
  return null;
}

const LEAD = /^\s*[-×x]?\s*(?:×|x\b)?\s*(?:\d[\d.]*\s?(?:V|A|mAh|W|MHz|GHz)\s+)?(?:\(|of the\s)?/i;
/** Words in a row; a rating among them ("USB 5V outputs") is passed over. */
const WORDS = /^[A-Za-z][\w/&²-]*(?:\s+(?:[A-Za-z][\w/&-]*|\d[\d.]*(?:V|A|W)\b)){0,4}/;
const PER = /^(?:s|sec|second|min|minute|hour|h|day)$/i;

export const isCountable = (word: string): boolean => {
  const lower = word.toLowerCase().replace(/[^a-z0-9-]/g, "");
  return NOUNS.has(lower) || NOUNS.has(lower.split("-").at(-1)!);
};
