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

test("calls no design proven of which blocks are not wired, and says how many are", () => {
  const part = line("proven", { asked: 9, drawn: 8, wired: 2, placed: 6, absent: 1 });
  assert.match(part, /^PROVEN AS FAR AS IT IS DRAWN: because\. /);
  const blocks =
    "Of 9 blocks 2 are wired, 6 are placed with pins or matters open, 1 is not on the sheet;";
  assert.match(part, blocks);
  const placed = line("proven", { asked: 8, drawn: 8, wired: 7, placed: 1, absent: 0 });
  assert.match(placed, /^PROVEN AS FAR AS IT IS DRAWN: /);
  const whole = line("proven", { asked: 8, drawn: 8, wired: 8, placed: 0, absent: 0 });
  assert.match(whole, /^PROVEN: because\. Of 8 blocks 8 are wired;/);
  assert.match(line("proven", null), /^PROVEN: because;/);
});

test("leaves the words of a verdict that is not proven", () => {
  const failed = line("failed", { asked: 2, drawn: 1, wired: 0, placed: 1, absent: 1 });
  assert.match(failed, /^FAILED: because\. Of 2 blocks 0 are wired, 1 is placed/);
});

test.run();
