/** Decides line by line what of a deck ngspice may see; everything that is on no list is left out and said. */
import { CODE_MODELS, DEVICE_MODELS, ELEMENTS, KEPT, OPTIONS, OPTION_NAMES } from "./lists.ts";
import { PRINTING, SILENT, UNDONE, UNSAFE_MODELS } from "./lists.ts";
import { toAscii } from "./letters.ts";
import { commandOf } from "./lines.ts";
import type { DeckLine } from "./lines.ts";
import type { DeckReport } from "./report.ts";

/** Letters, digits and signs of circuits; no double quotes, back-ticks, backslashes or controls of any alphabet. */
const LETTERS = /^[\x20!#-[\]^_a-~\p{L}\p{M}\p{N}]*$/u;
/** What opens a file: a parameter such as `file=` or `state_file=`. */
const FILE = /\b(?!profile\b)\w*file\w*\s*=|\bpwl[\s(]+file\b|\bfstim\b/i;
const MODEL = /^\.model\s+[^\s(),=;{}']+\s+(?:ako:[^\s(),=;{}']+\s+)?([a-z]\w*)\s*(?=[\s(]|$)/i;
const AKO_ONLY = /^\.model\s+[^\s(),=;{}']+\s+ako:[^\s(),=;{}']+\s*(?:\(|$)/i;

/** The line as it may be handed to ngspice, or null when it was left out. */
export function allow(given: DeckLine, report: DeckReport): DeckLine | null {
  const line = { ...given, text: withUnits(given.text) };
  const written = /^\S+/.exec(line.text)![0];
  // ASCII alone: letters of other alphabets may become ASCII when their case is changed (the Kelvin sign does).
  const known = /^(?:\.[\x21-\x7e]+|[a-z].*)$/i.test(written) && /^[\x21-\x7e]/.test(written);
  if (!known) return drop(line, report, "it begins like no element and no command");
  const word = written.toLowerCase();
  if (word.startsWith(".")) return allowCommand(line, commandOf(line.text), report);
  if (!Object.hasOwn(ELEMENTS, word[0]!)) {
    return drop(line, report, `devices of the kind '${word[0]}' are not taken`);
  }
  return allowText(line, report);
}

function allowCommand(line: DeckLine, command: string, report: DeckReport): DeckLine | null {
  if (SILENT.has(command)) return null;
  if (PRINTING.has(command)) {
    report.drop(line, "info", "it changes no result");
    return null;
  }
  if (UNDONE.has(command)) {
    report.drop(line, "warning", `.${command} is not carried out`);
    return null;
  }
  if (command === "model") return allowModel(line, report);
  if (OPTIONS.has(command)) return allowOptions(line, report);
  if (KEPT.has(command)) return allowText(line, report);
  const unsafe = command === "exec" || command === "system" || command === "shell";
  return drop(line, report, `.${command} is on no list`, unsafe ? "UNSAFE_DECK" : "LINE_DROPPED");
}

function allowModel(line: DeckLine, report: DeckReport): DeckLine | null {
  const type = MODEL.exec(line.text)?.[1]?.toLowerCase() ?? "";
  if (DEVICE_MODELS.has(type) || CODE_MODELS.has(type) || AKO_ONLY.test(line.text)) {
    return allowText(line, report);
  }
  // Wherever the word stands: a line that is built oddly is not guessed at.
  const words = line.text.toLowerCase().split(/[^\w]+/);
  const unsafe = words.find((each) => UNSAFE_MODELS.has(each));
  if (unsafe !== undefined) {
    const reason = `a model of the type '${unsafe}' starts programs or opens files`;
    return drop(line, report, reason, "UNSAFE_DECK");
  }
  const reason =
    type === "" ? "it is built like no model" : `models of the type '${type}' are not taken`;
  return drop(line, report, reason);
}

/** Keeps the options that are on the list; the others are numbers of other simulators, or name files. */
function allowOptions(line: DeckLine, report: DeckReport): DeckLine | null {
  const [command, ...rest] = line.text.split(" ");
  const options = rest
    .join(" ")
    .replace(/\s*=\s*/g, "=")
    .split(/[\s,]+/)
    .filter(Boolean);
  const isKept = (option: string) => OPTION_NAMES.has(option.split("=")[0]!.toLowerCase());
  const left = options.filter((option) => !isKept(option));
  if (left.length > 0) {
    report.drop(
      { ...line, text: `${command} ${left.join(" ")}` },
      "info",
      "these options are not taken",
    );
  }
  const kept = options.filter(isKept);
  return kept.length === 0
    ? null
    : allowText({ ...line, text: `${command} ${kept.join(" ")}` }, report);
}

function allowText(line: DeckLine, report: DeckReport): DeckLine | null {
  if (!LETTERS.test(line.text)) {
    return drop(
      line,
      report,
      "it holds a quotation mark, back-tick, backslash or invisible letter",
    );
  }
  if (FILE.test(line.text)) {
    return drop(line, report, "a circuit may open no file", "UNSAFE_DECK");
  }
  return { ...line, text: toAscii(line.text) };
}

function drop(
  line: DeckLine,
  report: DeckReport,
  reason: string,
  code: "UNSAFE_DECK" | "LINE_DROPPED" = "LINE_DROPPED",
): null {
  report.drop(line, "error", reason, code);
  return null;
}

/** Signs of units that ngspice does not know; a value of `10µ` would be ten, without a word. */
const withUnits = (text: string) =>
  text.replace(/(?<=\d)[µμ]/g, "u").replace(/(?<=[\da-z])[ΩΩ]/giu, "ohm");
