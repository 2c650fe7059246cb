#!/usr/bin/env node
/** The gateway process's first step: the runtime is checked before any TypeScript is loaded. */
import { existsSync } from "node:fs";
import "./runtime.js";

// Compiled in the published package, TypeScript in a checkout.
const compiled = new URL("./main.js", import.meta.url);
await import(existsSync(compiled) ? compiled.href : new URL("./main.ts", import.meta.url).href);
