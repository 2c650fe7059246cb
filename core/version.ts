/** The gateway's own version, as its package says. */
import { readFileSync } from "node:fs";

// One folder up in a checkout as in the published package.
const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as {
  version: string;
};

export const VERSION = manifest.version;
