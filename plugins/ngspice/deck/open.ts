/** Opens the deck that an action was given: a workspace file, or its text. */
import { posix } from "node:path";
import { isGatewayError } from "metaforge";
import type { SimulateInput, SpiceProblem } from "../contract.ts";
import { toText } from "./includes.ts";
import type { WorkspaceFiles } from "./includes.ts";
import { readDeck } from "./read.ts";
import type { Deck } from "./read.ts";

/** The deck, or why there is none to read. */
export async function openDeck(
  workspace: WorkspaceFiles,
  deck: SimulateInput["deck"],
): Promise<Deck | SpiceProblem> {
  if ("text" in deck) return await readDeck(workspace, deck.text, null, deck.folder ?? ".");
  const { path } = deck;
  try {
    const text = toText(await workspace.readBytes(path));
    return await readDeck(workspace, text, posix.normalize(path), posix.dirname(path));
  } catch (thrown) {
    if (!isGatewayError(thrown) || thrown.status >= 500) throw thrown;
    const message = String(thrown.details["problem"] ?? thrown.message);
    const code = /is missing|not there/.test(message) ? "INPUT_MISSING" : "INPUT_INVALID";
    return { code, severity: "error", message, file: path };
  }
}

export const isDeck = (found: Deck | SpiceProblem): found is Deck => "lines" in found;
