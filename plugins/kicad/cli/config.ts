/** KiCad's library tables as a fresh installation has them: without one, each symbol of its own libraries is a warning. */
import { readFile, realpath, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

export interface Tables {
  readonly symbols: string;
  readonly footprints: string;
  /** False: KiCad's own libraries are not installed, and both tables are empty. */
  readonly found: boolean;
  /** Another one once the libraries are others: they are installed and upgraded apart from the program. */
  readonly stamp: string;
}

/** Of the installation that a `kicad-cli` (absolute path) belongs to. */
export async function stockTables(program: string): Promise<Tables> {
  for (const folder of await templateFolders(program)) {
    const [symbols, footprints] = await Promise.all(
      ["sym-lib-table", "fp-lib-table"].map((name) =>
        readFile(join(folder, name), "utf8").catch(() => null),
      ),
    );
    if (!symbols || !footprints) continue;
    return { symbols, footprints, found: true, stamp: await stampOf(dirname(folder)) };
  }
  return {
    symbols: "(sym_lib_table (version 7))\n",
    footprints: "(fp_lib_table (version 7))\n",
    found: false,
    stamp: "",
  };
}

/** By the folders' times, which an installation sets anew; the files are some twenty thousand. */
async function stampOf(share: string): Promise<string> {
  const times = ["symbols", "footprints", "3dmodels"].map((name) =>
    stat(join(share, name)).then(
      ({ mtimeMs, ino }) => `${mtimeMs}-${ino}`,
      () => "",
    ),
  );
  return (await Promise.all(times)).join();
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
