/** Lets plugin folders anywhere on the disk import `metaforge`: it is always the gateway's own copy. */
import { registerHooks } from "node:module";
import { extname } from "node:path";

// `.ts` in a checkout, `.js` in the published package.
const own = (file: string) =>
  new URL(`../${file}${extname(import.meta.url)}`, import.meta.url).href;
const DOORS = new Map([
  ["metaforge", own("index")],
  ["metaforge/testing", own("testing")],
]);

/**
 * Registers the resolution for this process; returns its undo. Without it a plugin outside the package
 * could not be loaded at all, and one with a copy of its own would be told its schemas are foreign.
 */
export function resolveMetaforge(): () => void {
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const url = DOORS.get(specifier);
      return url === undefined ? next(specifier, context) : { url, shortCircuit: true };
    },
  });
  return () => hooks.deregister();
}
