/** How a requirement asks for a block: the form of the tables beside this file. */
import type { ToolActions } from "metaforge";
import type { Kind } from "../schema.ts";

export type PartSearch = Parameters<ToolActions<"parts">["search"]>[0];
export type Family = Extract<PartSearch["family"], string>;
export type Bus = "i2c" | "spi" | "uart" | "usb" | "can" | "i2s" | "analog" | "gpio" | "onewire";

export interface Rule {
  /** The block's id. */
  readonly id: string;
  readonly name: string;
  readonly kind: Kind;
  /** A parameter's whole name asks for it, … */
  readonly parameter?: RegExp;
  /** … or one of the values, … */
  readonly values?: RegExp;
  /** … or words of the parameter, the subject or the statement. */
  readonly words?: RegExp;
  /** What the requirement has to be about, by its heading, … */
  readonly of?: RegExp;
  /** … or must not be. */
  readonly notOf?: RegExp;
  /** Words of the statement with which nothing is asked for. */
  readonly unless?: RegExp;
  /** Where parts are looked for; none: the catalogue has no such family, the block stays TBD. */
  readonly families: readonly Family[];
  readonly attributes?: Readonly<Record<string, string>>;
  /**
   * An attribute that the words say: the first group of `pattern` (global) in a sentence, `near` these words where given.
   * Two of them are two blocks: a red LED is no green one.
   */
  readonly told?: {
    readonly attribute: string;
    readonly pattern: RegExp;
    readonly near?: RegExp;
    readonly prefix?: string;
  };
  readonly interfaces?: readonly string[];
  /** How it can be attached to the controller, the usual way first; none: it is not. */
  readonly buses: readonly Bus[];
  /** Further pins of the controller a piece, and what for. */
  readonly pins?: number;
  /** Peripherals of the controller a piece. */
  readonly peripherals?: Readonly<Record<string, number>>;
  /** It takes current from a rail. */
  readonly powered: boolean;
  /** A heading or list item that is about the block; its words are taken where this is absent. */
  readonly topic?: RegExp;
  /** Words of a limit that holds for each piece. */
  readonly perPiece?: RegExp;
  /** Values with which a parameter does not ask for it. */
  readonly notValues?: RegExp;
  /** What is counted are channels of one block, not pieces of a part. */
  readonly channels?: true;
  /** However many there are, one line of the controller serves them. */
  readonly chained?: true;
  /** Parameters that say how many there are. */
  readonly count?: RegExp;
  /** Other rules whose wish this block fulfils as well. */
  readonly fulfils?: readonly string[];
  /** The controller has it inside where there is such a part: a radio, a USB port. */
  readonly inside?: string;
  /** One for each chapter that has a heading about it. */
  readonly each?: "chapter";
  /** What a part would have to be, in words, where none can be searched. */
  readonly wanted: string;
}
