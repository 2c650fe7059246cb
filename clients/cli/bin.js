#!/usr/bin/env node
/** The `metaforge` command's first step: to the gateway's own entry for `start`, to the commands for the rest. */
import { existsSync } from "node:fs";
import "../../core/runtime.js";

// A gateway loads nothing of the commands: its start is measured in milliseconds and its memory in MiB.
const [, , command, ...rest] = process.argv;
const helps = rest.includes("--help") || rest.includes("-h");
const entry = command === "start" && !helps ? "../../core/main" : "./main";
// Compiled in the published package, TypeScript in a checkout.
const compiled = new URL(`${entry}.js`, import.meta.url);
await import(existsSync(compiled) ? compiled.href : new URL(`${entry}.ts`, import.meta.url).href);
