/** Which field of a symbol means what: people name the same thing in many ways. */

export const MEANINGS = ["mpn", "manufacturer", "tolerance", "voltage"] as const;
export type Meaning = (typeof MEANINGS)[number];

/** Names without case, blanks and punctuation, "#" read as "number". The first that a part has a text for counts. */
const SYNONYMS: Record<Meaning, readonly string[]> = {
  mpn: `mpn mpnnumber manufacturerpartnumber manufacturerpartno manufacturerpart manufacturerpn manufacturernumber
    mfrpartnumber mfrpartno mfrpart mfrpn mfrno mfrnumber mfgpartnumber mfgpartno mfgpart mfgpn mfgno mfgnumber
    mfpn mfpartnumber manfpartnumber manfpart manfpn manfnumber makerpartnumber partnumber partno pn`.split(
    /\s+/,
  ),
  manufacturer:
    `manufacturer manufacturername mfr mfrname mfg mfgname manf manfname mf mfn maker brand`.split(
      /\s+/,
    ),
  tolerance: ["tolerance", "tol"],
  voltage:
    `voltage voltagerating ratedvoltage voltagerated vrating workingvoltage maxvoltage voltagemax`.split(
      /\s+/,
    ),
};

/** May hold a maker's number, or one of the house: taken where there is nothing else, and no contradiction to it. */
const GENERAL = ["partnumber", "partno", "pn"];

export const isGeneral = (name: string): boolean => GENERAL.includes(plainName(name));

const DISTRIBUTORS: Record<string, string> = {
  lcsc: "LCSC",
  jlc: "LCSC",
  jlcpcb: "LCSC",
  digikey: "Digi-Key",
  mouser: "Mouser",
  farnell: "Farnell",
  newark: "Newark",
  arrow: "Arrow",
  tme: "TME",
  rs: "RS",
};
const DISTRIBUTOR = new RegExp(
  `^(${Object.keys(DISTRIBUTORS).join("|")})(?:part|pn|p|sku|order|stock|catalog)?(?:number|no|code|id)?$`,
);

/** "Mfr. Part #" → "mfrpartnumber" */
export const plainName = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll("#", "number")
    .replaceAll(/[^\p{L}\p{N}]/gu, "");

export function meaningOf(name: string): Meaning | null {
  const plain = plainName(name);
  return MEANINGS.find((meaning) => SYNONYMS[meaning].includes(plain)) ?? null;
}

/** The distributor whose numbers a field of this name holds. */
export function distributorOf(name: string): string | null {
  const key = DISTRIBUTOR.exec(plainName(name))?.[1];
  return key === undefined ? null : DISTRIBUTORS[key]!;
}

/** All texts that a part has for a meaning, in the order of the table; empty and "~" are no text. */
export function readings(
  fields: Readonly<Record<string, string>>,
  meaning: Meaning,
): readonly { readonly name: string; readonly text: string }[] {
  const order = (name: string) => SYNONYMS[meaning].indexOf(plainName(name));
  return Object.entries(fields)
    .map(([name, text]) => ({ name, text: text.trim() }))
    .filter(({ name, text }) => order(name) >= 0 && text !== "" && text !== "~")
    .toSorted((a, b) => order(a.name) - order(b.name));
}
