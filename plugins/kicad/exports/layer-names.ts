/** What a board's plots are called: by the names that its designer gave to the layers, else by KiCad's own. */

/** Those that KiCad calls otherwise in names of files than in boards. */
const STOCK: readonly (readonly [string, string])[] = [
  ["F.SilkS", "F_Silkscreen"],
  ["B.SilkS", "B_Silkscreen"],
];

/** Layer such as "F.Cu" → the part of a plot's name for it, such as "F_Cu" or "top_layer". */
export function layerNames(board: string): Map<string, string> {
  const table = /\(layers((?:\s*\(\d+\s[^()]*\))+)\s*\)/.exec(board)?.[1] ?? "";
  const names = new Map<string, string>(
    ["F.Cu", "B.Cu", "F.Mask", "B.Mask", "Edge.Cuts"].map((layer) => [layer, inFile(layer)]),
  );
  for (const [layer, name] of STOCK) names.set(layer, name);
  for (const [, layer, own] of table.matchAll(ENTRY)) {
    if (own !== undefined) names.set(layer!, inFile(own.replace(/\\(.)/g, "$1")));
  }
  return names;
}

/** `(0 "F.Cu" signal "top_layer")`; older files without quotes, most without a name of their own. */
const ENTRY = /\(\d+\s+"?([\w.]+)"?\s+\w+(?:\s+"((?:[^"\\]|\\.)*)")?/g;

/** As KiCad makes a part of a file's name of it. */
const inFile = (layer: string): string => layer.replace(/[.<>:"/\\|?*]/g, "_").trim();
