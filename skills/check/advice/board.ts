/** What to do about each rule of a board that KiCad finds broken: type → title of a group, advice. */

export const BOARD: Readonly<Record<string, readonly [title: string, action: string]>> = {
  annular_width: [
    "A ring of copper is too narrow",
    "Enlarge the pad or via, or drill a smaller hole.",
  ],
  clearance: [
    "Copper is too close",
    "Move or narrow one of the two; where the distance is meant, write a rule that says so.",
  ],
  connection_width: [
    "A neck of copper is too narrow",
    "Widen the connection, or lower the net's minimum if the current allows it.",
  ],
  copper_edge_clearance: [
    "Copper is too close to the edge",
    "Move it inwards: a milled edge may cut or bare it.",
  ],
  copper_sliver: [
    "A sliver of copper",
    "Shape the zone so that no thin tongue is left; it may peel off when etched.",
  ],
  courtyards_overlap: [
    "Parts are too close",
    "Move one of them, or show that both can be placed and soldered.",
  ],
  creepage: ["A creepage distance is too short", "Move the copper apart, or mill a slot between."],
  diff_pair_gap_out_of_range: [
    "A pair's gap is out of range",
    "Route the pair at the gap of its impedance.",
  ],
  diff_pair_uncoupled_length_too_long: [
    "A pair runs apart for too long",
    "Bring the two tracks together sooner.",
  ],
  drill_out_of_range: ["A hole's diameter is out of range", "Choose a drill within the limits."],
  duplicate_footprints: [
    "Two footprints have one reference",
    "Remove the surplus one, or annotate again.",
  ],
  extra_footprint: [
    "A footprint has no symbol",
    "Add it to the schematic, remove it, or mark it as not in the schematic.",
  ],
  footprint: ["A footprint's own rule is broken", "Open the footprint and correct it."],
  footprint_filters_mismatch: [
    "A footprint does not fit its symbol's filters",
    "See that pads and pins agree; then choose another footprint or extend the symbol's filter.",
  ],
  footprint_symbol_mismatch: [
    "Board and schematic name different things for a part",
    "Update the board from the schematic (F8), or take over the board's footprint in the schematic: what is ordered and what is soldered could differ.",
  ],
  footprint_type_mismatch: [
    "A footprint's kind of mounting is wrong",
    "Set SMD or through hole in the footprint's properties: placement files go by it.",
  ],
  hole_clearance: ["Copper is too close to a hole", "Move the copper or the hole."],
  hole_near_hole: ["Holes are too close", "Move one: the drill may break through."],
  hole_to_hole: ["Holes are too close", "Move one: the drill may break through."],
  holes_co_located: ["Two holes are in one place", "Delete one of the two."],
  invalid_outline: [
    "The board's outline is not closed",
    "Close the outline on Edge.Cuts; without it nobody can mill the board.",
  ],
  isolated_copper: [
    "A piece of a zone is connected to nothing",
    "Remove islands in the zone's properties, or connect it by a via.",
  ],
  item_on_disabled_layer: [
    "Something is on a layer that is off",
    "Move it, or enable the layer: it would not be made.",
  ],
  items_not_allowed: ["Something lies in a keep-out", "Move it, or change the keep-out."],
  length_out_of_range: ["A track's length is out of range", "Tune the track's length."],
  lib_footprint_issues: [
    "A footprint's library is not found",
    "Add the library to the project's footprint library table.",
  ],
  lib_footprint_mismatch: [
    "A footprint differs from its library",
    "Update it from its library, or keep the change on purpose: compare the pads first.",
  ],
  malformed_courtyard: ["A courtyard is not closed", "Close its outline in the footprint."],
  microvia_drill_out_of_range: [
    "A microvia's diameter is out of range",
    "Choose a drill within the limits.",
  ],
  mirrored_text_on_front_layer: ["Text on the front is mirrored", "Turn mirroring off."],
  missing_courtyard: ["A footprint has no courtyard", "Draw one in the footprint."],
  missing_footprint: [
    "A part of the schematic is not on the board",
    "Update the board from the schematic (F8), or exclude the part from the board.",
  ],
  net_conflict: [
    "A pad is on another net than its pin",
    "Update the board from the schematic (F8), then route again what changed.",
  ],
  nonmirrored_text_on_back_layer: [
    "Text on the back is not mirrored",
    "Turn mirroring on, else it reads backwards.",
  ],
  npth_inside_courtyard: ["A hole lies within a part", "Move the hole or the part."],
  overlapping_pads: [
    "Pads of a footprint overlap",
    "Give them one number if they belong together, else move them apart.",
  ],
  padstack: ["A pad is questionable", "Correct hole, size and layers in the pad's properties."],
  padstack_invalid: ["A pad is wrong", "Correct hole, size and layers in the pad's properties."],
  pth_inside_courtyard: ["A plated hole lies within a part", "Move the hole or the part."],
  shorting_items: ["Two nets are shorted", "Part the copper of the two nets."],
  silk_edge_clearance: [
    "Print runs over the edge",
    "Move the print inwards; what is over the edge is not printed.",
  ],
  silk_over_copper: [
    "Print lies on copper that is not covered",
    "Move the print; makers cut it there, which makes it unreadable.",
  ],
  silk_overlap: ["Prints overlap", "Move one, so that both can be read."],
  skew_out_of_range: ["A skew is out of range", "Tune the shorter track."],
  solder_mask_bridge: [
    "An opening of the mask bares two nets",
    "Shrink or part the openings: solder may bridge them.",
  ],
  starved_thermal: [
    "A thermal relief has too few spokes",
    "Move copper away from the pad, or connect it solidly.",
  ],
  text_height: ["Text is too low", "Raise its height, or accept that it may not be readable."],
  text_on_edge_cuts: ["Text is on the outline's layer", "Move it: it would be milled."],
  text_thickness: ["Text is too thin", "Make its lines wider."],
  through_hole_pad_without_hole: ["A through-hole pad has no hole", "Give it a hole."],
  too_many_vias: ["A net has too many vias", "Route it with fewer changes of layer."],
  track_angle: ["A track's angle is out of range", "Route the corner again."],
  track_dangling: ["A track ends in nothing", "Lead it to its pad, or delete it."],
  track_segment_length: ["A track's segment is out of range", "Route the piece again."],
  track_width: ["A track's width is out of range", "Set the width of its net class."],
  tracks_crossing: ["Two tracks cross on a layer", "Route one on another layer or around."],
  unconnected_items: [
    "A connection is not routed",
    "Route it; where a zone should connect the two, fill the zones and save the board.",
  ],
  via_dangling: ["A via connects nothing", "Delete it, or lead a track to it on both layers."],
  via_diameter: ["A via's diameter is out of range", "Choose a via of the board's set-up."],
  zone_has_empty_net: ["A zone has no net", "Give it its net."],
  zones_intersect: [
    "Zones of different nets overlap",
    "Give them different priorities, or draw them apart.",
  ],
};
