/** The canary's project as text: one resistor of a library of its own, its pins open or marked as not connected. */

const ROOT = "00000000-0000-4000-8000-000000000001";
const id = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const SMALL = "(effects (font (size 1.27 1.27)))";
const HIDDEN = "(effects (font (size 1.27 1.27)) (hide yes))";

export const SYM_TABLE = "(sym_lib_table (version 7))";
export const FP_TABLE = "(fp_lib_table (version 7))";
// In the project, so that no library of the machine has a say.
export const PROJECT_TABLE =
  '(sym_lib_table (version 7) (lib (name "canary")(type "KiCad")(uri "${KIPRJMOD}/canary.kicad_sym")(options "")(descr "")))';

const properties = (x: number, y: number, reference: string, value: string) => `
    (property "Reference" "${reference}" (at ${x + 2.54} ${y} 90) ${SMALL})
    (property "Value" "${value}" (at ${x} ${y} 90) ${SMALL})
    (property "Footprint" "" (at ${x} ${y} 0) ${HIDDEN})
    (property "Datasheet" "" (at ${x} ${y} 0) ${HIDDEN})
    (property "Description" "" (at ${x} ${y} 0) ${HIDDEN})`;

const pin = (number: number, y: number, angle: number) =>
  `(pin passive line (at 0 ${y} ${angle}) (length 3.81) (name "" ${SMALL}) (number "${number}" ${SMALL}))`;

// KiCad 9 ends with a fault of its own when the sheet lacks a symbol that it uses: so both hold it.
const symbol = (name: string) => `
  (symbol "${name}" (pin_numbers (hide yes)) (pin_names (offset 0))
    (exclude_from_sim no) (in_bom yes) (on_board yes)${properties(0, 0, "R", "R")}
    (symbol "R_1_1" ${pin(1, 3.81, 270)} ${pin(2, -3.81, 90)})
    (embedded_fonts no))`;

export const SYMBOLS = `(kicad_symbol_lib (version 20241209) (generator "metaforge")${symbol("R")})`;

const X = 101.6;
const Y = 101.6;
const MARKS = `
  (no_connect (at ${X} ${Y - 3.81}) (uuid "${id(5)}"))
  (no_connect (at ${X} ${Y + 3.81}) (uuid "${id(6)}"))`;

/** A sheet in the form of KiCad 9. `marked`: both pins say that nothing belongs there, so no rule is broken. */
export function sheet(project: string, marked: boolean): string {
  return `(kicad_sch (version 20250114) (generator "metaforge") (generator_version "9.0")
  (uuid "${ROOT}") (paper "A4")
  (lib_symbols${symbol("canary:R")})${marked ? MARKS : ""}
  (symbol (lib_id "canary:R") (at ${X} ${Y} 0) (unit 1)
    (exclude_from_sim no) (in_bom yes) (on_board yes) (dnp no) (uuid "${id(2)}")${properties(X, Y, "R1", "1k")}
    (pin "1" (uuid "${id(3)}")) (pin "2" (uuid "${id(4)}"))
    (instances (project "${project}" (path "/${ROOT}" (reference "R1") (unit 1)))))
  (sheet_instances (path "/" (page "1"))))
`;
}
