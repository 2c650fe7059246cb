/** Cuts long work into slices, between which the gateway answers others. */
import { setImmediate as turn } from "node:timers/promises";

/** Milliseconds. */
const SLICE = 10;

/**
 * To be asked after each small step: null while the slice lasts, then what to wait for.
 * @example const rest = over(); if (rest) await rest;
 */
export function slices(): () => Promise<void> | null {
  let until = performance.now() + SLICE;
  const next = async () => {
    await turn();
    until = performance.now() + SLICE;
  };
  return () => (performance.now() < until ? null : next());
}
