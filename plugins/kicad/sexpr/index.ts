/** Reading and changing KiCad's S-expressions. */
export { findImbalance } from "./balance.ts";
export type { Imbalance } from "./balance.ts";
export { applyEdits } from "./edit.ts";
export type { Edit } from "./edit.ts";
export { quote, unquote } from "./quote.ts";
export { readSexpr } from "./read.ts";
export type { Fault, Reading } from "./read.ts";
export { Node, rootOf, topNodes } from "./tree.ts";
export type { Tree } from "./tree.ts";
