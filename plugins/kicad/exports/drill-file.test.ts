/** A board's facts from the Gerber job and the drill file. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { toFacts } from "./board-facts.ts";
import { allDrills, drillProblems, readDrillFile } from "./drill-file.ts";
import { outlineProblems, readGerberJob } from "./gerber-job.ts";

const test = suite("plugins/kicad/exports/drill-file");

const drill = (units = "METRIC", sizes = ["0.600", "1.000", "3.500", "9.000"]) => `M48
; DRILL file {KiCad 9.0.8} date 2026-11-25T01:14:42+0000
; FORMAT={-:-/ absolute / metric / decimal}
; #@! TF.FileFunction,MixedPlating,1,2
FMAT,2
${units}
; #@! TA.AperFunction,Plated,PTH,ViaDrill
T1C${sizes[0]}
; #@! TA.AperFunction,Plated,PTH,ComponentDrill
T2C${sizes[1]}
; #@! TA.AperFunction,NonPlated,NPTH,ComponentDrill
T3C${sizes[2]}
; #@! TA.AperFunction,Plated,PTH,ComponentDrill
T4C${sizes[3]}
%
G90
G05
T1
X189.865Y-110.49
X192.405Y-114.3
T2
X142.24Y-97.79G85X145.24Y-97.79
G05
T3
X78.3Y-77.0
T0
M30
`;

test("counts plated and unplated holes, a slot as one, an unused tool as none", () => {
  assert.equal(readDrillFile(drill()), {
    plated: 3,
    unplated: 1,
    minMm: 0.6,
    maxMm: 3.5,
    minPlatedMm: 0.6,
    unsized: 0,
  });
});

test("turns inches into millimetres", () => {
  const facts = readDrillFile(drill("INCH", ["0.0236", "0.0394", "0.1378", "0.3543"]));
  assert.equal([facts?.minMm, facts?.maxMm], [0.5994, 3.5001]);
});

test("knows no holes of an empty drill file, and no facts of another", () => {
  assert.equal(readDrillFile("M48\nMETRIC\n%\nG90\nM30\n")?.minMm, null);
  assert.is(readDrillFile("%TF.FileFunction"), null);
});

const job = (specs: object, rules: readonly object[] = []) =>
  JSON.stringify({ GeneralSpecs: { LayerNumber: 4, ...specs }, DesignRules: rules });

test("takes the narrowest of all layers, and 0 for not known", () => {
  const facts = readGerberJob(
    job({ Size: { X: 160.12, Y: 99.16 }, BoardThickness: 1.6, Finish: "None" }, [
      { Layers: "Outer", PadToPad: 0, PadToTrack: 0, TrackToTrack: 0.25, MinLineWidth: 0.35 },
      { Layers: "Inner", PadToPad: 0, TrackToTrack: 0.2, MinLineWidth: 0 },
    ]),
  );
  assert.equal(facts, {
    widthMm: 160.12,
    heightMm: 99.16,
    layers: 4,
    thicknessMm: 1.6,
    minTrackMm: 0.35,
    minSpacingMm: 0.2,
    finish: null,
  });
});

test("does not invent what the job does not say", () => {
  const facts = readGerberJob(job({ Size: { X: 10, Y: 20 }, Finish: "ENIG" }))!;
  assert.equal(
    [facts.thicknessMm, facts.minTrackMm, facts.minSpacingMm, facts.finish],
    [null, null, null, "ENIG"],
  );
  assert.is(readGerberJob("{}"), null);
  assert.is(readGerberJob("not JSON"), null);
});

test("adds up the files of a board with buried vias, also one without holes", () => {
  const empty = readDrillFile("M48\nMETRIC\n%\nG90\nM30\n")!;
  const narrow = readDrillFile(drill("METRIC", ["0.200", "0.900", "1.000", "9.000"]))!;
  assert.equal(allDrills([empty, readDrillFile(drill())!, narrow]), {
    plated: 6,
    unplated: 2,
    minMm: 0.2,
    maxMm: 3.5,
    minPlatedMm: 0.2,
    unsized: 0,
  });
});

test("tells holes without a diameter, and takes them for no size", () => {
  const facts = readDrillFile(drill("METRIC", ["0.000", "1.000", "3.500", "9.000"]))!;
  assert.equal([facts.plated, facts.minMm, facts.minPlatedMm, facts.unsized], [3, 1, 1, 2]);
  assert.match(
    drillProblems(facts, "amp.kicad_pcb")[0]!.message,
    /^2 holes have a diameter of 0 mm/,
  );
  assert.equal(drillProblems(readDrillFile(drill())!, "amp.kicad_pcb"), []);
});

test("tells a board without an outline, whose size is not known", () => {
  const facts = readGerberJob(job({ Size: { X: 0, Y: 0 } }))!;
  assert.is(outlineProblems(facts, "hw/amp.kicad_pcb")[0]?.where, "hw/amp.kicad_pcb");
  assert.equal(outlineProblems(readGerberJob(job({ Size: { X: 1, Y: 1 } }))!, "x"), []);
});

test("relates the board's thickness to its smallest plated hole", () => {
  const known = readGerberJob(job({ Size: { X: 1, Y: 1 }, BoardThickness: 1.6 }))!;
  assert.is(toFacts(known, readDrillFile(drill())!).aspectRatio, 2.667);
  const unknown = readGerberJob(job({ Size: { X: 1, Y: 1 } }))!;
  assert.is(toFacts(unknown, readDrillFile(drill())!).aspectRatio, null);
});

test.run();
