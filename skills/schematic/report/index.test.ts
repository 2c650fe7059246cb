/** The first line of a draft says how much of the design it holds for. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Plan } from "../schema.ts";
import { verdictLine } from "./index.ts";

const test = suite("skills/schematic/report");

const line = (verdict: Plan["verdict"], blocks: Plan["blocks"]) =>
  verdictLine({
    ...{ verdict, blocks, reason: "because", parts: [], nets: { asked: [] }, tbd: [] },
  } as unknown as Plan);

test("calls no design proven of which blocks are not drawn", () => {
  assert.match(line("proven", { asked: 8, drawn: 6 }), /^PROVEN FOR 6 OF 8 BLOCKS: because;/);
  assert.match(line("proven", { asked: 8, drawn: 8 }), /^PROVEN: because; 8 of 8 blocks drawn;/);
  assert.match(line("proven", null), /^PROVEN: because;/);
});

test("leaves the words of a verdict that is not proven", () => {
  assert.match(line("failed", { asked: 2, drawn: 1 }), /^FAILED: because; 1 of 2 blocks drawn;/);
});

test.run();
