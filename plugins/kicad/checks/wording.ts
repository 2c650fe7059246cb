/** Reads out of KiCad's sentences what its reports have no members for: part, pin, net, layer, rule, figures. */

export interface ItemParts {
  readonly ref?: string;
  readonly pin?: string;
  readonly net?: string;
  readonly layer?: string;
}

/** In the order of trying; each is anchored, so that a name with blanks or brackets is not taken apart. */
const ITEMS: readonly RegExp[] = [
  // Symbol IC1 Pin 3 [IN+, Input, Line]
  /^Symbol (?<ref>\S+) (?:Hidden )?[Pp]in (?<pin>\S+) \[.*\]$/,
  // Symbol J1 [DB9]
  /^Symbol (?<ref>\S+) \[.*\]$/,
  // Pad 1 [GND] of C11 on B.Cu · PTH pad 2 [GND] of J1 · NPTH pad of H1
  /^(?:PTH |NPTH )?[Pp]ad (?:(?<pin>\S+) )?(?:\[(?<net>.*)\] )?of (?<ref>\S+)(?: on (?<layer>.+))?$/,
  // Track [GND] on F.Cu, length 0.4425 mm
  /^(?:Track|Track \(arc\)|Arc) \[(?<net>.*)\] on (?<layer>\S+?), length [\d.]+ mm$/,
  // Via [GND] on F.Cu - B.Cu
  /^(?:Via|Blind\/Buried Via|Micro Via|Through Via) \[(?<net>.*)\] on (?<layer>.+)$/,
  // Teardrop [GND] on F.Cu
  /^Teardrop \[(?<net>.*)\] on (?<layer>\S+)$/,
  // Zone [GND] on F.Cu and B.Cu, priority 1
  /^(?:Zone|Copper Zone)(?: '.*')? \[(?<net>.*)\] on (?<layer>.+?)(?:, priority \d+)?$/,
  // Footprint R39
  /^Footprint (?<ref>\S+)$/,
  // Reference field of R3 · Field 'x' of R3
  /^(?:\S+ field|Field '.*'|Footprint Text) of (?<ref>\S+)(?: on (?<layer>.+))?$/,
  // Text 'x' of R3 on F.Silkscreen · Segment of J9 on F.Silkscreen · Segment on Edge.Cuts
  /^(?:(?:PCB |Footprint )?[Tt]ext(?: Box)?(?: '.*')?|Segment|Line|Rectangle|Arc|Circle|Polygon|Curve|Bezier Curve|Dimension(?: '.*')?)(?: \[(?<net>[^\]]*)\])?(?: of (?<ref>\S+))? on (?<layer>\S+)$/,
];

const NO_NET = new Set(["", "<no net>"]);

/** What an item's description tells of it; nothing for wording that is not known. */
export function itemParts(description: string): ItemParts {
  for (const pattern of ITEMS) {
    const groups = pattern.exec(description)?.groups;
    if (!groups) continue;
    const parts = Object.entries(groups).filter(
      ([name, value]) => value !== undefined && !(name === "net" && NO_NET.has(value)),
    );
    return Object.fromEntries(parts) as ItemParts;
  }
  return {};
}

export interface Limit {
  /** The rule's name; "netclass 'Default'" for what a net class asks for. */
  readonly rule?: string;
  readonly limitMm?: number;
  readonly actualMm?: number;
}

/** (rule 'x' min 0.2000 mm; actual 0.1250 mm) · (board minimum clearance 0.3000 mm; actual 0.2296 mm) */
const FIGURES = /\(([^;]*?)(-?\d+(?:\.\d+)?) mm; actual (-?\d+(?:\.\d+)?) mm\)/;
const RULE = /\(rule '(.*?)'[ );]/;
const NETCLASS = /\((netclass '.*?') /;

export function limitIn(description: string): Limit {
  const figures = FIGURES.exec(description);
  const rule = RULE.exec(description)?.[1] ?? NETCLASS.exec(description)?.[1];
  return {
    ...(rule === undefined ? {} : { rule }),
    ...(figures ? { limitMm: Number(figures[2]), actualMm: Number(figures[3]) } : {}),
  };
}
