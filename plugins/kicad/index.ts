/** KiCad as a tool: checks, facts, pictures and files of a project, each call in a sandbox of its own. */
import { defineTool } from "metaforge";
import { canary } from "./canary.ts";
import { drc } from "./checks/drc.ts";
import { erc } from "./checks/erc.ts";
import { detect } from "./detect.ts";
import { exportActions } from "./exports/index.ts";
import { fabCheckAction } from "./fab/index.ts";
import { inspectAction } from "./inspect/index.ts";
import { chooseAction } from "./project/choose.ts";
import { symbolActions } from "./symbols/index.ts";

export default defineTool({
  name: "kicad",
  version: "1.0.0",
  description: "KiCad's command line: schematics, boards and their checks.",
  detect,
  actions: {
    canary,
    choose: chooseAction,
    drc,
    erc,
    fabCheck: fabCheckAction,
    inspect: inspectAction,
    ...exportActions,
    ...symbolActions,
  },
});
