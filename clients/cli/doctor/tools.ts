/** What the doctor says of the programs behind tools: there, how to install them, and whether they can be believed. */
import { CANARY, verdictOf } from "../../../core/canary.ts";
import { checksOf } from "./check.ts";
import type { Check } from "./check.ts";

const { ok, warning, problem } = checksOf("tools");

export interface ToolFacts {
  readonly name: string;
  readonly available: boolean;
  readonly version?: string | null | undefined;
  readonly reason?: string | undefined;
  /** Names of its actions. */
  readonly actions: readonly string[];
}

/** Calls a tool's action `canary`. */
export type CallCanary = (tool: string) => Promise<unknown>;

/** How programs are installed that come without an installer of their own. */
const INSTALL: Record<string, Partial<Record<NodeJS.Platform, string>>> = {
  kicad: {
    linux:
      "apt install kicad kicad-symbols kicad-footprints (Debian, Ubuntu), dnf install kicad (Fedora), pacman -S kicad (Arch)",
    darwin:
      "brew install --cask kicad, then put /Applications/KiCad/KiCad.app/Contents/MacOS on PATH",
    win32: "winget install KiCad.KiCad, then put its bin folder on PATH",
  },
  ngspice: {
    linux:
      "apt install ngspice (Debian, Ubuntu), dnf install ngspice (Fedora), pacman -S ngspice (Arch)",
    darwin: "brew install ngspice",
    win32: "see https://ngspice.sourceforge.io, then put its bin folder on PATH",
  },
};

export async function checkTools(
  tools: readonly ToolFacts[],
  canary: CallCanary,
  platform: NodeJS.Platform,
): Promise<Check[]> {
  // One after the other: some of these programs take all processors.
  const checks: Check[] = [];
  // oxlint-disable-next-line no-await-in-loop
  for (const tool of tools) checks.push(await checkTool(tool, canary, platform));
  return checks;
}

async function checkTool(
  { name, available, version, reason, actions }: ToolFacts,
  canary: CallCanary,
  platform: NodeJS.Platform,
): Promise<Check> {
  const says = version ?? "found";
  if (!available) {
    const install = Object.hasOwn(INSTALL, name) ? INSTALL[name]![platform] : undefined;
    return warning(
      name,
      `not usable: ${reason ?? "no reason given"}`,
      install ?? "only skills that need it miss it",
    );
  }
  if (!actions.includes(CANARY)) return ok(name, says);
  const { problem: why } = await verdictOf(() => canary(name));
  if (why === null) return ok(name, `${says}, answers known questions rightly`);
  return problem(
    name,
    `${says}, not trustworthy: ${why}`,
    "install it anew; do not believe its results until then",
  );
}
