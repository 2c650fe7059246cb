/** Which symbol libraries are installed, and where KiCad keeps them on each system. */
import { readdir, realpath, stat } from "node:fs/promises";
import { dirname, join } from "node:path";

export interface Library {
  /** Without its ending: "Regulator_Linear". */
  readonly name: string;
  /** One, or since KiCad 10 perhaps one for each symbol. Sorted by path. */
  readonly files: readonly LibraryFile[];
}

export interface LibraryFile {
  /** Absolute. */
  readonly path: string;
  readonly size: number;
  readonly mtimeMs: number;
}

export interface Installation {
  /** Absolute path of `kicad-cli`, or null when it is not there: the libraries can be there without it. */
  readonly program: string | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

/** Where libraries may be, the likeliest first: what the environment says, beside the program, then usual places. */
export async function libraryFolders({
  program,
  env,
  platform,
}: Installation): Promise<readonly string[]> {
  const beside = program === null ? [] : besideProgram(dirname(await realPath(program)));
  return [...fromEnvironment(env), ...beside, ...(USUAL[platform] ?? [])];
}

/** The libraries of the first folder that has any, sorted by name; none when no folder has. */
export async function findLibraries(folders: readonly string[]): Promise<readonly Library[]> {
  for (const folder of folders) {
    const found = await librariesIn(folder);
    if (found.length > 0) return found;
  }
  return [];
}

/** `KICAD9_SYMBOL_DIR` and its like; of several versions the latest is asked first. */
function fromEnvironment(env: Installation["env"]): string[] {
  return Object.entries(env)
    .flatMap(([name, value]) => {
      const version = /^KICAD(\d*)_SYMBOL_DIR$/.exec(name)?.[1];
      return version === undefined || !value ? [] : [{ version: Number(version), value }];
    })
    .toSorted((a, b) => b.version - a.version)
    .map(({ value }) => value);
}

const besideProgram = (bin: string) => [
  join(bin, "../share/kicad/symbols"),
  join(bin, "../SharedSupport/symbols"),
];

const USUAL: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: [
    "/usr/share/kicad/symbols",
    "/usr/local/share/kicad/symbols",
    "/var/lib/flatpak/app/org.kicad.KiCad/current/active/files/share/kicad/symbols",
  ],
  darwin: ["/Applications/KiCad/KiCad.app/Contents/SharedSupport/symbols"],
  win32: ["10.0", "9.0", "8.0"].map(
    (version) => `C:\\Program Files\\KiCad\\${version}\\share\\kicad\\symbols`,
  ),
};

const FILE = ".kicad_sym";
/** Since KiCad 10: a folder with a file for each symbol. */
const FOLDER = ".kicad_symdir";

async function librariesIn(folder: string): Promise<Library[]> {
  const names = (await namesIn(folder)).toSorted();
  const libraries: Library[] = [];
  for (const name of names) {
    const path = join(folder, name);
    if (name.endsWith(FILE)) {
      libraries.push({ name: name.slice(0, -FILE.length), files: await filesAt([path]) });
    } else if (name.endsWith(FOLDER)) {
      const inside = (await namesIn(path)).filter((one) => one.endsWith(FILE)).toSorted();
      const files = await filesAt(inside.map((one) => join(path, one)));
      libraries.push({ name: name.slice(0, -FOLDER.length), files });
    }
  }
  return libraries.filter(({ files }) => files.length > 0);
}

const namesIn = (folder: string): Promise<string[]> => readdir(folder).catch(() => []);

async function filesAt(paths: readonly string[]): Promise<LibraryFile[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      const facts = await stat(path).catch(() => null);
      return facts?.isFile() ? [{ path, size: facts.size, mtimeMs: facts.mtimeMs }] : [];
    }),
  );
  return found.flat();
}

const realPath = (path: string): Promise<string> => realpath(path).catch(() => path);
