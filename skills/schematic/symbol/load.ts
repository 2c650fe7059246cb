/** Asks KiCad for the symbols of a sheet, each once. */
import type { ToolActions } from "metaforge";
import { toSymbol } from "./index.ts";
import type { PartSymbol } from "./index.ts";

type Kicad = ToolActions<"kicad">;
export type SymbolProblem = Awaited<ReturnType<Kicad["getSymbol"]>>["problems"][number];

export interface Symbols {
  readonly found: ReadonlyMap<string, PartSymbol>;
  /** Id → why there is none. */
  readonly absent: ReadonlyMap<string, SymbolProblem | null>;
  /** Whether KiCad's libraries can be had at all; if not, nothing can be drawn. */
  readonly problem: SymbolProblem | null;
}

export async function loadSymbols(
  kicad: Kicad,
  ids: readonly string[],
  signal: AbortSignal,
): Promise<Symbols> {
  const found = new Map<string, PartSymbol>();
  const absent = new Map<string, SymbolProblem | null>();
  for (const id of new Set(ids)) {
    signal.throwIfAborted();
    const { status, data, problems } = await kicad.getSymbol({ id });
    if (data !== null) found.set(id, toSymbol(data));
    else if (status === "not-run") return { found, absent, problem: problems[0] ?? NONE };
    else absent.set(id, problems[0] ?? null);
  }
  const isNothing = found.size === 0 && absent.size > 0;
  return { found, absent, problem: isNothing ? ([...absent.values()][0] ?? NONE) : null };
}

const NONE: SymbolProblem = { code: "LIBRARY_MISSING", message: "KiCad gave no symbol" };
