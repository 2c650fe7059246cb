/** Reads the value out of part numbers and descriptions, where makers document how it is written there. */
import type { PartKind } from "./value.ts";

interface Series {
  readonly maker: string;
  readonly kind: PartKind;
  /** The first group holds the code. */
  readonly form: RegExp;
  readonly read: (code: string) => number | null;
}

/** Digits with an exponent behind, in picofarads or ohms: 104 → 10·10⁴; R stands for the point: 4R7. */
const exponent = (power: number) => (code: string) => {
  if (/^\d*R\d+$|^\d+R$/.test(code)) {
    return Number(`${code.replace("R", ".").replace(/\.$/, "")}e${power}`);
  }
  const [, digits, zeros] = /^(\d{2,3})(\d)$/.exec(code) ?? [];
  // An 8 or 9 stands for a negative exponent with most makers, but not with all.
  return digits === undefined || Number(zeros) > 7
    ? null
    : Number(`${digits}e${Number(zeros) + power}`);
};
const picofarads = exponent(-12);
const ohms = exponent(0);

/** 4K7, 10K, 100R, 10K0, 1M. */
function lettered(code: string): number | null {
  const [, whole, letter, part = ""] = /^(\d+)([RKM])(\d*)$/.exec(code) ?? [];
  if (whole === undefined) return null;
  const power = { R: 0, K: 3, M: 6 }[letter as "R" | "K" | "M"];
  return Number(`${whole}.${part || "0"}e${power}`);
}

/** From the ordering information in the data sheets of each series. */
const SERIES: readonly Series[] = [
  {
    maker: "Yageo RC/RT/AC",
    kind: "resistor",
    form: /^(?:RC|RT|AC)\d{4}[BCDFJ][RKS]-?[A-Z]?(?:07|10|13|7[WTN])(\d+[RKM]\d*)[LP]?$/,
    read: lettered,
  },
  {
    maker: "Vishay CRCW",
    kind: "resistor",
    form: /^CRCW\d{4}(\d+[RKM]\d*)[FJ]/,
    read: lettered,
  },
  {
    maker: "Panasonic ERJ",
    kind: "resistor",
    form: /^ERJ-?[A-Z\d]{2}[A-Z]{1,2}[FJ](\d{3,4}|\d*R\d+)[VXUYC]$/,
    read: ohms,
  },
  {
    maker: "Uniroyal",
    kind: "resistor",
    form: /^\d{4}W[A-Z\d][FJ](\d{4})T[A-Z\d]E$/,
    read: ohms,
  },
  {
    maker: "Samsung RC",
    kind: "resistor",
    form: /^RC\d{4}[FJ](\d{3,4}|\d*R\d+)[CGA]S$/,
    read: ohms,
  },
  {
    maker: "Murata GRM/GCM",
    kind: "capacitor",
    form: /^G[RC]M\d{2}[A-Z\d]{4}[A-Z](\d{3}|\d?R\d+)[A-Z]/,
    read: picofarads,
  },
  {
    maker: "Samsung CL",
    kind: "capacitor",
    form: /^CL\d{2}[A-Z](\d{3}|\d?R\d+)[A-Z]/,
    read: picofarads,
  },
  {
    maker: "Yageo CC",
    kind: "capacitor",
    form: /^CC\d{4}[A-Z]{2}[A-Z\d]{3}[A-Z\d]B[BN](\d{3}|\d?R\d+)$/,
    read: picofarads,
  },
  {
    maker: "TDK C",
    kind: "capacitor",
    form: /^C\d{4}[A-Z\d]{3}\d[A-Z](\d{3}|\d?R\d+)[A-Z]/,
    read: picofarads,
  },
  {
    maker: "KEMET C",
    kind: "capacitor",
    form: /^C\d{4}[A-Z](\d{3})[A-Z]\d[A-Z]/,
    read: picofarads,
  },
];

export interface Decoded {
  /** Ohms, farads. */
  readonly value: number;
  readonly how: string;
}

/** Null where the number is of no known form, which is no contradiction. */
export function fromPartNumber(mpn: string, kind: PartKind): Decoded | null {
  const plain = mpn.toUpperCase().replaceAll(/\s/g, "");
  for (const { maker, form, read, ...series } of SERIES) {
    const code = series.kind === kind ? form.exec(plain)?.[1] : undefined;
    const value = code === undefined ? null : read(code);
    if (value !== null) return { value, how: `'${code}' in ${mpn}, as ${maker} writes values` };
  }
  return null;
}

const IN_WORDS: Partial<Record<PartKind, RegExp>> = {
  resistor: /(?<![\w.])(\d+(?:\.\d+)?)\s*(m|k|meg|M|K)?\s*(?:ohms?\b|Ω|Ω)/giu,
  capacitor: /(?<![\w.])(\d+(?:\.\d+)?|\.\d+)\s*([pnuµμ])F\b/giu,
};
const POWER: Record<string, number> = { k: 3, m: 6, meg: 6, p: -12, n: -9, u: -6, µ: -6, μ: -6 };

/** From words such as "RES 1K OHM 1%" or "CAP CER 0.1UF 16V"; null when they tell no value, or several. */
export function fromDescription(text: string, kind: PartKind): Decoded | null {
  const form = IN_WORDS[kind];
  const found = form ? [...text.matchAll(form)] : [];
  if (found.length !== 1) return null;
  const [whole, digits, letter = ""] = found[0]!;
  // "mOhm" is one of milliohms, "M Ohm" and "MOHM" of megohms.
  if (kind === "resistor" && letter === "m") return null;
  const value = Number(`${digits}e${POWER[letter.toLowerCase()] ?? 0}`);
  return { value, how: `'${whole.trim()}' in its description` };
}
