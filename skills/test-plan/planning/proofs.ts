/** What proves that a rule is kept: a report for a test standard, a declaration for a directive, a mark, an inspection. */

interface Proof {
  readonly names: RegExp;
  readonly step: (names: string) => string;
}

/** The first that fits; a test standard is none of them. */
const PROOFS: readonly Proof[] = [
  {
    names: /^(?:RoHS|REACH)\b/,
    step: (names) =>
      `Collect the suppliers' declarations of the materials of each part and of the board, and file them for ${names} (EN IEC 63000 for RoHS).`,
  },
  {
    names: /^WEEE\b/,
    step: (names) =>
      `Look up the registration with the register of each country of sale, and the crossed-out bin on the label (${names}).`,
  },
  {
    names:
      /^(?:CE|UKCA|RED|EMC|LVD|MID|MDR|ATEX|IECEx)\b|\b(?:Directive|directive|Regulation|regulation)\b|\/(?:EU|EC|EEC|EG)$|^\(EU\)/,
    step: (names) =>
      `Look up the ${/UKCA/.test(names) ? "UK or EU" : "EU"} declaration of conformity: it names this product, ${names} and the harmonised standards, each with its test report${/\b(?:MID|MDR|ATEX|Measuring|Medical)/.test(names) ? ", and the certificate of the notified body" : ""}.`,
  },
  {
    names: /^UN ?38\.3/,
    step: () =>
      "Obtain the test summary of UN 38.3 (Manual of Tests and Criteria, 38.3.5) of the cell and of the pack from their makers.",
  },
  {
    names: /^AEC-Q/,
    step: (names) =>
      `Look up in data sheet and bill of materials that each part it speaks of is qualified to ${names}, and in which grade.`,
  },
  {
    names: /^(?:IPC-A-610|(?:IPC[- ])?J-STD-001)/,
    step: (names) =>
      `Inspect the assembled board by ${names}, by a person who is trained for it, and record each finding with its place.`,
  },
  {
    names: /^IPC-(?:6012|A-600)/,
    step: (names) =>
      `Obtain the certificate of conformity and the microsection report for ${names} of the board's maker, for this lot.`,
  },
  {
    names: /^IPC-(?:2\d{3}|7\d{3})/,
    step: (names) => `Review the board's data against ${names} with a second person, rule by rule.`,
  },
  {
    names: /^(?:StVZO|(?:UN ?)?ECE ?R)/,
    step: (names) =>
      `Look up the type approval for ${names} of the authority, its number, and its mark on the product.`,
  },
  {
    names: /^(?:FCC|RSS|ICES|KC|RCM|CCC|PSE|NCC|TELEC|ANATEL|SRRC)\b/,
    step: (names) =>
      `Obtain the certification or the supplier's declaration for ${names}; of a certified radio module, its number and the conditions that it is granted under.`,
  },
  {
    names: /^(?:UL(?: listed| certif\w+)?|ETL|ENEC|Qi)$/,
    step: (names) => `Obtain the licence to use the mark ${names}, with the file number.`,
  },
  {
    names: /^(?:GDPR|HIPAA)$/,
    step: (names) =>
      `Have the person who answers for ${names} sign what is stored, where and for how long.`,
  },
];

/** A step for each kind of proof, in the order in which they are named. */
export function proofsOf(values: readonly string[]): string[] {
  const groups = new Map<Proof | null, string[]>();
  for (const value of values) {
    const proof = PROOFS.find(({ names }) => names.test(value)) ?? null;
    groups.set(proof, [...(groups.get(proof) ?? []), value]);
  }
  return [...groups].map(([proof, names]) => (proof?.step ?? reported)(names.join(", ")));
}

const reported = (names: string): string =>
  `Obtain the test report or certificate for ${names} from a laboratory that is accredited for it.`;
