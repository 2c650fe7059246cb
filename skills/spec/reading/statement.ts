/** One thing a document says, with the place where it says it. */

/** A run of a statement's text that comes from one source line. */
export interface Piece {
  /** Offset in the statement's text where the run starts. */
  readonly at: number;
  readonly line: number;
  readonly column: number;
}

/** What a table row adds to the statement made from it. */
export interface RowFacts {
  /** Cells of min, typ and max columns, as written. */
  readonly bounds?: { readonly min?: string; readonly typ?: string; readonly max?: string };
  /** From a unit column or a header such as "Current (mA)". */
  readonly unit?: string;
  readonly priority?: string;
  readonly condition?: string;
  /** The cell under "ID". */
  readonly reference?: string;
  /** The cell under "Verification": "Test", "A,T". */
  readonly verification?: string;
}

export interface Statement {
  /** The words, one logical line: wrapped source lines are joined by a space. */
  readonly text: string;
  /** What the statement is about: "Weight" in `**Weight**: < 8 g`, or the parameter cell of a row. */
  readonly label: string | null;
  /** Offset in `text` where the part after the label starts. */
  readonly bodyAt: number;
  readonly pieces: readonly Piece[];
  readonly endLine: number;
  /** Headings above, outermost first. */
  readonly section: readonly string[];
  /** Labels or texts of the list items above, outermost first. */
  readonly parents: readonly string[];
  readonly form: "item" | "sentence" | "row";
  readonly row?: RowFacts;
  /** The document's own id of it: "SYS-012". */
  readonly reference?: string;
}

/** A document as given to the reader. */
export interface SourceDocument {
  readonly path: string;
  readonly text: string;
}

/** Where a character of the statement stands in its file; lines and columns count from 1. */
export function placeAt(statement: Statement, offset: number): { line: number; column: number } {
  let found = statement.pieces[0]!;
  for (const piece of statement.pieces) {
    if (piece.at > offset) break;
    found = piece;
  }
  return { line: found.line, column: found.column + Math.max(0, offset - found.at) };
}

/** Text that grows piece by piece and remembers where each piece stood. */
export interface Draft {
  text: string;
  pieces: Piece[];
  endLine: number;
  /** Length of the leading bold or code label, 0 when there is none. */
  strongEnd: number;
}

export function newDraft(): Draft {
  return { text: "", pieces: [], endLine: 0, strongEnd: 0 };
}

/** Adds the words of one source line. */
export function append(draft: Draft, words: string, line: number, column: number): void {
  if (words === "") return;
  draft.pieces.push({ at: draft.text.length, line, column });
  draft.text += words;
  draft.endLine = Math.max(draft.endLine, line);
}

export interface Surroundings {
  readonly section: readonly string[];
  readonly parents: readonly string[];
  readonly form: Statement["form"];
  readonly row?: RowFacts;
  readonly label?: string;
}

const LEAD = /^\s*(?:[-*+•]\s+)?(?:\[[ xX]\]\s+)?/;
/** Requirement and list numbers: `FR1.1:`, `SYS-001`, `HRD_04A:`, `1.2.3 `, `R-12.`; never a part of the statement. */
const TRACE =
  /^(?:(?!(?:IP|IK|USB|CAN|CAT|I2C|SPI|UART|RS|M)[-_ ]?\d)\(?[A-Z][A-Z]{0,8}[a-z]?(?:[-_][A-Z]{1,8}){0,3}[-_ ]?\d{1,4}(?:[.\-_/]\d{1,3}){0,4}[A-Za-z]?\)?\s*[:.)\]]+(?=\s)\s*|(?!(?:IPC|MIL|AEC|ICES|RSS|UL|EN|ISO|IEC|DO|FCC)[-_])[A-Z]{2,8}(?:[-_][A-Z0-9]{1,8}){0,3}[-_]\d{1,4}[A-Za-z]?(?=\s)|\d{1,2}(?:\.\d{1,2}){1,4}\.?(?=\s+(?!Volts?\b|Amps?\b|Ampere|Watts?\b|Ohms?\b|Hz\b|(?:V|A|W|C|F|K|N|J|G|T|[KMGT]B|V?DC|V?AC|VA|RMS|PSI|RPM|AWG|DPI|PPI|FPS|USD|EUR|GBP|MP)\b)[A-Z])|\d{1,2}[.)](?=\s))\s*/;
const LABEL =
  /^([A-Za-z0-9µ"'(°][^:：.;?!|=<>≤≥]{0,58}?)\s*(?::(?!\/\/|\d)|：|\s[–—-]\s|\s*=(?=\s))\s*/;

const FIELD = /^(?:(?:requirement |req\.? )?(?:text|statement|description)|shall(?: statement)?)$/i;

/** Finishes a draft: strips list marks and trace ids, finds the label. Returns null when nothing is left. */
export function toStatement(draft: Draft, around: Surroundings): Statement | null {
  let start = LEAD.exec(draft.text)![0].length;
  // A value cell holds a value; "3.3 V" there is no item number.
  const trace = around.label === undefined ? TRACE.exec(draft.text.slice(start, start + 60)) : null;
  if (trace && trace[0].length < draft.text.length - start) {
    start += trace[0].length;
    // "**REQ-1** – The unit …": the dash goes with the number.
    start += /^[–—:\s]*/.exec(draft.text.slice(start))![0].length;
  }
  const text = draft.text.slice(start).trimEnd();
  if (text === "") return null;
  const reference = around.row?.reference ?? referenceIn(trace?.[0] ?? "");
  const pieces = shifted(draft.pieces, start);
  const base = {
    text,
    pieces,
    endLine: draft.endLine,
    section: around.section,
    parents: around.parents,
    form: around.form,
    ...(around.row === undefined ? {} : { row: around.row }),
    ...(reference === null ? {} : { reference }),
  };
  if (around.label !== undefined) return { ...base, label: around.label, bodyAt: 0 };
  const strong = draft.strongEnd - start;
  if (strong > 1) {
    const label = text.slice(0, strong).replace(/[\s:：–—-]+$/, "");
    if (label !== "" && label.length <= 60) {
      const rest = /^[\s:–—-]*/.exec(text.slice(strong))![0].length;
      return { ...base, label, bodyAt: Math.min(text.length, strong + rest) };
    }
  }
  const found = LABEL.exec(text.slice(0, 80));
  // "Text: The winch shall …" is a field of a record, and names nothing.
  if (found && FIELD.test(found[1]!)) return { ...base, label: null, bodyAt: found[0].length };
  if (found && found[0].length < text.length && found[1]!.split(/\s+/).length <= 7) {
    return { ...base, label: found[1]!.trim(), bodyAt: found[0].length };
  }
  return { ...base, label: null, bodyAt: 0 };
}

/** "FR1.1" of "FR1.1: "; the number of a list item is no id. */
const referenceIn = (words: string): string | null =>
  /^[^A-Za-z]*([A-Za-z][\w.\-/]*\d[\w.\-/]*?)[.\W]*$/.exec(words)?.[1] ?? null;

function shifted(pieces: readonly Piece[], by: number): Piece[] {
  const kept: Piece[] = [];
  for (const piece of pieces) {
    const at = piece.at - by;
    if (at > 0) kept.push({ ...piece, at });
    // The piece that holds the cut starts at 0, further right in its line.
    else kept.splice(0, kept.length, { at: 0, line: piece.line, column: piece.column - at });
  }
  return kept;
}

/** Headings numbered or decorated by their author, without the decoration. */
export function headingText(raw: string): string {
  return raw
    .replace(/^[\s#*_]+|[\s#*_:]+$/g, "")
    .replace(
      /^(?:section\s+)?[A-Z]{0,4}\d*(?:[.-]\d+)*[.):]?\s+(?=(\S.*))/i,
      (mark, rest: string) => (/\d/.test(mark) && !namesProduct(mark, rest) ? "" : mark),
    )
    .trim();
}

/** "XR-20: Product Requirements" is a title with the product's name, no numbered section. */
const namesProduct = (mark: string, rest: string): boolean =>
  /^[A-Z]{1,4}[\d-]/i.test(mark) &&
  /^(?:(?:product|hardware|system|technical|design)\s+)?(?:requirements?|specifications?|prd)(?:\s+(?:document|specification))?$/i.test(
    rest,
  );
