/**
 * Holds what a run proposes against what it was given of a language model: a JSON file may call an object a model's
 * (`origin: "model"`) only when the object is, to the value, what the gateway found grounded in this very run, or says
 * of itself that it is a suggestion (`grounded: false`).
 *
 * It keeps careless skills and inventive models apart from facts. It cannot see a skill that hides where a value comes
 * from (no `origin`, or a text file): a skill is code that its user chose to trust. Therefore every run that asked a
 * model says so in a finding, beside the models and their use.
 */
import { hash } from "node:crypto";
import type { Artifact, Finding, Grounded } from "../define.ts";
import { fail } from "../errors.ts";
import type { RunModels } from "../models/contract.ts";
import { slices } from "../models/slices.ts";

export interface Witness {
  /** The run's models; what they ground is remembered here, out of the run process's reach. */
  readonly models: RunModels;
  /** Throws AGENT_ERROR with `path` and `pointer` (RFC 6901). Reads nothing when the run has asked no model. */
  check(artifacts: readonly Artifact[]): Promise<void>;
  /** What the person who decides has to know; empty when the run has asked no model. */
  findings(): Finding[];
}

export function witness(inner: RunModels): Witness {
  const known = new Set<string>();
  const count = { asked: 0, grounded: 0, ungrounded: 0, facts: 0, suggestions: 0 };
  const asked = <T>(answer: Promise<T>): Promise<T> => {
    count.asked += 1;
    return answer;
  };
  return {
    models: {
      available: inner.available,
      text: (params) => asked(inner.text(params)),
      object: (params) => asked(inner.object(params)),
      async grounded(params) {
        const result = await asked(inner.grounded(params));
        count.grounded += result.grounded.length;
        count.ungrounded += result.ungrounded.length;
        for (const one of result.grounded) for (const form of formsOf(one)) known.add(form);
        return result;
      },
      used: inner.used,
    },
    async check(artifacts) {
      if (count.asked === 0) return;
      const over = slices();
      for (const { path, content } of artifacts) {
        for (const root of jsonIn(path, content)) {
          for (const place of placesOf(root)) {
            const rest = over();
            // oxlint-disable-next-line no-await-in-loop -- one slice after the other
            if (rest) await rest;
            judge(path, place, known, count);
          }
        }
      }
    },
    findings: () => (count.asked === 0 ? [] : [tookPart(count)]),
  };
}

type Count = Record<"asked" | "grounded" | "ungrounded" | "facts" | "suggestions", number>;

function tookPart({ asked, grounded, ungrounded, facts, suggestions }: Count): Finding {
  const evidence = [
    `Questions: ${asked}. Items on a quote: ${grounded}; without: ${ungrounded}.`,
    `In the proposed JSON files: ${facts} on a quote, ${suggestions} marked as suggestions.`,
    "Other files are not checked for a model's words.",
  ];
  return {
    id: "model-took-part",
    severity: "info",
    title: "A language model took part in this run",
    evidence: evidence.join(" "),
  };
}

/** Members of an object that are not the item's. */
const MARKS = ["origin", "grounded", "source", "quote", "at"];

/** The ways in which a skill may write a grounded item: as it got it, or with the item's members beside the quote. */
function formsOf({ item, source, quote, at }: Grounded<unknown>): string[] {
  const forms: object[] = [
    { item, source, quote },
    { item, source, quote, at },
  ];
  const isFlat =
    typeof item === "object" && item !== null && !MARKS.some((key) => Object.hasOwn(item, key));
  if (isFlat && !Array.isArray(item)) {
    forms.push({ ...item, source, quote }, { ...item, source, quote, at });
  }
  return forms.flatMap((form) => fingerprint(form) ?? []);
}

interface Place {
  readonly value: unknown;
  readonly key: string;
  readonly parent: Place | null;
}

/** All objects and lists of a value; a generator, so that whoever looks at them may pause. */
function* placesOf(root: Place): Generator<Place> {
  const open: Place[] = [root];
  for (let place = open.pop(); place; place = open.pop()) {
    const { value } = place;
    if (typeof value !== "object" || value === null) continue;
    yield place;
    for (const [key, inner] of Object.entries(value)) {
      if (typeof inner === "object") open.push({ value: inner, key, parent: place });
    }
  }
}

/** Only what says that it is a model's is judged. */
function judge(path: string, place: Place, known: ReadonlySet<string>, count: Count): void {
  const { value } = place;
  if ((value as { origin?: unknown }).origin !== "model") return;
  const { grounded, ...rest } = value as Record<string, unknown>;
  delete rest["origin"];
  if (grounded === false) {
    count.suggestions += 1;
    return;
  }
  const isKnown = grounded === undefined || grounded === true;
  if (isKnown && known.has(fingerprint(rest) ?? "")) {
    count.facts += 1;
    return;
  }
  const pointer = pointerTo(place);
  const problem = `'${path}' at ${pointer || "its root"}: an object with origin "model" is no item that was grounded in this run; write the item as llm.grounded gave it, with source and quote, or mark it with grounded: false`;
  throw fail("AGENT_ERROR", { problem, path, pointer });
}

function pointerTo(place: Place): string {
  const keys: string[] = [];
  for (let at = place; at.parent; at = at.parent) {
    keys.push(`/${at.key.replaceAll("~", "~0").replaceAll("/", "~1")}`);
  }
  return keys.toReversed().join("").slice(0, 500);
}

/** Whatever its name is: what reads as JSON is read as JSON. A `.jsonl` or `.ndjson` has a value in each line. */
function* jsonIn(path: string, content: Artifact["content"]): Generator<Place> {
  const text = typeof content === "string" ? content : Buffer.from(content).toString("utf8");
  // Nothing in it can read "model": most files are large, and need not be parsed.
  if (!/model|\\u/.test(text)) return;
  if (!/\.(?:jsonl|ndjson)$/i.test(path)) {
    for (const value of parsed(text)) yield { value, key: "", parent: null };
    return;
  }
  const file = { value: null, key: "", parent: null };
  for (const [n, line] of text.split("\n").entries()) {
    for (const value of parsed(line)) yield { value, key: String(n), parent: file };
  }
}

function parsed(text: string): unknown[] {
  if (!/^[\s\ufeff]*[{[]/.test(text)) return [];
  try {
    return [JSON.parse(text.replace(/^\ufeff/, ""))];
  } catch {
    return [];
  }
}

/** No item is nested as deep as this; what is can be none. */
const DEEPEST = 24;

/** Equal for equal JSON values, whatever the order of their keys; null for what is too deep. */
function fingerprint(value: object): string | null {
  const canonical = sorted(value, 0);
  return canonical === TOO_DEEP ? null : hash("sha256", JSON.stringify(canonical), "base64url");
}

const TOO_DEEP = Symbol("too deep");

function sorted(value: unknown, depth: number): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (depth > DEEPEST) return TOO_DEEP;
  const isList = Array.isArray(value);
  const entries = isList ? [...value.entries()] : Object.entries(value);
  const inner = entries.map(([key, one]) => [String(key), sorted(one, depth + 1)] as const);
  if (inner.some(([, one]) => one === TOO_DEEP)) return TOO_DEEP;
  // The first member tells a list from an object with the same entries.
  if (isList) return ["[", ...inner.map(([, one]) => one)];
  return inner.toSorted(([a], [b]) => (a < b ? -1 : 1));
}
