/** ngspice: finds the circuit simulator, reads decks to an allow-list and simulates them. */
import { defineTool } from "metaforge";
import { canary } from "./canary.ts";
import { detectNative } from "./engine/native.ts";
import { inspectDeck } from "./inspect.ts";
import { simulate } from "./simulate.ts";

export default defineTool({
  name: "ngspice",
  version: "1.0.0",
  description: "The ngspice circuit simulator.",
  detect: detectNative,
  actions: { canary, inspectDeck, simulate },
});
