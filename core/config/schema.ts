/** What can be configured: one schema for checking, for types and for the published JSON Schema. */
import { z } from "zod";

/** What a language model's provider is given; all else is the provider's own to check. */
const providerOptions = z.looseObject({
  apiKey: z.string().min(1).optional().describe("The key; its environment variable comes first"),
});
const modelName = z
  .string()
  .regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*\/\S+$/, "should be provider/model, such as acme/large-2");
const price = z.strictObject({
  input: z.number().min(0),
  output: z.number().min(0),
  currency: z.string().min(1).max(10).default("USD"),
});

const milliseconds = z.int().min(10).max(86_400_000);
const mebibytes = z.int().min(32).max(65_536);

/** Keys that a workspace may set: they can name code to load (after `metaforge trust`) or leave some out. */
const shared = {
  plugins: z
    .array(z.string().min(1))
    .default([])
    .describe("Folders with plugins, or npm packages; relative to this file"),
  disabled: z.array(z.string()).default([]).describe("Names of plugins that stay off"),
};

export const WorkspaceConfig = z.strictObject(shared);

export const Config = z.strictObject({
  ...shared,
  host: z
    .string()
    .default("127.0.0.1")
    .describe("Address to listen on; anything beyond this machine needs apiKeys"),
  port: z.int().min(0).max(65_535).default(3000).describe("0 takes a free one"),
  allowedHosts: z
    .array(z.string())
    .default([])
    .describe("Further names that a request may call this gateway by, as host or host:port"),
  allowedOrigins: z
    // Compared as a whole: a capital letter or a slash at the end would never match, "null" would match any sandbox.
    .array(z.string().regex(/^https?:\/\/[a-z0-9.[\]:-]+$/, "must be a whole origin in lower case"))
    .default([])
    .describe("Web pages that may use this gateway, as whole origins: http://localhost:5173"),
  apiKeys: z
    .array(
      z.strictObject({
        name: z.string().min(1),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
      }),
    )
    .default([])
    .describe("Keys that clients send as `Authorization: Bearer`, stored as SHA-256"),
  startTimeoutMs: milliseconds.default(10_000).describe("A plugin that takes longer has failed"),
  chains: z
    .record(z.string(), z.array(z.string()).min(1).max(50))
    .default({ design: ["spec", "architecture", "power", "test-plan"] })
    .describe("Skills that are run one after the other, by the chain's name"),
  run: z
    .strictObject({
      timeoutMs: milliseconds.default(300_000).describe("Wall time of one run"),
      concurrent: z.int().min(1).max(64).optional().describe("Runs at once; default 2 a core"),
      queue: z.int().min(0).max(10_000).default(100).describe("Runs that may wait for a slot"),
      spare: z.int().min(0).max(8).default(1).describe("Processes kept warm while idle"),
      heapMiB: mebibytes.default(512).describe("JavaScript heap of a run process"),
      rssMiB: mebibytes.default(1024).describe("All memory of a run process"),
      cacheMiB: z
        .int()
        .min(0)
        .max(1_048_576)
        .default(1024)
        .describe("What tools keep between runs"),
    })
    .prefault({}),
  sessions: z
    .strictObject({
      createdKeptHours: z
        .int()
        .min(1)
        .default(24)
        .describe("Sessions that never ran are removed after this time"),
      createdMax: z
        .int()
        .min(1)
        .default(10_000)
        .describe("Sessions that may wait to be run; one more is refused"),
    })
    .prefault({}),
  models: z
    .strictObject({
      use: z
        .array(modelName)
        .max(10)
        .default([])
        .describe("Language models as provider/model, tried in this order; empty: none"),
      providers: z
        .record(z.string(), providerOptions)
        .default({})
        .describe("Options by provider, such as apiKey and baseUrl"),
      timeouts: z
        .strictObject({
          connectMs: milliseconds.default(10_000).describe("Until an answer begins"),
          idleMs: milliseconds.default(30_000).describe("Without progress of an answer"),
          totalMs: milliseconds.default(120_000).describe("For one question with all its tries"),
        })
        .prefault({}),
      limits: z
        .strictObject({
          callsPerRun: z.int().min(1).default(100).describe("Calls of one run; each try counts"),
          tokensPerRun: z.int().min(1).default(500_000).describe("Tokens of one run, in and out"),
          outputTokens: z.int().min(1).default(8192).describe("Tokens of one answer"),
        })
        .prefault({}),
      prices: z
        .record(modelName, price)
        .default({})
        .describe("Prices of a million tokens by provider/model; a cost is shown only with one"),
    })
    .prefault({}),
  log: z
    .strictObject({
      level: z.enum(["error", "warn", "info", "debug"]).default("warn"),
    })
    .prefault({}),
});

export type Config = z.output<typeof Config>;

/** The JSON Schema of a configuration file, for editors. */
export const configJsonSchema = (): object => z.toJSONSchema(Config, { io: "input" });
