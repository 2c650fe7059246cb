/** What KiCad can make of a project: tables, netlists, pictures, files for makers. */
import { boardFacts } from "./board-facts.ts";
import { bom } from "./bom.ts";
import { fabricationOutputs } from "./fabrication.ts";
import { model3d } from "./model3d.ts";
import { netlist } from "./netlist.ts";
import { plotBoard } from "./plot-board.ts";
import { plotSchematic } from "./plot-schematic.ts";
import { render } from "./render.ts";
import { schematicPdf } from "./schematic-pdf.ts";
import { spiceNetlist } from "./spice-netlist.ts";

export const exportActions = {
  boardFacts,
  bom,
  netlist,
  spiceNetlist,
  plotSchematic,
  plotBoard,
  schematicPdf,
  fabricationOutputs,
  model3d,
  render,
};
