/** Looks at conditions of rules for what KiCad would pass over without a word. */

/** KiCad 9's functions of items. */
const FUNCTIONS = new Set(
  `enclosedByArea existsOnLayer fromTo getField hasComponentClass hasExactNetclass hasNetclass inDiffPair
  insideArea insideBackCourtyard insideCourtyard insideFrontCourtyard intersectsArea intersectsBackCourtyard
  intersectsCourtyard intersectsFrontCourtyard isBlindBuriedVia isCoupledDiffPair isMicroVia isPlated memberOf
  memberOfFootprint memberOfGroup memberOfSheet memberOfSheetOrChildren`
    .toLowerCase()
    .split(/\s+/),
);

/** KiCad 9's properties that limits of makers speak of, spaces as underscores. */
const PROPERTIES = new Set(
  `angle clearance_override component_class copper_layers corner_radius_ratio diameter do_not_populate end_x end_y
  fabrication_property fill_mode footprint_name height hole hole_shape hole_size_x hole_size_y keywords layer
  layer_bottom layer_top library_link line_style line_width locked minimum_width mirrored name net net_class
  netclass netname not_in_schematic orientation pad_connections pad_number pad_shape pad_to_die_length pad_type
  parent pin_name pin_type position_x position_y priority reference shape sheetfile sheetname size_x size_y
  soldermask_margin_override solderpaste_margin_override start_x start_y text thermal_relief_gap
  thermal_relief_spoke_angle thermal_relief_spoke_width thickness type value via_type visible width
  zone_connection_style`.split(/\s+/),
);

/** Why KiCad would not read it as it is meant; null: nothing is seen that would stop it. */
export function faultIn(condition: string): string | null {
  const bare = condition.replaceAll(/'[^']*'/g, "''");
  if (bare.replaceAll("''", "").includes("'")) return "has a quote that is not closed";
  // Wrapped in parentheses for its proof, a condition such as "a) || (b" would be proven, though it is faulty by itself.
  if (!isBalanced(bare)) return "has parentheses that do not match";
  for (const [, owner, name, call] of bare.matchAll(/\b([A-Za-z]\w*)\.(\w+)\s*(\(?)/g)) {
    if (!/^(?:A|B|AB)$/.test(owner!)) continue;
    const known = call === "" ? PROPERTIES : FUNCTIONS;
    if (!known.has(name!.toLowerCase())) {
      return `uses ${owner}.${name}, which is no ${call === "" ? "property" : "function"} known here: if KiCad does not know it either, the rule never applies`;
    }
  }
  return null;
}

function isBalanced(text: string): boolean {
  let depth = 0;
  for (const letter of text) {
    if (letter === "(") depth += 1;
    else if (letter === ")") depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
