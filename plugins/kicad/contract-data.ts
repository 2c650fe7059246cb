/** What else KiCad tells of a project: facts, parts, nets, files, symbols. Lengths in mm, y downwards. */

/** From the Gerber job and the drill files. */
export interface BoardFacts {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly layers: number;
  readonly thicknessMm: number | null;
  readonly minTrackMm: number | null;
  readonly minSpacingMm: number | null;
  readonly minDrillMm: number | null;
  readonly maxDrillMm: number | null;
  readonly holes: { readonly plated: number; readonly unplated: number };
  /** Thickness by the smallest plated drill. */
  readonly aspectRatio: number | null;
  readonly finish: string | null;
}

export interface FileOut {
  /** Forward slashes, such as "gerber/x-F_Cu.gbr". */
  readonly name: string;
  readonly sha256: string;
  readonly content: Uint8Array;
}

export interface Component {
  readonly ref: string;
  readonly value: string;
  readonly footprint: string;
  readonly datasheet: string;
  readonly description: string;
  /** All other fields by name. */
  readonly fields: Readonly<Record<string, string>>;
  readonly library: string;
  readonly part: string;
  readonly sheet: string;
  readonly dnp: boolean;
  readonly excludedFromBom: boolean;
  readonly excludedFromBoard: boolean;
  readonly pins: number | null;
}

export interface Net {
  readonly name: string;
  readonly class: string;
  readonly nodes: readonly {
    readonly ref: string;
    readonly pin: string;
    readonly function: string | null;
    readonly type: string | null;
  }[];
}

export interface NetlistData {
  readonly components: readonly Component[];
  readonly nets: readonly Net[];
}

export interface BomData {
  /** One for each component of the BOM. */
  readonly rows: readonly Readonly<Record<string, string>>[];
  /** As KiCad groups them by `groupBy`. */
  readonly lines: readonly Readonly<Record<string, string>>[];
}

/** Where a picture gets a mark. */
export interface Mark {
  readonly xMm: number;
  readonly yMm: number;
  readonly severity: "error" | "warning" | "info";
  /** Shown beside it, at most a few characters. */
  readonly label: string;
  /** Shown on hovering. */
  readonly title: string;
  /** Schematic: the sheet's path. */
  readonly sheet?: string;
}

export interface InspectData {
  readonly stem: string;
  /** Workspace-relative folder of the project; "." for the workspace. */
  readonly folder: string;
  readonly hasProject: boolean;
  readonly hasSchematic: boolean;
  readonly hasBoard: boolean;
  readonly hasRules: boolean;
  readonly schematicVersion: number | null;
  readonly boardVersion: number | null;
  /** What wrote them, such as "9.0". */
  readonly generatorVersion: string | null;
  readonly sheets: readonly {
    readonly path: string;
    readonly file: string;
    readonly name: string;
  }[];
  /** Title block of the root sheet, else of the board. */
  readonly title: {
    readonly title: string;
    readonly revision: string;
    readonly date: string;
    readonly company: string;
  };
  /** Sum of bytes of the files that KiCad is given. */
  readonly bytes: number;
}

export interface SymbolSummary {
  /** "Library:Name". */
  readonly id: string;
  readonly description: string;
  readonly keywords: string;
  readonly datasheet: string;
  readonly footprint: string;
  readonly footprintFilters: string;
  readonly pins: number;
  readonly isPower: boolean;
}

/** Its place is where a wire ends, from the symbol's own: on a sheet, without rotation, at (x + xMm, y + yMm). */
export interface SymbolPin {
  readonly number: string;
  readonly name: string;
  /** KiCad's electrical type: "power_in", "passive", "no_connect", … */
  readonly type: string;
  readonly unit: number;
  readonly xMm: number;
  readonly yMm: number;
  readonly angle: number;
  readonly hidden: boolean;
}

export interface SymbolDetail extends SymbolSummary {
  readonly units: number;
  readonly pinList: readonly SymbolPin[];
  readonly fields: Readonly<Record<string, string>>;
  /** The symbol's own text with its parent's parts folded in, renamed to its id: what a sheet's `lib_symbols` holds. */
  readonly text: string;
}
