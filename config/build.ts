/** Builds the publishable packages into dist/: plain JavaScript, because Node runs no TypeScript below node_modules. */
import { execFileSync } from "node:child_process";
import { cpSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));

/** What is copied as it is: the files beside the code, and templates, which are code of whoever uses them. */
const GATEWAY_FILES = [
  "README.md",
  "CHANGELOG.md",
  "LICENSE",
  "config/metaforge.yaml",
  "config/metaforge.schema.json",
  "clients/cli/new/templates",
  ...["core", "plugins", "skills", "clients/cli"].flatMap(besideCode),
];

interface Manifest {
  [field: string]: unknown;
  scripts?: object;
  workspaces?: unknown;
  devDependencies?: object;
}

/** Both packages below `target`: `gateway/` and `client/`, each a folder for `npm pack` or `npm publish`. */
export function build(target: string): { gateway: string; client: string } {
  const gateway = join(target, "gateway");
  rmSync(gateway, { recursive: true, force: true });
  compile("config/tsconfig.build.json", gateway);
  for (const file of GATEWAY_FILES)
    cpSync(join(ROOT, file), join(gateway, file), { recursive: true });
  // Nobody imports the command; plugins import the kernel's types alone.
  for (const file of declarations(gateway, "clients")) rmSync(file);
  const folders = ["clients", "config", "core", "plugins", "skills", "CHANGELOG.md"];
  writeManifest(gateway, ".", folders, {
    ".": door("./core/index"),
    "./report": door("./core/report"),
    "./testing": door("./core/testing"),
  });

  return { gateway, client: buildClient(target) };
}

export function buildClient(target: string): string {
  const client = join(target, "client");
  rmSync(client, { recursive: true, force: true });
  compile("config/tsconfig.client.json", client);
  cpSync(join(ROOT, "LICENSE"), join(client, "LICENSE"));
  cpSync(join(ROOT, "clients/typescript/README.md"), join(client, "README.md"));
  writeManifest(client, "clients/typescript", ["*.js", "*.d.ts"], { ".": door("./index") });
  return client;
}

const door = (path: string) => ({ types: `${path}.d.ts`, default: `${path}.js` });

function compile(project: string, target: string): void {
  const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
  const args = [compiler, "-p", join(ROOT, project), "--outDir", target];
  execFileSync(process.execPath, args, { stdio: "inherit" });
  // The compiler leaves the source's endings in these; only its newest releases read them.
  for (const file of declarations(target)) {
    const text = readFileSync(file, "utf8");
    writeFileSync(file, text.replace(/(\bfrom |\bimport\()"(\.[^"]*)\.ts"/g, '$1"$2.js"'));
  }
}

function declarations(target: string, below = ""): string[] {
  const names = readdirSync(join(target, below), { recursive: true, encoding: "utf8" });
  const found = names.filter((name) => name.endsWith(".d.ts"));
  return found.map((name) => join(target, below, name));
}

/** Files of a folder that are neither code to compile nor a test's. */
function besideCode(folder: string): string[] {
  const names = readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true });
  return names
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".ts"))
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length))
    .filter((path) => !path.split("/").includes("fixtures"));
}

/** The checkout's manifest without what only a checkout needs, and with doors to the compiled code. */
function writeManifest(
  target: string,
  source: string,
  files: readonly string[],
  doors: Record<string, object>,
): void {
  const text = readFileSync(join(ROOT, source, "package.json"), "utf8");
  const {
    scripts: _scripts,
    workspaces: _workspaces,
    devDependencies: _devDependencies,
    ...kept
  } = JSON.parse(text) as Manifest;
  const { types, default: main } = doors["."] as ReturnType<typeof door>;
  // `main` and `types` are for tools that do not read `exports`.
  const manifest = {
    ...kept,
    files,
    main,
    types,
    exports: { ...doors, "./package.json": "./package.json" },
  };
  writeFileSync(join(target, "package.json"), `${JSON.stringify(manifest, null, 2)}\n`);
}

if (import.meta.main) {
  build(join(ROOT, "dist"));
  console.log("built dist/gateway and dist/client; `npm pack ./dist/gateway` makes the package");
}
