/** What a sheet is asked to hold, wherever the wish comes from: parts, nets, and what could not be decided. */

export interface AskedPart {
  readonly ref: string;
  /** KiCad's "Library:Name". */
  readonly symbol: string;
  readonly value: string;
  /** Null: none is known, so none is written. */
  readonly footprint: string | null;
  readonly mpn: string | null;
  readonly manufacturer: string | null;
  /** Address; null: none is known of this very part. The symbol's own when absent. */
  readonly datasheet?: string | null;
  /** Of the architecture; null for what a rule adds, or of a net list. */
  readonly block: string | null;
  /** Where it stands on the sheet. */
  readonly place: "left" | "centre" | "right";
  /** The reference of the part that it is drawn beside. */
  readonly beside: string | null;
  /** Why it is there. */
  readonly because: string;
}

export interface AskedPin {
  readonly ref: string;
  readonly pin: string;
  readonly because: string;
}

export interface AskedNet {
  readonly name: string;
  readonly pins: readonly AskedPin[];
}

/** A decision that a rule took, with the rule. */
export interface Choice {
  readonly id: string;
  readonly text: string;
  /** A document, or "rule of this draft". */
  readonly source: string;
}

/** What a person has to decide. */
export interface Tbd {
  readonly id: string;
  readonly severity: "error" | "warning" | "info";
  /** A block, a part or a net. */
  readonly item: string;
  readonly what: string;
  readonly reason: string;
  readonly action: string;
}

export interface Request {
  readonly title: string;
  readonly parts: readonly AskedPart[];
  readonly nets: readonly AskedNet[];
  readonly choices: readonly Choice[];
  readonly tbd: readonly Tbd[];
}

/** Nothing that KiCad reads as a bus, a path or a variable. */
export const NET_NAME = /^[A-Za-z0-9+_.-]{1,60}$/;

export const slug = (text: string): string =>
  text
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-+|-+$/g, "")
    .slice(0, 60)
    .replace(/-$/, "");

/** Natural order: U2 before U10. */
export const byName = (a: string, b: string): number =>
  a.localeCompare(b, "en", { numeric: true }) || (a < b ? -1 : Number(a > b));
