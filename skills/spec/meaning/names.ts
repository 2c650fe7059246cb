/** Names a parameter from the words around its value: its label, the words before its bound, or those behind it. */
import type { Quantity } from "../quantity/index.ts";
import { NUMBER_WORDS } from "../quantity/index.ts";
import { countName } from "./name-counts.ts";
import { idiomName } from "./name-idioms.ts";
import { FITTING, LENGTH_WORD, QUANTITY_NOUN, WORD_FOR, WORD_IN_SENTENCE } from "./name-words.ts";
import { phraseFor } from "./phrase.ts";
import { labelOf } from "./own-label.ts";
import { labelSlug, slug } from "./slug.ts";

export interface NameSource {
  readonly text: string;
  readonly label: string | null;
  readonly bodyAt: number;
  readonly parents: readonly string[];
  readonly section: readonly string[];
}

export interface Name {
  /** snake_case, such as `supply_voltage`, `board_size_x`. */
  readonly name: string;
  /** The words name this quantity; false when only its heading or its subject does. */
  readonly sure: boolean;
}

export function quantityName(source: NameSource, quantity: Quantity): Name {
  const suffix = quantity.axis === null ? "" : `_${"xyz"[quantity.axis] ?? quantity.axis}`;
  const base = baseName(source, quantity);
  return { name: `${base.name || quantity.unit.dimension}${suffix}`, sure: base.sure };
}

function baseName(source: NameSource, quantity: Quantity): Name {
  // "3 weeks with 30 min/day reading": how long it is used, beside what the label names.
  const used = /^(?:s|min|h)\/(d|wk)$/.exec(quantity.unit.code)?.[1];
  if (used && /\b(?:with|at)\s+$/i.test(source.text.slice(0, quantity.start)))
    return { name: used === "d" ? "daily_use" : "weekly_use", sure: true };
  const label = labelOf(source, quantity);
  if (quantity.noun !== null && quantity.unit.code === "1")
    return countName(source, quantity, label);
  // "30 % to 60 % relative humidity": the unit's own words name it.
  const figure = source.text.slice(quantity.start, quantity.end);
  if (label === "" && /\bRH\b|humidity/i.test(figure)) {
    const before = source.text.slice(source.bodyAt, quantity.figureStart);
    const when = /\b(storage|transport|operating)\b[^,;]*$/i.exec(before)?.[1]?.toLowerCase();
    return { name: when === undefined ? "humidity" : `${when}_humidity`, sure: true };
  }
  const idiom = label === "" ? idiomName(source.text, source.bodyAt, quantity) : null;
  if (idiom !== null) return { name: idiom, sure: true };
  const sentence = phraseFor(source.text, source.bodyAt, quantity);
  if (label !== "") {
    // "Reliability: MTBF > 10,000 hours": the nearer words say more than the label.
    const nearer =
      sentence.before && QUANTITY_NOUN.test(sentence.before) && !QUANTITY_NOUN.test(spaced(label));
    const later = /[,;]/.test(source.text.slice(source.bodyAt, quantity.start));
    if (later && !nearer && QUANTITY_NOUN.test(sentence.before) && !quantity.difference) {
      // "Vibration: 20 G, shock 100 G": a second quantity with a name of its own.
      const own = slug(sentence.before);
      const whole = own.includes("_") || OWN_NAME.test(own) || label.includes(own);
      return { name: fitted(whole ? own : `${label}_${own}`, quantity, WORD_FOR), sure: true };
    }
    // "Low consumption: 9 months battery life": the label measures no time.
    const span = quantity.unit.dimension === "time" && !TIME.test(spaced(label));
    const life = span && LIFE.exec(sentence.behind)?.[0];
    if (life) return { name: slug(life), sure: true };
    if (nearer) return { name: fitted(slug(sentence.before), quantity, WORD_FOR), sure: true };
    return { name: labelled(label, sentence.behind, quantity, source), sure: true };
  }
  const thing = sentence.before.replace(COUNTED, "");
  const port = /^(outputs?|inputs?)\b/i.exec(sentence.behind)?.[1]?.toLowerCase().replace(/s$/, "");
  const ofPort = port !== undefined && !QUANTITY_NOUN.test(`${thing} ${sentence.behind}`);
  // "USB 5 V outputs": the figure stands within the name; "3x 12 V batteries": it stands before it.
  const words =
    ofPort && !thing.toLowerCase().includes(port)
      ? `${thing} ${port}`
      : slug(thing) === ""
        ? sentence.behind
        : thing;
  const name = slug(words);
  // "The unit shall operate from -20 to 70 °C" names the temperature by its verb.
  const supplied = quantity.unit.dimension === "voltage" && /\b(?:input|supply)\s*$/i.test(words);
  const operates =
    quantity.unit.dimension === "temperature" &&
    OPERATES.test(source.text.slice(Math.max(0, quantity.start - 100), quantity.start));
  if (name !== "") {
    return {
      name: sentenceName(name, quantity, source),
      sure: operates || supplied || QUANTITY_NOUN.test(words),
    };
  }
  // "The device should weigh 2 kg" under "Housing" is not the weight of the housing.
  const whole = WHOLE.test(source.text.slice(source.bodyAt, quantity.start));
  const owner = whole && WORD_FOR[quantity.unit.dimension] !== undefined ? "" : parentName(source);
  return { name: sentenceName(owner, quantity, source), sure: operates };
}

const OPERATES =
  /^\W*(?:(?:shall|must|should|will|has to|needs to)\s(?:also\s|still\s)?)?(?:operates?|works?|functions?|runs?)\b[^.;]{0,30}$|\b(?:unit|device|product|system|equipment|board|drive|controller|instrument|module|node|it)\s(?:[a-z]+\s){0,3}(?:operat\w*|works?|functions?|runs?)\b[^.;]{0,30}$/i;

const TIME = /life|time|duration|autonomy|endurance|delay|latency|period|interval|uptime/;
const LIFE = /^[a-z-]+ (?:life(?:time)?|runtime|autonomy|uptime)\b/i;
const COUNTED = new RegExp(`^(?:${Object.keys(NUMBER_WORDS).join("|")})\\b\\s*`, "i");
const WHOLE =
  /^\W*(?:[\d.]+\W+)?(?:the\s|this\s)?(?:finished\s|complete\s|whole\s)?(?:device|product|unit|system)\s(?:shall|must|should|does|will)\b/i;

/** Nouns that need no owner. */
const OWN_NAME = /^(?:shock|vibration|weight|mass|humidity|temperature|drop|runtime|mtbf|latency)$/;

/** "Mounting: holes at 25.5 mm spacing" is `mounting_spacing`; "Pressure: ±1 hPa" is `pressure_accuracy`. */
function labelled(label: string, after: string, quantity: Quantity, source: NameSource): string {
  // "Pressure range: 3 to 9 bar, accuracy ±1 %": the word at the figure names it.
  const own =
    /[,;]\s*(accuracy|resolution|tolerance|hysteresis)\W{0,3}(?:of\s)?$/i.exec(
      source.text.slice(Math.max(source.bodyAt, quantity.figureStart - 30), quantity.figureStart),
    )?.[1] ?? null;
  if (own !== null && !label.includes(own.toLowerCase()))
    return `${label.replace(/_range$/, "")}_${own.toLowerCase()}`;
  if (quantity.unit.code === "bit" && CONVERTER.test(label)) return `${label}_resolution`;
  if (quantity.unit.code === "fps" && !/rate|fps|speed/.test(label)) return `${label}_frame_rate`;
  if (quantity.unit.dimension === "frequency" && /(?:^|_)vibrations?$/.test(label))
    return `${label}_frequency`;
  const next = after.split(/\s+/)[0]?.toLowerCase() ?? "";
  const noun = LENGTH_WORD[next] ?? next;
  const named = QUANTITY_NOUN.test(spaced(label));
  if (quantity.unit.dimension === "acceleration" && !/range|shock|vibrat/.test(label)) {
    if (/(?:acceleromet|gyroscop)\w*$/.test(label) || (quantity.difference && !named))
      return `${label}_range`;
  }
  // "Pressure: 300 to 1100 hPa, ±1 hPa": what has an accuracy is measured over a range.
  if (isMeasured(source, quantity) && /^(?:pressure|temperature|humidity)$/.test(label))
    return `${label}_range`;
  if (
    quantity.difference &&
    !["acceleration", "angle", "voltage", "current"].includes(quantity.unit.dimension) &&
    !/accuracy|tolerance|precision|error|stability|offset|range/.test(label)
  ) {
    return `${label.replace(/_(?:range|sensor)$/, "")}_${/hysteresis|drift|error|resolution/.test(noun) ? noun : "accuracy"}`;
  }
  if (QUANTITY_NOUN.test(noun) && !spaced(label).includes(noun)) {
    if (!named || /resolution|accuracy|hysteresis/.test(noun)) return `${label}_${slug(noun)}`;
  }
  if (quantity.unit.dimension === "length" && !named && SCREEN.test(label)) return `${label}_size`;
  // "Latency › End-to-end: < 10 ms": the heading holds the noun.
  const heading = labelSlug(source.parents.at(-1) ?? source.section.at(-1) ?? "");
  if (
    !named &&
    quantity.unit.dimension === "time" &&
    /^(?:latency|delay|response_time|lifetime|duration)$/.test(heading)
  ) {
    return `${label}_${heading}`;
  }
  // "Range of accurate operation" says what it is; "power source" in V does not.
  const head = spaced(label).split(/ of /)[0]!.split(" ").at(-1)!;
  const whole = QUANTITY_NOUN.test(head) && /_of_|range|accuracy|resolution/.test(label);
  return temperatureName(whole ? label : fitted(label, quantity, WORD_FOR), quantity, source);
}

/** A span from one value to another, with an accuracy or a resolution behind it. */
const isMeasured = ({ text }: NameSource, { min, max, difference, end }: Quantity): boolean =>
  min !== null &&
  max !== null &&
  !difference &&
  /±|\+\/-|\b(?:accuracy|resolution)\b/.test(text.slice(end, end + 80));

function sentenceName(name: string, quantity: Quantity, source: NameSource): string {
  if (BARE.test(name)) {
    // "Pressure sensor, accuracy ±1 %": the accuracy of the sensor.
    const before = source.text.slice(source.bodyAt, quantity.start);
    const thing =
      /^\W*(?:\d[\w.-]*\s)?([A-Za-z][\w-]*(?: [A-Za-z][\w-]*)?),/.exec(before)?.[1] ??
      SUBJECT.exec(before)?.[1];
    if (thing !== undefined && slug(thing) !== "") return `${slug(thing)}_${name}`;
  }
  if (quantity.unit.code === "rpm" && !/speed|rate|rpm/.test(name))
    return `${name.replace(/_(?:turn|rotate|spin|run)s?$/, "")}_speed`;
  if (quantity.unit.code === "bit" && CONVERTER.test(name)) return `${name}_resolution`;
  // "the voltage of the rail is within ±5 %" limits how far it strays.
  if (quantity.difference && quantity.unit.code === "%" && ELECTRIC.test(name))
    return `${name}_tolerance`;
  if (quantity.unit.dimension === "voltage" && /(?:^|_)rails?$/.test(name))
    return `${name.replace(/s$/, "")}_voltage`;
  if (quantity.unit.dimension === "length" && SCREEN.test(name)) return `${name}_size`;
  if (quantity.unit.code === "fps" && !/rate|fps|speed/.test(name)) return "frame_rate";
  const known = QUANTITY_NOUN.test(spaced(name)) ? WORD_FOR : WORD_IN_SENTENCE;
  return temperatureName(fitted(name, quantity, known), quantity, source);
}

const BARE = /^(?:range|accuracy|resolution|bandwidth|sensitivity|noise|hysteresis)$/;
/** "The inputs shall have a resolution of …". */
const SUBJECT = /^\W*(?:the\s)?([a-z][\w -]{1,30}?) (?:shall|must|should|will) (?:have|be)\b/i;
const CONVERTER = /(?:^|_)(?:(?:adc|dac|converter|encoder)s?|analog_(?:in|out)(?:puts?)?)$/;
const ELECTRIC = /(?:^|_)(?:voltage|current|power|frequency|output|input|rail)$/;
const SCREEN = /(?:^|_)(?:display|screen|lcd|oled)$/;

/** "shall operate within -20 to 50 °C" is an operating temperature, "survive" a survival temperature. */
function temperatureName(name: string, quantity: Quantity, { text }: NameSource): string {
  if (quantity.unit.dimension !== "temperature" || quantity.difference) return name;
  if (/operating|storage|survival|ambient|charg|_(?:accuracy|resolution)/.test(name)) return name;
  const verb = /\bsurviv|\bwithstand/i.test(text)
    ? "survival"
    : /\bstor(?:e|age|ed)\b/i.test(text)
      ? "storage"
      : /\boperat(?:e|es|ing|ion)\b|\b(?:shall|must|should|will|has to|needs to)\s(?:\w+\s)?(?:work|function|run)\b/i.test(
            text,
          )
        ? "operating"
        : null;
  return verb === null ? name : `${verb}_temperature`;
}

/** Adds what the unit measures where the name lacks it: "Idle" in mA is `idle_current`. */
function fitted(name: string, quantity: Quantity, words: typeof WORD_FOR): string {
  const { dimension } = quantity.unit;
  const noun = words[dimension];
  if (noun === undefined || FITTING[dimension]?.test(name) || name.includes(noun)) return name;
  const thing = name
    .replace(/_type$/, "")
    .replace(/^operates?$/, "operating")
    .replace(/(?<=^|_)batteries$/, "battery")
    .replace(/^(?:alkaline|lithium|sla|lipo|nimh)_(?=battery)/, "");
  // A transmitter's frequency is the one that it transmits at.
  const owner =
    dimension === "frequency" || dimension === "power"
      ? thing.replace(/(?<=^|_)(transmit|receiv)(?:t?er)$/, (_, verb: string) =>
          verb === "receiv" ? "receive" : verb,
        )
      : thing;
  return owner === "" ? noun : `${owner}_${noun}`;
}

/** Headings that sort requirements and name no thing. */
const CHAPTER =
  /^(?:performance|electrical|mechanic(?:al|s)|environment(?:al)?|safety|general|hardware|reliability|functional|physical|power|supply|sensing|metering|audio|thermal|use|body|look|feel|mechanics|environment)(?:_(?:mechanics|environment|feel|protection|cost|life|supply|safety|performance|reliability))?$/;

/** The innermost parent or heading that names a thing. */
function parentName(source: NameSource): string {
  for (const words of [...source.parents.toReversed(), ...source.section.slice(1).toReversed()]) {
    const name = slug(words);
    if (name !== "" && name.split("_").length <= 3 && !CHAPTER.test(name)) return name;
  }
  return "";
}

const spaced = (name: string): string => name.replaceAll("_", " ");
