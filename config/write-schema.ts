/** Writes config/metaforge.schema.json, by which editors check and complete a configuration file. */
import { writeFileSync } from "node:fs";
import { configJsonSchema } from "../core/config/schema.ts";

const file = new URL("metaforge.schema.json", import.meta.url);
writeFileSync(file, `${JSON.stringify(configJsonSchema(), null, 2)}\n`);
