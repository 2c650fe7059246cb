/** What a requirements document begins with: its sections, the questions of the interview, and an example of each. */

export interface Question {
  readonly section: string;
  /** How the requirement is called in the document. */
  readonly label: string;
  /** The same while it has no answer, where `spec` would take "TBD" for the name of one. */
  readonly undecided?: string;
  /** As it is asked. */
  readonly asks: string;
  /** An answer in a form that the `spec` skill reads; no recommendation. */
  readonly example: string;
  /** The answer names several things, and all are meant: each gets a line. */
  readonly list?: true;
  /** Its lines say what they are without a label; unanswered, the section is left out. */
  readonly bare?: true;
}

export const QUESTIONS: readonly Question[] = [
  {
    section: "Functions",
    label: "Functions",
    asks: "What does it measure, drive or do? (separated by semicolons)",
    example: "Temperature accuracy: ±0.5 °C",
    list: true,
    bare: true,
  },
  {
    section: "Power",
    label: "Supply voltage",
    asks: "What supplies it, and within which limits?",
    example: "5 V ±5 %",
  },
  {
    section: "Power",
    label: "Supply current",
    asks: "How much current may it take?",
    example: "< 200 mA",
  },
  {
    section: "Power",
    label: "Battery life",
    asks: "If it runs from a battery: how long?",
    example: "≥ 12 months",
  },
  {
    section: "Interfaces",
    label: "Interface",
    undecided: "Connections",
    asks: "Which interfaces does it have? (separated by commas)",
    example: "USB-C, I2C",
    list: true,
  },
  {
    section: "Interfaces",
    label: "Radio",
    asks: "Which radio, if any? (separated by commas)",
    example: "BLE 5.0",
    list: true,
  },
  {
    section: "Mechanical",
    label: "Board size",
    asks: "How large may the board be?",
    example: "50 mm × 30 mm",
  },
  {
    section: "Mechanical",
    label: "Weight",
    asks: "How heavy may it be?",
    example: "< 50 g",
  },
  {
    section: "Environment",
    label: "Operating temperature",
    asks: "In which temperatures does it work?",
    example: "-20 °C to +60 °C",
  },
  {
    section: "Environment",
    label: "Ingress protection",
    asks: "Which protection against dust and water?",
    example: "IP54",
  },
  {
    section: "Cost",
    label: "Unit cost",
    asks: "What may one cost, and at how many?",
    example: "< 20 USD at 100 units",
  },
  {
    section: "Compliance",
    label: "Standard",
    undecided: "Approvals",
    asks: "Which standards must it meet? (separated by commas)",
    example: "CE, RoHS",
    list: true,
  },
  {
    section: "Out of scope",
    label: "Out of scope",
    asks: "What shall it not do or have? (separated by semicolons)",
    example: "No display",
    list: true,
    bare: true,
  },
];
