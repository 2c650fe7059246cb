/** Parts as a tool: a catalogue with sourced figures, the user's approved list, and the symbols of KiCad. */
import { CATALOGUE } from "./load.ts";
import { createParts } from "./tool.ts";

export default createParts(CATALOGUE);
