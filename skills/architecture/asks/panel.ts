/** Which words of a requirement ask for what a person sees, hears and turns: LEDs, buzzers, knobs and switches. */
import type { Rule } from "./rule.ts";

const light = { kind: "display", families: ["led"], buses: ["gpio"], powered: true } as const;
const knob = { kind: "other", families: [], buses: ["gpio"], powered: false } as const;

/** An LED of three colours has three wires, unless the document says that it takes its colours from a data line. */
const ADDRESSABLE =
  /\baddressable\b|\bws28\d\d\w*|\bneo-?pixels?\b|\bsk68\d\d\w*|\bapa102\w*|\brgb\b.{0,20}\bstrips?\b|\bdotstars?\b/i;
/** A brightness or a wavelength, or the word for it: a source of light, which no indicator is. */
const LAMP =
  /\d ?(?:lm|nm|m?cd|lux)\b|\blumens?\b|\bcandela\b|\bhigh-?power\b|\billuminat\w*|\bflood\b|\bgrow\b|\blighting\b|\blamps?\b|\bhead-?lights?\b|\btail-?lights?\b/i;
/** Drivers, screens and the like have LEDs in their name. */
const PARTS =
  /\bled[- ](?:drivers?|backlights?|backlit|displays?|matrix|screens?|panels?|segments?|lighting)\b/i;
const INFRARED = /\b(?:infra-?red|ir)[- ](?:leds?|emitters?|transmitters?)\b/i;
const COLOURS = /\b(red|green|blue|yellow|amber|orange|white)\b/gi;
const ONE = "red|green|blue|yellow|amber|orange|white";
const NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten|twelve|sixteen|\\d{1,3}";

const any = (...all: readonly RegExp[]) =>
  new RegExp(all.map(({ source }) => source).join("|"), "i");

export const PANEL: readonly Rule[] = [
  {
    ...light,
    id: "addressable-leds",
    name: "Addressable LEDs",
    words:
      /\baddressable (?:rgbw? )?(?:leds?|pixels?)\b|\brgbw? leds?\b.{0,40}\baddressable\b|\bws28\d\d\w*|\bneo-?pixels?\b|\bsk68\d\d\w*|\bapa102\w*|\bdotstars?\b|\brgbw? (?:led )?(?:light )?strips?\b/i,
    attributes: { function: "addressable-rgb" },
    chained: true,
    count: /(?:rgb|addressable|ws28\w+|neopixel|sk68\w+)_leds?$/,
    wanted: "addressable RGB LED",
  },
  {
    ...light,
    id: "rgb-leds",
    name: "RGB LEDs",
    words: /\brgbw? (?:status |indicator |user )?leds?\b|\btri-?colou?r leds?\b/i,
    unless: ADDRESSABLE,
    attributes: { function: "rgb" },
    // One line a colour.
    pins: 2,
    count: /(?:rgb|tricolou?r)_(?:\w+_)?leds?$/,
    wanted: "RGB LED with three pins of colour and a resistor for each",
  },
  {
    ...light,
    id: "infrared-leds",
    name: "Infrared LEDs",
    words: INFRARED,
    attributes: { function: "infrared" },
    count: /(?:infrared|ir)_leds?$/,
    wanted: "infrared LED",
  },
  {
    ...light,
    id: "lamp-leds",
    name: "LEDs that give light",
    words:
      /\bleds?\b[^.;]{0,80}?(?:\d ?(?:lm|nm|m?cd)\b|\blumens?\b|\billuminat\w*)|(?:\d ?(?:lm|nm|m?cd)\b|\blumens?\b|\billuminat\w*)[^.;]{0,60}?\bleds?\b|\b(?:high-?power|illumination|flood|grow|lighting|lamp) leds?\b/i,
    unless: any(PARTS, INFRARED, ADDRESSABLE),
    families: [],
    chained: true,
    peripherals: { pwm: 1 },
    count: /(?:^|_)leds?$/,
    wanted:
      "LED of the stated colour and brightness with a driver or a resistor that sets its current",
  },
  {
    ...light,
    id: "status-leds",
    name: "Indicator LEDs",
    words: new RegExp(
      `\\b(?:status|indicator|integrated|power|on-board|output enabled|activity|user|debug|diagnostic|warning|error|fault) (?:led|indicator light)s?\\b|\\b(?:status|activity|output enabled|power) indicators?\\b|\\bled (?:status )?indicators?\\b|\\b(?:${ONE}|bi-?colou?r)(?: (?:and|or) (?:${ONE}))? (?:status |indicator )?leds?\\b|\\b(?:${NUMBERS}) leds?\\b|\\bleds? ?: ?\\d`,
      "i",
    ),
    unless: any(ADDRESSABLE, /\brgbw?\b/, /\btri-?colou?r\b/, LAMP, PARTS, INFRARED),
    attributes: { function: "indicator" },
    told: { attribute: "colour", pattern: COLOURS, near: /\bleds?\b|\bindicators?\b/i },
    count: /(?:^|_)leds?$/,
    wanted: "indicator LED",
  },
  {
    ...knob,
    id: "buzzer",
    name: "Buzzer",
    kind: "actuator",
    words:
      /\bbuzzers?\b|\bbeepers?\b|\bpiezo(?:electric)? (?:sounder|transducer|speaker)s?\b|\bsounders?\b|\baudible (?:alarm|alert|signal|warning|feedback|indicat\w+)s?\b/i,
    peripherals: { pwm: 1 },
    powered: true,
    count: /(?:^|_)buzzers?$/,
    wanted: "buzzer or piezo sounder, with the transistor that drives it",
  },
  {
    ...knob,
    id: "encoder",
    name: "Rotary encoder",
    words:
      /\brotary (?:push )?(?:encoders?|knobs?|dials?)\b|\bencoder knobs?\b|\bjog (?:dial|wheel)s?\b/i,
    // Two phases; a push contact is one more.
    pins: 2,
    count: /(?:^|_)encoders?$/,
    wanted: "incremental encoder with two phases, and a push contact where one is asked for",
  },
  {
    ...knob,
    id: "rotary-switch",
    name: "Rotary switches",
    words:
      /\brotary (?:dip |code |coded |coding |hex |hexadecimal |bcd |selector |address )?switch(?:es)?\b|\b(?:coding|hex|bcd) switch(?:es)?\b/i,
    // Four lines of a code of ten or sixteen positions.
    pins: 3,
    count: /rotary\w*_switch(?:es)?$/,
    wanted: "rotary code switch with four lines of output, positions as the document asks",
  },
  {
    ...knob,
    id: "switches",
    name: "Switches",
    words:
      /\b(?:toggle|limit|deployment|rocker|slide|dip|tamper|door|float|tilt|key|micro)[- ]?switch(?:es)?\b/i,
    count: /(?:toggle|limit|deployment|rocker|slide|dip|tamper|door|float|tilt)_switch(?:es)?$/,
    wanted: "switch of the stated kind, one line of the controller a contact",
  },
];
