/** Reads the Gerber job file: what the board measures, as its maker is told. */
import { z } from "metaforge";
import type { Problem } from "../contract.ts";
import { problem } from "../problem.ts";

export interface JobFacts {
  readonly widthMm: number;
  readonly heightMm: number;
  readonly layers: number;
  readonly thicknessMm: number | null;
  readonly minTrackMm: number | null;
  readonly minSpacingMm: number | null;
  readonly finish: string | null;
}

const Length = z.number().nonnegative();
const Job = z.object({
  GeneralSpecs: z.object({
    // Neither stands there for a board without an outline.
    Size: z.object({ X: z.number(), Y: z.number() }).optional(),
    LayerNumber: z.number().int().positive(),
    BoardThickness: Length.optional(),
    Finish: z.string().optional(),
  }),
  DesignRules: z
    .array(
      z.object({
        PadToPad: Length.optional(),
        PadToTrack: Length.optional(),
        TrackToTrack: Length.optional(),
        MinLineWidth: Length.optional(),
      }),
    )
    .default([]),
});

/** Null when the text is no job file. A length of 0 is KiCad's way of saying that it does not know. */
export function readGerberJob(text: string): JobFacts | null {
  const read = Job.safeParse(parsed(text));
  if (!read.success) return null;
  const { GeneralSpecs: specs, DesignRules: rules } = read.data;
  const least = (lengths: readonly (number | undefined)[]): number | null => {
    const known = lengths.filter((one) => one !== undefined && one > 0) as number[];
    return known.length === 0 ? null : Math.min(...known);
  };
  return {
    widthMm: specs.Size?.X ?? 0,
    heightMm: specs.Size?.Y ?? 0,
    layers: specs.LayerNumber,
    thicknessMm: least([specs.BoardThickness]),
    minTrackMm: least(rules.map((rule) => rule.MinLineWidth)),
    minSpacingMm: least(
      rules.flatMap((rule) => [rule.PadToPad, rule.PadToTrack, rule.TrackToTrack]),
    ),
    finish: specs.Finish && specs.Finish !== "None" ? specs.Finish : null,
  };
}

/** A board without an outline has no size, and cannot be made: KiCad plots it without a word. */
export function outlineProblems({ widthMm, heightMm }: JobFacts, board: string): Problem[] {
  if (widthMm > 0 && heightMm > 0) return [];
  const message =
    "the board has no outline: its size is not known, and it cannot be made like this";
  return [problem("OUTPUT_INVALID", message, board, "Draw a closed outline on Edge.Cuts.")];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
