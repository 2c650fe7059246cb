/** Stretches of a text whose digits are no quantity: identifiers, versions, dates, links, section numbers. */
import type { Span } from "../quantity/index.ts";

const PATTERNS: readonly RegExp[] = [
  /https?:\/\/[^\s)>\]]{1,400}|www\.[^\s)>\]]{1,300}/g,
  /[\w.+-]{1,60}@[\w-]{1,60}\.[\w.-]{1,40}/g,
  /\b(?:19|20)\d{2}-\d{1,2}(?:-\d{1,2})?\b|\b\d{1,2}[./]\d{1,2}[./](?:19|20)\d{2}\b|\b\d{1,2}(?:st|nd|rd|th)?\s(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?,?(?:\s(?:19|20)\d{2})?\b|\b(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?\s\d{1,2}(?:,?\s(?:19|20)\d{2})?\b|\bQ[1-4]\s?(?:19|20)\d{2}\b/g,
  /(?<!\d\s?)\b(?:v|ver|version|rev|revision|release|firmware|kernel|issue|edition)\.?\s?\d+(?:\.[\dx]+){0,3}[a-z]?\b/gi,
  /\b(?:section|sect|chapter|table|figure|fig|appendix|annex|page|step|phase|note|item|clause|part|level|class|type|category|grade|revision|rule|option|stage|mk|mark|mode|pin|digit|channel|port|no|number|sprint|week|day)\.?\s#?\d+(?:\.\d+){0,3}(?![\d.]*\s?(?:%|(?!(?:per|and|for|as|or|of|in|to)\b)[A-Za-zµΩ°]{1,3}\b))\b/gi,
  // Examples and arithmetic explain; names inside them may still be choices.
  /[([](?:e\.?g\.?|for example|for instance|ex\.)[^()[\]]{0,120}[)\]]/gi,
  /\b(?:e\.g\.|for example|for instance),?\s(?:[^.;()]|\.(?=\d)){0,80}/gi,
  /\d[\d.,]{0,9}\s?[A-Za-zµΩ%°]{0,4}(?:\s?[×*/+]\s?\d[\d.,]{0,9}\s?[A-Za-zµΩ%°]{0,4}){1,4}\s?=\s?(?=~?\d)/g,
  /§\s?\d+(?:\.\d+){0,4}/g,
  /\((?:P|R|T|L)\d{1,2}\)/g,
  /\b[A-Z]{2,8}(?:[-_][A-Z0-9]{1,6}){0,3}[-_]\d{1,4}[A-Z]?\b/g,
  // "SN 29500": a document's number.
  /\b(?!(?:DC|AC|RMS|MTBF|MTTF|RPM|SNR|PCB|USD|EUR|GBP|MAX|MIN|TYP)\b)[A-Z]{2,4} \d{4,6}(?:-\d{1,3})*\b(?![\d.,]*\d|\s?[A-Za-zµΩ°%×])/g,
  /\bgpio\s?\d+\b|\bIO\d+\b|\bGP\d+\b/gi,
  /\b(?:USB|Bluetooth|BLE|BT|HDMI|PCIe|DDR|LPDDR|Wi-?Fi|WPA|SATA|ROS|Python|Qt|Ubuntu|Debian|Android|Windows|iOS|Zigbee|LoRaWAN|MIDI|CAN|OpenCL|KiCad|Linux|C\+\+)\s?v?\d+(?:\.\d+){0,2}(?:\s?Gen\s?\d(?:x\d)?)?\b(?!\.\d|\s?(?:V|A|mA|W|[kMG]Hz|k?m|dBm|[kMG]?bit|[kMG]bps|ports?|outputs?|x|×|inputs?|channels?|%)\b)/gi,
  /\bCAN(?:[- ]?bus)?\s?2\.0\s?[AB]\b/gi,
  /\b[2-5]G\b(?=[\s/]*(?:LTE|cellular|modem|network|NR|[2-5]G|connect|mobile|support|,))/gi,
  /\b802\.\d{1,2}(?:[.-]?\d?[a-z]{1,3})?(?:\/[a-z]{1,3}){0,6}/gi,
  /\b\d+(?:-|\s)?in-1\b|\b24\/7\b|\b50\/50\b|\b[1-3]-?[dD]\b(?=[\s-]*(?:print|model|reflect|scan|CAD|render|barcode|case|file|view))/g,
  /\b(?:0201|0402|0603|0805|1206|1210|2512|18650|21700|14500|26650|2032|2450|2016|1632|5730|5050|2835)\b(?!\s?(?:cycles|units|pcs|times|hours|days|years|rpm|lux|(?:[mkMGnpuµ\u03bc]|[cd](?=m))?(?:Ah?|Wh?|V|VDC|VAC|Hz|F|Ω|Ohm|m|g|s|B|bit|Pa|bar|h|L|l|N)(?![A-Za-z0-9])|°|%|dB|ppm|in\b|ft\b))/g,
];

/** What a pattern cannot do without, by the pattern: most statements hold none of it, and are not searched. */
const NEEDED: readonly (readonly [string, (pattern: string) => boolean])[] = [
  ["@", (pattern) => pattern.includes("@")],
  ["=", (pattern) => pattern.includes("=\\s?(?=")],
  ["§", (pattern) => pattern.startsWith("§")],
  ["(", (pattern) => pattern.startsWith("\\(")],
];

const SEARCHES = PATTERNS.map((pattern) => ({
  pattern,
  needed: NEEDED.find(([, needs]) => needs(pattern.source))?.[0] ?? "",
}));

/** Asides that set nothing: an alternative in question, a purpose, an exception. */
const ASIDES: readonly RegExp[] = [
  /\([^()]{0,80}(?:\?|\bTBD\b|\bTBC\b|\bneed(?:s)? to\b)[^()]{0,80}\)/gi,
  /\(for [^()]{1,80}\)/gi,
  // "IP68 (1 m, 7 days)": what the rating was tested with.
  /(?<=\bIP[X\d]{2}K?\s?)\([^()]{1,60}\)/g,
  /\((?:with )?derat(?:ed|ing)\b[^()]{1,80}\)/gi,
  /\((?:actual(?:ly)?|measured|currently|was|previously|formerly|now)\b[^()]{1,80}\)/gi,
  /\(\s*[-−]\s?\d+\s?dB\s*\)/g,
  /\b(?:except(?:ing)?(?: for)?|excluding|apart from|other than|instead of|rather than|as opposed to|compared (?:to|with))\b(?:[^,;.()]|\.(?=\d)){0,80}/gi,
  /\be\.?g\.?,?\s[^)]{0,10}\bolder than\b[^)]{0,40}/gi,
];

/** Asides of a text; names and quantities inside them are not set by it. */
export function asidesOf(text: string): Span[] {
  // All but an exception and a comparison stand in brackets.
  return (text.includes("(") ? ASIDES : UNBRACKETED).flatMap((pattern) => spansOf(pattern, text));
}

const UNBRACKETED = ASIDES.slice(-2);

/** Where a global pattern matches. Without `matchAll`, which makes a new pattern for every text. */
export function spansOf(pattern: RegExp, text: string): Span[] {
  const spans: Span[] = [];
  pattern.lastIndex = 0;
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    if (found[0] === "") pattern.lastIndex++;
    else spans.push({ start: found.index, end: pattern.lastIndex });
  }
  return spans;
}

/** Masks of a text, in order, joined where they overlap. `more` adds the spans of standards and part numbers. */
export function masksOf(text: string, more: readonly Span[]): Span[] {
  const spans: Span[] = more.map(({ start, end }) => ({ start, end }));
  for (const { pattern, needed } of SEARCHES) {
    if (!text.includes(needed)) continue;
    spans.push(...spansOf(pattern, text));
  }
  spans.sort((a, b) => a.start - b.start || b.end - a.end);
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last && span.start <= last.end)
      joined[joined.length - 1] = { start: last.start, end: Math.max(last.end, span.end) };
    else joined.push(span);
  }
  return joined;
}
