/** Lets plugin folders anywhere on the disk import `metaforge`, and the AI SDK's packages that come with it. */
import { registerHooks } from "node:module";
import { extname } from "node:path";

// `.ts` in a checkout, `.js` in the published package.
const own = (file: string) =>
  new URL(`../${file}${extname(import.meta.url)}`, import.meta.url).href;
const DOORS = new Map([
  ["metaforge", own("index")],
  ["metaforge/report", own("report")],
  ["metaforge/testing", own("testing")],
]);

/** A provider outside the package may bring its own copy, and needs none. */
const SDK = /^@ai-sdk\//;

/**
 * Registers the resolution for this process; returns its undo. Without it a plugin outside the package
 * could not be loaded at all, and one with a copy of its own would be told its schemas are foreign.
 */
export function resolveMetaforge(): () => void {
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      const url = DOORS.get(specifier);
      if (url !== undefined) return { url, shortCircuit: true };
      if (!SDK.test(specifier)) return next(specifier, context);
      try {
        return next(specifier, context);
      } catch {
        return next(specifier, { ...context, parentURL: import.meta.url });
      }
    },
  });
  return () => hooks.deregister();
}
