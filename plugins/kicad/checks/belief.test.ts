/** Programs that pretend to be KiCad and find nothing in anything. */
import { join } from "node:path";
import { runTool } from "metaforge/testing";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import {
  blindKicad,
  CLEAN_DRC,
  CLEAN_ERC,
  fakeKicad,
  PROJECT,
} from "../../../test/fixtures/kicad-project.ts";
import { tempWorkspace } from "../../../test/fixtures/temp-workspace.ts";
import type { Outcome } from "../contract.ts";
import kicad from "../index.ts";

const test = suite("plugins/kicad/checks/belief");

const CLEAN = `case "$2" in erc) echo '${CLEAN_ERC}' > "$out";; drc) echo '${CLEAN_DRC}' > "$out";; esac`;

async function codes(action: "erc" | "drc", path: string, cacheFolder: string) {
  const tool = runTool(kicad, { files: PROJECT, path, cacheFolder });
  const { status, problems } = (await tool.call(action, {
    project: "x.kicad_pro",
  })) as Outcome<unknown>;
  return [status, ...problems.map(({ code }) => code)];
}

test("believes no empty report of a program that finds nothing in a faulty sheet", async () => {
  await using temp = await tempWorkspace();
  using blind = blindKicad(CLEAN);
  for (const action of ["erc", "drc", "erc"] as const) {
    assert.equal(await codes(action, blind.path, temp.outside), ["partial", "TOOL_FAILED"]);
  }
});

test("takes what one program has said for no word of another of the same version", async () => {
  await using temp = await tempWorkspace();
  const cache = join(temp.outside, "cache");
  using real = fakeKicad(CLEAN);
  using blind = blindKicad(CLEAN);
  assert.equal(await codes("drc", real.path, cache), ["ok"]);
  assert.equal(await codes("drc", blind.path, cache), ["partial", "TOOL_FAILED"]);
  assert.equal(await codes("drc", real.path, cache), ["ok"]);
});

test.run();
