/** Builds the publishable package into dist/: plain JavaScript, because Node runs no TypeScript below node_modules. */
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const ROOT = fileURLToPath(new URL("../", import.meta.url));
const DIST = join(ROOT, "dist");

interface Manifest {
  [field: string]: unknown;
  scripts?: object;
  workspaces?: unknown;
  devDependencies?: object;
}

rmSync(DIST, { recursive: true, force: true });
const compiler = join(ROOT, "node_modules/typescript/bin/tsc");
execFileSync(process.execPath, [compiler, "-p", join(ROOT, "config/tsconfig.build.json")], {
  stdio: "inherit",
});
mkdirSync(join(DIST, "config"), { recursive: true });
for (const file of [
  "README.md",
  "CHANGELOG.md",
  "LICENSE",
  "core/bin.js",
  "config/metaforge.yaml",
  "config/metaforge.schema.json",
  "plugins/README.md",
  "skills/README.md",
]) {
  cpSync(join(ROOT, file), join(DIST, file));
}
writeFileSync(join(DIST, "package.json"), `${JSON.stringify(published(), null, 2)}\n`);
console.log("built dist/; `npm pack ./dist` makes the package");

/** The checkout's manifest without what only a checkout needs. */
function published(): Manifest {
  const manifest = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8")) as Manifest;
  const { scripts: _s, workspaces: _w, devDependencies: _d, ...kept } = manifest;
  const door = (name: string) => ({ types: `./core/${name}.d.ts`, default: `./core/${name}.js` });
  return {
    ...kept,
    exports: {
      ".": door("index"),
      "./testing": door("testing"),
      "./package.json": "./package.json",
    },
  };
}
