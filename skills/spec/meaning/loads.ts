/** Tells what a part is said to draw, a fact that a budget adds up, from what may be drawn at most, a limit. */
import type { Quantity } from "../quantity/index.ts";
import type { Statement } from "../reading/index.ts";
import { slug } from "./slug.ts";

export interface Load {
  /** `modem_draws` for a fact; `modem_current` or `modem_power` where the words compare. */
  readonly parameter: string;
  /** "During transmission", from in front of the part. */
  readonly when: string | null;
}

/** Null for a quantity of which no part is said to draw it. */
export function loadOf(
  { text, label, bodyAt }: Pick<Statement, "text" | "label" | "bodyAt">,
  quantity: Quantity,
): Load | null {
  const { dimension } = quantity.unit;
  if ((dimension !== "current" && dimension !== "power") || quantity.difference) return null;
  if (quantity.figureStart < bodyAt || quantity.axis !== null) return null;
  const clause = clauseBefore(text.slice(bodyAt, quantity.start));
  if (MODAL.test(clause) || CAN.test(clause)) return null;
  const named = DRAWS.exec(clause);
  const drawn = named ?? activity(clause);
  if (drawn === null) return null;
  const { when, thing } = subjectOf(drawn[1]!.trim() === "" ? (label ?? "") : drawn[1]!);
  if (GIVES.test(thing)) return null;
  const part = slug(thing);
  const compares =
    quantity.bounded && !AT_WORST.test(text.slice(quantity.start, quantity.figureStart));
  // What the whole product draws is what the document is about: no part of its budget.
  if (compares || part === "" || (named !== null && WHOLE.test(thing))) {
    const noun = dimension === "current" ? "current" : "power";
    return { parameter: `${part === "" ? "supply" : part}_${noun}`, when };
  }
  return { parameter: `${part}_draws`, when };
}

const MODAL =
  /\b(?:shall|must|should|will|would|may|might|could|cannot|(?:has|have|needs?|is|are) to|not|never|if)\b/i;
/** In capitals it is the bus. */
const CAN = /\bcan\b/;

/** Everything since the sentence, the semicolon or the figure before. */
const clauseBefore = (words: string): string =>
  words
    .slice(-160)
    .split(/[.;:](?=\s)/)
    .at(-1)!;

/** "the modem draws", "two LEDs each draw a peak current of"; what is drawn follows. A plural needs its s. */
const DRAWS =
  /^(.*?)\s*(?:\b(?:each|typically|normally|usually|then|also|together|only|alone)\s)*\b(?:(?:draws|consumes|takes|uses|needs|requires|pulls|sinks|dissipates)|(?<=[a-z]s\s(?:each\s|all\s|together\s)?)(?:draw|consume|take|use|need|require|pull|sink|dissipate))\s+(?:(?:an?|its|the)\s)?(?:(?:peaks?|maximum|max\.?|average|typical|supply|active|quiescent|standby|inrush|up|to|of|about|around|approximately|roughly|typically|current|power|another|~)\s*)*(?:\d[\d.,]*\s?[mµu]?[AW]\b[^;:\d]{0,30}?(?:,|\band|\bor|\bwith)\s+(?:up to\s|peaks? of\s)?)*$/i;

/** "A motor alerts for 500 ms … at": for how long something is done, and at which current. */
function activity(clause: string): RegExpExecArray | null {
  const found = ACTIVITY.exec(clause);
  return found !== null && !LASTS.test(clause) ? found : null;
}

const ACTIVITY =
  /^((?:(?:the|an?|each|every|one)\s)?[A-Za-z][\w-]*(?:\s[A-Za-z][\w-]*){0,2}?)\s(?:takes\s[^]*\d|[a-z]+s\b[^]*\bfor\s[^]*\d)[^]*\s(?:at|drawing)\s+$/i;

/** A battery that lasts for a time at a current is no load. */
const LASTS = /\b(?:batter(?:y|ies)|cells?|runs?|life|autonomy|supply|output|charg\w+)\b/i;

/** "up to", "a maximum of": the worst that is drawn, still a fact. */
const AT_WORST = /^\s*(?:up to|(?:an? )?max(?:imum)?\.?(?: of)?|peaks?(?: of)?)\s*$/i;

/** What supplies draws nothing: "the charger takes 400 mA" is charging. */
const GIVES =
  /\b(?:supply|supplies|source|adapter|chargers?|host|budget|design|requirement|specification|standard)\b/i;

const WHOLE =
  /^(?:(?:the|whole|complete|entire|this)\s)*(?:device|product|system|unit|board|pcb|node|instrument|equipment|assembly|it|design)$/i;

/** "During transmission the modem" → when it holds, and the part. */
function subjectOf(words: string): { when: string | null; thing: string } {
  const clean = words.replace(/^\W+/, "").trim();
  const led =
    /^((?:during|when|while|in|on|at|after|for)\s[^,]*?),?\s+(?:the|an?|each|its|every)\s(.*)$/i.exec(
      clean,
    );
  const rest = (led?.[2] ?? clean).split(/,\s*|\b(?:and|but|so|that|then)\s/).at(-1)!;
  const thing = rest
    .replace(
      /^(?:(?:the|an?|each|every|its|all|both|one|two|three|four|five|six|eight|\d+x?)\s+)+/i,
      "",
    )
    .split(/\s(?:with|in|on|of|at|for|from|during|when|while|over)\s/i)[0]!
    .trim();
  return { when: led?.[1] ?? null, thing };
}
