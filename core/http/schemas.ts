/** The zod contracts as named JSON schemas, each written once and referred to by name. */
import { z } from "zod";
import * as contract from "./contract.ts";
import * as events from "./contract/events.ts";
import * as requests from "./contract/requests.ts";

export type JsonObject = Readonly<Record<string, unknown>>;

const ROOT = "#/components/schemas/";

/** Requests are described as they are sent (defaults may be missing), all else as it is answered. */
const SENT = new Set<z.ZodType>(Object.values(requests));
/** Query parameters are described one by one, never as a whole. */
const isQuery = (name: string) => name.endsWith("Query");

const named = z.registry<{ id: string }>();
for (const [name, schema] of Object.entries({ ...contract, ...events })) {
  if (!isQuery(name)) named.add(schema, { id: name === "ErrorBody" ? "Error" : name });
}

/** Every named schema, for `components.schemas`, by the alphabet. */
export function componentSchemas(): Record<string, JsonObject> {
  const [sent, answered] = (["input", "output"] as const).map(
    (io) => z.toJSONSchema(named, { ...options(io), uri: (id) => ROOT + id }).schemas,
  );
  const all = Object.entries({ ...contract, ...events }).flatMap(([, schema]) => {
    const id = named.get(schema)?.id;
    return id === undefined ? [] : [[id, (SENT.has(schema) ? sent : answered)![id]!] as const];
  });
  return Object.fromEntries(
    all.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([id, schema]) => [id, bare(schema)]),
  );
}

/** A reference when the schema has a name. */
export function schemaOf(schema: z.ZodType, io: "input" | "output"): JsonObject {
  const id = named.get(schema)?.id;
  return id === undefined ? bare(z.toJSONSchema(schema, options(io))) : { $ref: ROOT + id };
}

const options = (io: "input" | "output") => ({
  io,
  unrepresentable: "any" as const,
  override: (context: { zodSchema: z.core.$ZodTypes; jsonSchema: z.core.JSONSchema.BaseSchema }) =>
    simplify(context.jsonSchema, io, context.zodSchema),
});

/** Says the same in fewer words: what is left is what a person or a generator of types wants to read. */
function simplify(
  schema: z.core.JSONSchema.BaseSchema,
  io: "input" | "output",
  { _zod: { def } }: z.core.$ZodTypes,
): void {
  // The pattern of a time says less than its format, in 400 characters.
  if (schema.format === "date-time") delete schema.pattern;
  // Whole numbers of JavaScript, not of the API.
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum;
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum;
  if (schema.type === "integer" && typeof schema.default === "string") {
    schema.default = Number(schema.default);
  }
  delete schema.propertyNames;
  if (def.type === "object") {
    // An answer may grow, so it is left open; unknown fields of a request are refused.
    if (io === "output" && !def.catchall) delete schema.additionalProperties;
    if (Object.keys(schema.properties ?? {}).length === 0) delete schema.properties;
  }
  if (isEmpty(schema.additionalProperties)) schema.additionalProperties = true;
  const [one, none] = schema.anyOf ?? [];
  if (def.type === "nullable" && one?.type && none?.type === "null") {
    delete schema.anyOf;
    Object.assign(schema, { ...one, type: [one.type, "null"], ...described(schema) });
  }
  if (def.type === "union" && "discriminator" in def && schema.oneOf) {
    Object.assign(schema, { discriminator: { propertyName: def.discriminator } });
  }
}

const described = ({ description }: z.core.JSONSchema.BaseSchema) =>
  description === undefined ? {} : { description };

const isEmpty = (value: unknown) =>
  typeof value === "object" && value !== null && Object.keys(value).length === 0;

function bare({ $schema: _schema, $id: _id, ...rest }: z.core.JSONSchema.BaseSchema): JsonObject {
  return rest;
}
