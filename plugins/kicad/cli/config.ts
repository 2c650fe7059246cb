/** KiCad's library tables as a fresh installation has them: without one, each symbol of its own libraries is a warning. */
import { readFile, realpath } from "node:fs/promises";
import { dirname, join } from "node:path";

export interface Tables {
  readonly symbols: string;
  readonly footprints: string;
  /** False: KiCad's own libraries are not installed, and both tables are empty. */
  readonly found: boolean;
}

/** Of the installation that a `kicad-cli` (absolute path) belongs to. */
export async function stockTables(program: string): Promise<Tables> {
  for (const folder of await templateFolders(program)) {
    const [symbols, footprints] = await Promise.all(
      ["sym-lib-table", "fp-lib-table"].map((name) =>
        readFile(join(folder, name), "utf8").catch(() => null),
      ),
    );
    if (symbols && footprints) return { symbols, footprints, found: true };
  }
  return {
    symbols: "(sym_lib_table (version 7))\n",
    footprints: "(fp_lib_table (version 7))\n",
    found: false,
  };
}

async function templateFolders(program: string): Promise<string[]> {
  const bin = dirname(await realpath(program));
  return [
    join(bin, "../share/kicad/template"),
    join(bin, "../SharedSupport/template"),
    "/usr/share/kicad/template",
    "/usr/local/share/kicad/template",
  ];
}
