/** A plugin home whose user has a folder for plugins: a named folder that is missing would be a failed row. */
import { mkdirSync } from "node:fs";
import { pluginHome as bareHome } from "../fixtures/plugin-home.ts";

/** @example using home = pluginHome({ "user/a/index.ts": skill("a") }); */
export function pluginHome(files: Readonly<Record<string, string>> = {}) {
  const home = bareHome(files);
  mkdirSync(home.at("user"), { recursive: true, mode: 0o755 });
  return home;
}
