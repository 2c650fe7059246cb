/** Names what a file is that is not what its name says, so that its owner knows what to do. */

interface Foreign {
  /** With its article: "an Eagle file". */
  readonly what: string;
  readonly action: string;
}

const OPEN_AND_SAVE = "open it in KiCad, which converts it, and save it";

/** How foreign files begin. The first that fits is taken. */
const KINDS: readonly (Foreign & { readonly begins: RegExp | string })[] = [
  {
    begins: /^EESchema Schematic File Version/,
    what: "a schematic of KiCad 5 or earlier",
    action: OPEN_AND_SAVE,
  },
  {
    begins: /^PCBNEW-BoardFile-Version/,
    what: "a board of KiCad 3 or earlier",
    action: OPEN_AND_SAVE,
  },
  {
    begins: /^(?:<\?xml[^>]*>\s*)?(?:<!DOCTYPE eagle\b|<eagle\b)/,
    what: "an Eagle file",
    action: "import it in KiCad (File, Import) and save it",
  },
  {
    begins: /^version https:\/\/git-lfs/,
    what: "a pointer of Git LFS",
    action: "run `git lfs pull`",
  },
  // Bytes that are no text arrive here as U+FFFD.
  {
    begins: "\ufffd\ufffd\u0011\u0871",
    what: "a binary file such as Altium's",
    action: "import it in KiCad (File, Import) and save it",
  },
  { begins: "\ufffd\ufffd(\u0000", what: "text in UTF-16", action: "save it as UTF-8" },
  { begins: "PK\u0003\u0004", what: "a ZIP archive", action: "unpack it" },
  { begins: "\u001f\ufffd", what: "a gzip archive", action: "unpack it" },
  { begins: /^%PDF-/, what: "a PDF", action: "name the design file itself" },
  { begins: /^<(?:!DOCTYPE )?html/i, what: "a web page", action: "download the file itself" },
  { begins: /^<\?xml|^<\w/, what: "an XML file", action: "name the design file itself" },
  { begins: /^[{[]/, what: "a JSON file", action: "name the design file itself" },
];

/** What the first word of a list says. */
const ROOTS: Readonly<Record<string, string>> = {
  kicad_sch: "a KiCad schematic",
  kicad_pcb: "a KiCad board",
  kicad_symbol_lib: "a KiCad symbol library",
  kicad_wks: "a KiCad drawing sheet",
  drawing_sheet: "a KiCad drawing sheet",
  footprint: "a KiCad footprint",
  module: "a KiCad footprint",
  sym_lib_table: "a KiCad library table",
  fp_lib_table: "a KiCad library table",
  export: "a KiCad netlist",
  pcb: "a Specctra design",
};

/**
 * @param head the beginning of the file
 * @param root the first word when the file begins with a list
 */
export function foreignKind(head: string, root: string | null): Foreign {
  const action = "name the design file itself";
  if (root !== null && Object.hasOwn(ROOTS, root)) return { what: ROOTS[root]!, action };
  const found = KINDS.find(({ begins }) =>
    typeof begins === "string" ? head.startsWith(begins) : begins.test(head),
  );
  return found ?? { what: "something else", action };
}
