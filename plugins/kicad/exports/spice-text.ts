/** Frees an exported SPICE netlist of this machine's paths: what it includes is named relative to the project, or put in. */
import { basename, posix } from "node:path";

export interface PortableDeck {
  readonly text: string;
  /** Relative to the project's folder, each once, in order. */
  readonly includes: readonly string[];
  /** Names of files that were meant and are out of reach. */
  readonly unreachable: readonly string[];
}

const INCLUDE = /^\s*\.(?:include|incl?|lib)\s+(?:"([^"]*)"|'([^']*)'|(\S+))/i;

/**
 * `has` says whether the project has a file of that name; `library` gives the text of one of KiCad's own, or null.
 * A line for a file out of reach becomes a comment: a deck that cannot be run should say why.
 */
export function portableDeck(
  deck: string,
  has: (path: string) => boolean,
  library: (path: string) => string | null,
): PortableDeck {
  const includes = new Set<string>();
  const unreachable = new Set<string>();
  const lines = deck.split(/\r?\n/).flatMap((line) => {
    const found = INCLUDE.exec(line);
    const path = found && (found[1] ?? found[2] ?? found[3]);
    if (!path) return [line];
    const own = inProject(path, has);
    if (own !== null) {
      includes.add(own);
      return [line.replace(path, own)];
    }
    const name = basename(path);
    const text = library(path);
    if (text !== null)
      return [`* ${name} of KiCad's own libraries:`, ...text.trimEnd().split(/\r?\n/)];
    unreachable.add(name);
    return [`* not reachable: ${name}`];
  });
  return { text: lines.join("\n"), includes: [...includes], unreachable: [...unreachable] };
}

/** The name by which the project has it: as written, or what is left when the folders before are taken away. */
function inProject(path: string, has: (path: string) => boolean): string | null {
  const parts = posix.normalize(path.replaceAll("\\", "/")).split("/").filter(Boolean);
  for (let from = 0; from < parts.length; from++) {
    const candidate = parts.slice(from).join("/");
    if (has(candidate)) return candidate;
  }
  return null;
}
