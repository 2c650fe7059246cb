/** Turns of phrase of supplies, sensors and intervals: "supplied with 24 V", "accelerometer, ±4 g", "one frame every 10 ms". */
import type { Idiom } from "./name-idioms.ts";
import { slug } from "./slug.ts";

/** What the document is about, whatever it is. */
const PRODUCT =
  /\b(?:module|device|unit|product|system|board|node|instrument|equipment|controller|logger|meter|gateway|assembly|it)s?\b/gi;

export const MEASURES: readonly Idiom[] = [
  {
    of: "voltage",
    before:
      /^\W*(?:(?:the|an?|each)\s)?([a-z][\w -]{1,30}?) (?:(?:(?:shall|must|should|will) be|is|are) (?:supplied|powered|fed) (?:with|by|from|at)|(?:(?:shall|must|should|will) )?(?:runs?|operates?|works?) (?:from|off|with))\W{1,3}(?:an?\s)?$/i,
    // "The sensors are supplied with 3.3 V" is about the sensors.
    name: ([thing = ""]) =>
      slug(thing.replace(PRODUCT, "")) === ""
        ? "supply_voltage"
        : `${slug(thing).replace(/s$/, "")}_supply_voltage`,
  },
  {
    of: "time",
    before: /\b(?:one|an?) ([a-z]+) every\W{1,2}$/i,
    name: ([thing = ""]) => `${slug(thing)}_interval`,
  },
  {
    of: "time",
    before:
      /\b(report|transmit|send|sync|measur|sampl|log|post|connect|advertis|wak|updat|poll|scan|upload|record|read)(?:s|es|t?ed|t?ing|e)?(?: up)?\b(?:[^.;]|\.(?=\d)){0,80}\bevery\W{1,2}$/i,
    name: ([verb = ""]) =>
      `${verb
        .toLowerCase()
        .replace(/^measur$/, "measurement")
        .replace(/(?<=sampl|advertis|wak|updat)$/, "e")}_interval`,
  },
  {
    of: "frequency",
    before:
      /\bvibrations?\b(?: of| at| level)?[\s:]*[\d.]+ ?(?:g|G|m\/s²|m\/s2|mm|[gG]rms)\b[\s,;@]*(?:(?:peak|rms)[\s,]*)?(?:from|at|over|in)?\W*$/i,
    name: () => "vibration_frequency",
  },
  {
    of: "voltage",
    before:
      /\b(?:powered|supplied|fed|runs?|operates?) (?:by|from|on|with|off)\b[^.;]{0,50}\b(?:cells?|batter(?:y|ies)|LiPo|Li-?ion|alkaline|LiFePO4)\b(?:(?!\b(?:charg|usb|rail|regulat|boost|buck|convert|output|adapter)\w*)(?:[^.;]|\.(?=\d))){0,60}$/i,
    // "Powered by a LiPo cell with a 3.3 V regulator": what stands behind the figure has it.
    behind:
      /^(?!\s*(?:[\w-]+\s){0,2}(?:charg|usb|rail|regulat|ldo|boost|buck|convert|output|adapter|logic|level)\w*)/i,
    name: () => "battery_voltage",
  },
  {
    of: "acceleration",
    before:
      /\b(accelerometer|imu|acceleration sensor)s?,?\W{1,3}(?:(?:range|with|of|a|scale|full)\W{1,3})*$/i,
    name: ([thing = ""]) => `${slug(thing)}_range`,
  },
  {
    of: "acceleration",
    before:
      /\bmeasur\w*\s[\w ,-]{0,30}?accelerations?\b[\w ,-]{0,30}?(?:range of|from|up to|within)\W{1,3}$/i,
    name: () => "acceleration_measurement_range",
  },
  {
    of: "sample_rate",
    before: /\b(?:rate of|rate:?|at)\W{1,3}$/i,
    name: () => "sample_rate",
  },
];
