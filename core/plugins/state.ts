/** The states of a plugin and the moves between them. */
import { fail, toErrorReport } from "../errors.ts";
import type { GatewayError } from "../errors.ts";
import type { PluginFacts, PluginRow, PluginState } from "../registry.ts";
import type { Candidate } from "./find.ts";
import { hintOf } from "./hint.ts";

/**
 * untrusted ─► starting ─► ready
 *     ▲           │  ▲        │
 *     └───────────┤  └────────┤   (changed, removed trust, failed later)
 *                 ▼           ▼
 *               failed ◄──────┘
 */
export const MOVES: Readonly<Record<PluginState, readonly PluginState[]>> = {
  untrusted: ["starting"],
  starting: ["ready", "failed", "untrusted"],
  ready: ["starting", "failed"],
  failed: ["starting"],
};

/** How a plugin comes into being. */
export function startingRow({ name, source, dir, entry }: Candidate): PluginRow {
  return { name, source, dir, entry, state: "starting", ms: 0, facts: null, error: null };
}

export const toStarting = (row: PluginRow): PluginRow => move(row, "starting", { error: null });

export const toReady = (row: PluginRow, facts: PluginFacts, ms: number): PluginRow =>
  move(row, "ready", { name: facts.name, facts, ms, error: null });

/** Facts stay, when they are known: a person sees what it is that failed. */
export const toFailed = (row: PluginRow, error: GatewayError, ms = row.ms): PluginRow =>
  move(row, "failed", { error: shown(error), ms });

export const toUntrusted = (row: PluginRow, error: GatewayError): PluginRow =>
  move(row, "untrusted", { error: shown(error), facts: null });

function move(row: PluginRow, to: PluginState, patch: Partial<PluginRow>): PluginRow {
  if (!MOVES[row.state].includes(to)) {
    throw fail("INTERNAL_ERROR", { plugin: row.name, from: row.state, to });
  }
  return { ...row, ...patch, state: to };
}

function shown(error: GatewayError): NonNullable<PluginRow["error"]> {
  const { code, message } = toErrorReport(error);
  const hint = hintOf(error);
  return { code, message, ...(hint === undefined ? {} : { hint }) };
}
