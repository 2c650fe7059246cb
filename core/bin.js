#!/usr/bin/env node
/** The `metaforge` command's first step: plain JavaScript, so that an old Node can say what it lacks. */
const [major] = process.versions.node.split(".").map(Number);
if (major < 24) {
  console.error(
    `metaforge needs Node 24 or newer; this is ${process.version}. Install it from nodejs.org.`,
  );
  process.exit(1);
}
await import(
  new URL(import.meta.url.endsWith("bin.js") ? "./main.ts" : "./main.js", import.meta.url)
);
