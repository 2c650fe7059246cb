/** What KiCad's checks find: violations, their numbers, and the rules of makers of boards. Lengths in mm. */
import type { Outcome } from "./contract.ts";

export interface ViolationItem {
  readonly uuid: string;
  /** As KiCad words it: "Symbol U1 Pin 3 [VI, Power input, Line]". */
  readonly text: string;
  readonly xMm: number;
  readonly yMm: number;
  readonly ref?: string;
  readonly pin?: string;
  readonly net?: string;
  readonly layer?: string;
}

export interface Violation {
  /** Type and the sorted uuids of its items, hashed: the same as long as the design keeps them. */
  readonly id: string;
  readonly source: "erc" | "drc" | "unconnected" | "parity" | "fab";
  readonly type: string;
  readonly severity: "error" | "warning";
  readonly excluded: boolean;
  readonly comment?: string;
  readonly text: string;
  readonly rule?: string;
  readonly limitMm?: number;
  readonly actualMm?: number;
  readonly items: readonly ViolationItem[];
  /** ERC: the sheet's path such as "/" or "/power/". */
  readonly sheet?: string;
}

export interface Counts {
  /** Without excluded ones. */
  readonly errors: number;
  readonly warnings: number;
  readonly excluded: number;
  /** Type → number, without excluded ones; sorted by name. */
  readonly byType: Readonly<Record<string, number>>;
  /** Types whose number is "at least", because KiCad stops counting there. */
  readonly capped: readonly string[];
}

/** Types that the project's settings switch off: what a clean answer does not speak of. */
export interface Ignored {
  readonly ignored: readonly string[];
}

export interface ErcData extends Counts, Ignored {
  readonly sheets: readonly { readonly path: string; readonly file: string | null }[];
  readonly violations: readonly Violation[];
}

export interface DrcData extends Counts, Ignored {
  readonly violations: readonly Violation[];
  readonly unconnected: readonly Violation[];
}

export interface ParityData extends Counts {
  readonly violations: readonly Violation[];
}

/** One limit of a maker of boards. Lengths in mm; `id` in kebab-case is part of the rule's name. */
export interface FabRule {
  readonly id: string;
  readonly severity: "error" | "warning";
  readonly constraint:
    | "track_width"
    | "clearance"
    | "hole_size"
    | "annular_width"
    | "hole_to_hole"
    | "edge_clearance"
    | "hole_clearance"
    | "silk_clearance"
    | "text_height"
    | "text_thickness";
  readonly minMm?: number;
  readonly maxMm?: number;
  /** KiCad's expression, such as "A.Type == 'Via'". */
  readonly condition?: string;
  /** KiCad's layer pattern, such as "?.Silkscreen". */
  readonly layer?: string;
}

export interface FabCheckData {
  readonly own: DrcData;
  readonly parity: Outcome<ParityData>;
  /** Of the maker's rules alone: what the own pass has not found already. */
  readonly fab: Counts & {
    readonly violations: readonly Violation[];
    /** What breaks the maker's rules where the own pass tells the same type already: in none of the numbers. */
    readonly shared: readonly Violation[];
  };
  /** Whether rules that must be broken were found broken: only then the maker's were in force. */
  readonly rulesProven: boolean;
}
