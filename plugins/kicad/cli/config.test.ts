/** KiCad's own libraries: what is known of them, and when they count as others. */
import { chmodSync, mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { tempWorkspace } from "../../../test/fixtures/temp-workspace.ts";
import { stockTables } from "./config.ts";

const test = suite("plugins/kicad/cli/config");

test("takes the tables of the installation, and tells its libraries from those of an upgrade", async () => {
  await using temp = await tempWorkspace();
  const share = join(temp.outside, "share/kicad");
  for (const name of ["template", "symbols"]) mkdirSync(join(share, name), { recursive: true });
  mkdirSync(join(temp.outside, "bin"));
  const program = join(temp.outside, "bin/kicad-cli");
  writeFileSync(program, "");
  chmodSync(program, 0o755);
  for (const name of ["sym-lib-table", "fp-lib-table"]) {
    writeFileSync(join(share, "template", name), `(${name})`);
  }
  const { stamp, ...tables } = await stockTables(program);
  assert.equal(tables, { symbols: "(sym-lib-table)", footprints: "(fp-lib-table)", found: true });
  assert.is((await stockTables(program)).stamp, stamp);
  utimesSync(join(share, "symbols"), 1000, 1000);
  assert.is.not((await stockTables(program)).stamp, stamp);
});

test.run();
