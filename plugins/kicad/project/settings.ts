/** The settings in a `.kicad_pro` file: whether they can be read, and which rules they switch off. */
import { z } from "metaforge";
import type { Problem } from "../contract.ts";
import { problem } from "../problem.ts";

const Severities = z.record(z.string(), z.string()).optional().catch(undefined);
const Settings = z.object({
  erc: z.object({ rule_severities: Severities }).optional().catch(undefined),
  board: z
    .object({
      design_settings: z.object({ rule_severities: Severities }).optional().catch(undefined),
    })
    .optional()
    .catch(undefined),
});

/** `text` is null when there is no such file. KiCad takes its own defaults for both, without a word. */
export function settingsProblems(path: string, text: string | null): Problem[] {
  const effect = "KiCad judged by its own defaults, not by the project's rules";
  if (text === null) {
    return [
      problem(
        "SETTINGS_MISSING",
        `'${path}' is not there: ${effect}`,
        path,
        "Put the project file beside the design.",
      ),
    ];
  }
  if (parse(text) !== null) return [];
  return [
    problem(
      "SETTINGS_CORRUPT",
      `'${path}' is not JSON: ${effect}`,
      path,
      "Restore the project file, or save the project in KiCad again.",
    ),
  ];
}

/** Types of violation that the project never shows, sorted; none for settings that cannot be read. */
export function ignoredRules(text: string | null, check: "erc" | "drc"): string[] {
  const settings = text === null ? null : parse(text);
  const severities =
    check === "erc"
      ? settings?.erc?.rule_severities
      : settings?.board?.design_settings?.rule_severities;
  return Object.entries(severities ?? {})
    .flatMap(([type, severity]) => (severity === "ignore" ? [type] : []))
    .toSorted();
}

function parse(text: string): z.infer<typeof Settings> | null {
  try {
    return Settings.parse(JSON.parse(text.replace(/^\uFEFF/, "")));
  } catch {
    return null;
  }
}
