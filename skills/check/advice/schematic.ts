/** What to do about each rule of a schematic that KiCad finds broken: type → title of a group, advice. */

export const SCHEMATIC: Readonly<Record<string, readonly [title: string, action: string]>> = {
  bus_definition_conflict: [
    "Bus aliases contradict each other",
    "Give the alias the same members on every sheet, or rename one of the two.",
  ],
  bus_entry_needed: ["A wire meets a bus without an entry", "Place a bus entry between them."],
  bus_label_syntax: [
    "A bus label cannot be read",
    "Write the bus as a vector, `D[0..7]`, or as a group, `USB{DP DM}`.",
  ],
  bus_to_bus_conflict: [
    "Two buses without a common member are joined",
    "Join buses that share members, or correct one of the labels.",
  ],
  bus_to_net_conflict: [
    "A bus is joined to a net",
    "Take a member off the bus through an entry and a label.",
  ],
  conflicting_netclasses: [
    "A net has several net classes",
    "Keep one of the netclass directives on this net.",
  ],
  different_unit_footprint: [
    "Units of one part have different footprints",
    "Give all units of the part the same footprint.",
  ],
  different_unit_net: [
    "A shared pin of a part is on two nets",
    "Connect the shared pin of all units to the same net.",
  ],
  duplicate_reference: [
    "Two parts have one reference",
    "Annotate again, or give one of them another number.",
  ],
  duplicate_sheet_names: [
    "Two sheets of a sheet have one name",
    "Rename one: names of nets and parts are built from them.",
  ],
  endpoint_off_grid: [
    "A pin or wire end is off the grid",
    "Move it onto the connection grid (1.27 mm): off the grid two ends may look joined and not be.",
  ],
  extra_units: [
    "A part has more units than its symbol",
    "Remove the surplus unit, or change the symbol.",
  ],
  footprint_filter: [
    "A footprint does not fit its symbol's filters",
    "See that pads and pins agree; then choose another footprint or extend the symbol's filter.",
  ],
  footprint_link_issues: [
    "A footprint is not found",
    "Assign a footprint that exists, or add its library to the project's footprint library table.",
  ],
  four_way_junction: [
    "Four wires meet in a point",
    "Shift one of them, so that two three-way junctions are left that cannot be misread.",
  ],
  global_label_dangling: [
    "A global label is connected to nothing",
    "Put the label on a wire or pin, or delete it.",
  ],
  hier_label_mismatch: [
    "Sheet pins and hierarchical labels disagree",
    "Import the sheet pins again, or rename the one that is wrong.",
  ],
  isolated_pin_label: [
    "A label names a single pin",
    "Use the label a second time where the net goes on, or mark the pin as not connected.",
  ],
  label_dangling: [
    "A label is connected to nothing",
    "Put the label on a wire or pin, or delete it.",
  ],
  label_multiple_wires: [
    "A label joins several wires",
    "Place the label on one wire and join the wires by a junction.",
  ],
  lib_symbol_issues: [
    "A symbol's library is not found",
    "Add the library to the project's symbol library table, so that others can open the design, too.",
  ],
  lib_symbol_mismatch: [
    "A symbol differs from its library",
    "Update the symbol from its library, or keep the change on purpose: compare pins and numbers first.",
  ],
  missing_bidi_pin: [
    "A unit with bidirectional pins is not placed",
    "Place the unit, and connect its pins or mark them as not connected.",
  ],
  missing_input_pin: [
    "A unit with input pins is not placed",
    "Place the unit, and give its inputs a defined level.",
  ],
  missing_power_pin: [
    "A unit with power pins is not placed",
    "Place the unit, and connect its supply.",
  ],
  missing_unit: [
    "A unit of a part is not placed",
    "Place the unit, with its inputs at a defined level.",
  ],
  multiple_net_names: [
    "A net has several names",
    "Keep one name: another sheet may know the net by the one that loses.",
  ],
  net_not_bus_member: [
    "A net is no member of its bus",
    "Correct the label, or add the net to the bus.",
  ],
  no_connect_connected: [
    "A pin marked as not connected is connected",
    "Remove the mark or the wire.",
  ],
  no_connect_dangling: [
    "A mark “not connected” is on nothing",
    "Move it onto its pin, or delete it.",
  ],
  pin_not_connected: [
    "A pin is connected to nothing",
    "Connect it, or mark it as not connected on purpose.",
  ],
  pin_not_driven: [
    "An input is driven by nothing",
    "Connect an output or a pull resistor, or correct the pin's electrical type.",
  ],
  pin_to_pin: [
    "Pins that do not go together are connected",
    "See whether two outputs fight each other; if the circuit is right, correct the electrical types.",
  ],
  power_pin_not_driven: [
    "A supply pin is driven by nothing",
    "Connect it to its supply; where the supply comes through a connector or a filter, put a PWR_FLAG on the net.",
  ],
  same_local_global_label: [
    "A local and a global label have one name",
    "Rename one: the two are different nets.",
  ],
  similar_label_and_power: [
    "A label differs from a supply by case only",
    "Use one spelling: the two are different nets.",
  ],
  similar_labels: ["Labels differ by case only", "Use one spelling: they are different nets."],
  similar_power: ["Supplies differ by case only", "Use one spelling: they are different nets."],
  simulation_model_issue: [
    "A simulation model cannot be read",
    "Correct the model's file and name in the symbol; the netlist for a simulation lacks it.",
  ],
  single_global_label: [
    "A global label stands once only",
    "Use it where the net goes on, or make it a local label.",
  ],
  unannotated: ["A part has no reference", "Annotate the schematic."],
  unconnected_wire_endpoint: ["A wire ends in nothing", "Lead the wire to its pin, or delete it."],
  undefined_netclass: [
    "A net class is not defined",
    "Define it in the project's settings, or correct its name.",
  ],
  unit_value_mismatch: [
    "Units of one part have different values",
    "Give all units of the part the same value.",
  ],
  wire_dangling: ["A wire is connected to nothing", "Connect its ends, or delete it."],
};
