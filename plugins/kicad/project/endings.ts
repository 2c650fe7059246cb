/** Which files of a project's folder KiCad is given: what it reads, and nothing that the gateway's own skills write. */

/** Reports, tables, pictures and packed files are left out: an artifact of one run must not be an input of the next. */
export const PROJECT_FILES = {
  endings: [
    ".kicad_pro",
    ".kicad_sch",
    ".kicad_pcb",
    ".kicad_dru",
    ".kicad_sym",
    ".kicad_mod",
    ".kicad_wks",
    "fp-lib-table",
    "sym-lib-table",
    // Libraries of older versions.
    ".lib",
    ".dcm",
    ".mod",
    // What a schematic is simulated with.
    ".cir",
    ".sub",
    ".wbk",
    ".ibs",
    ".model",
    ".mdl",
    ".inc",
    ".sp",
    ".spice",
    ".pwl",
    // Bodies of parts.
    ".step",
    ".stp",
    ".stpz",
    ".wrl",
    ".wrz",
    ".igs",
    ".iges",
  ],
} as const;
