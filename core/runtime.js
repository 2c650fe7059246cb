/** Before anything else, in plain JavaScript: an old Node can say what is missing, and compiled code is kept. */
import module from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";

const [major] = process.versions.node.split(".").map(Number);
if (major < 24) {
  console.error(
    `metaforge needs Node 24 or newer and this is ${process.version}: install a current one and try again.`,
  );
  process.exit(1);
}
// Before any TypeScript is loaded: what the cache holds needs no stripping of types, and the stripper alone
// takes 11 MiB of a process.
// In the user's own folder: what lies in a shared one could have been put there by another user.
const caches = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
module.enableCompileCache(join(caches, "metaforge", "compiled"));
