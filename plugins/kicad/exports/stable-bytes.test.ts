/** Files without the moment they were written at: nothing else changes, not even their length. */
import { createHash } from "node:crypto";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { stableFile } from "./stable-bytes.ts";

const test = suite("plugins/kicad/exports/stable-bytes");

const stable = (name: string, text: string) => {
  const before = Buffer.from(text, "latin1");
  const file = stableFile({ name, sha256: "", content: before });
  assert.is(file.content.length, before.length);
  assert.is(file.sha256, createHash("sha256").update(file.content).digest("hex"));
  return Buffer.from(file.content).toString("latin1");
};

test("clears both dates of a Gerber file", () => {
  const text =
    "%TF.CreationDate,2026-11-25T01:14:41+00:00*%\n%TF.FileFunction,Copper,L1,Top*%\nG04 Created by KiCad (PCBNEW 9.0.8+1) date 2026-11-25 01:14:41*\n";
  assert.is(
    stable("x-F_Cu.gtl", text),
    "%TF.CreationDate,1970-01-01T00:00:00+00:00*%\n%TF.FileFunction,Copper,L1,Top*%\nG04 Created by KiCad (PCBNEW 9.0.8+1) date 1970-01-01 00:00:00*\n",
  );
});

test("clears both dates of a drill file", () => {
  const text =
    "M48\n; DRILL file {KiCad 9.0.8+1} date 2026-11-25T01:14:42+0000\n; #@! TF.CreationDate,2026-11-25T01:14:42+02:00\n";
  assert.is(
    stable("x.drl", text),
    "M48\n; DRILL file {KiCad 9.0.8+1} date 1970-01-01T00:00:00+0000\n; #@! TF.CreationDate,1970-01-01T00:00:00+00:00\n",
  );
});

test("clears the date of a job file, and not the revision beside it", () => {
  const text =
    '{\n    "CreationDate": "2026-11-25T01:14:41+00:00"\n  },\n      "Revision": "2024-02-03T04:05:06"\n';
  assert.is(stable("x-job.gbrjob", text), text.replace(/2026[^"]*/, "1970-01-01T00:00:00+00:00"));
});

test("clears the dates of PDF, STEP and glTF", () => {
  assert.is(
    stable("x.pdf", "/CreationDate (D:20261125011440)"),
    "/CreationDate (D:19700101000000)",
  );
  assert.is(
    stable("x.step", "HEADER;\nFILE_NAME('it''s.step','2026-11-25T01:14:52',('Pcbnew'),"),
    "HEADER;\nFILE_NAME('it''s.step','1970-01-01T00:00:00',('Pcbnew'),",
  );
  assert.is(
    stable("x.glb", 'glTF\u0002\u00ff{"generated_at":"2026-11-25T01:16:08+0000"}'),
    'glTF\u0002\u00ff{"generated_at":"1970-01-01T00:00:00+0000"}',
  );
});

test("leaves dates that are the design's own words", () => {
  const text = "%TO.C,U1*%\nG04 2026-11-25T01:14:41 was a Wednesday*\n";
  assert.is(stable("x-F_Silkscreen.gto", text), text);
  assert.is(stable("x-pos.csv", '"C1","2026-11-25 01:14:41"\n'), '"C1","2026-11-25 01:14:41"\n');
});

test.run();
