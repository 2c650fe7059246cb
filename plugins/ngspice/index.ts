/** ngspice: finds the circuit simulator, reads decks to an allow-list and simulates them. */
import { defineTool } from "metaforge";
import { canary } from "./canary.ts";
import { detect } from "./engine/find.ts";
import { inspectDeck } from "./inspect.ts";
import { simulate } from "./simulate.ts";

export default defineTool({
  name: "ngspice",
  version: "1.0.0",
  description: "The ngspice circuit simulator.",
  detect,
  actions: { canary, inspectDeck, simulate },
});
