/** Writes the client's types, clients/typescript/src/api.ts, from the API's description. */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { compile } from "json-schema-to-typescript";
import { z } from "zod";
import * as contract from "../core/http/contract.ts";

const TARGET = fileURLToPath(new URL("../clients/typescript/src/api.ts", import.meta.url));

const $defs: Record<string, object> = {};
for (const [name, schema] of Object.entries(contract)) {
  if (!(schema instanceof z.ZodType) || /Query$/.test(name)) continue;
  const io = /^(CreateSession|RunAgent|Approve|Reject|Input)$/.test(name) ? "input" : "output";
  const { $schema: _, ...rest } = z.toJSONSchema(schema, { io, unrepresentable: "any" });
  $defs[name] = rest;
}
const text = await compile({ $defs, title: "Api", type: "object" } as never, "Api", {
  unreachableDefinitions: true,
  bannerComment:
    "/** The API's shapes, generated from its description by config/write-client-types.ts; do not edit. */",
  format: true,
  style: { printWidth: 100 },
  unknownAny: true,
  additionalProperties: false,
});
writeFileSync(TARGET, text);
