/** The published schema and the shipped file say what the code says. */
import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { loadConfig } from "../../core/config/load.ts";
import { Config, configJsonSchema } from "../../core/config/schema.ts";

const test = suite("config/schema");
const at = (path: string) => new URL(`../../config/${path}`, import.meta.url);

test("publishes the schema that the code checks by", () => {
  const published: unknown = JSON.parse(readFileSync(at("metaforge.schema.json"), "utf8"));
  assert.equal(published, JSON.parse(JSON.stringify(configJsonSchema())));
});

test("ships a file whose values are the defaults, and that names every key", async () => {
  const { userPlugins, workspacePlugins, userFile, ...config } = await loadConfig({
    shipped: at("metaforge.yaml").pathname,
    file: undefined,
    userFolder: "/nowhere",
    workspace: "/nowhere",
    env: {},
    flags: {},
  });
  assert.equal(config, Config.parse({}));
  assert.equal([userPlugins, workspacePlugins, userFile], [[], [], null]);
  const text = readFileSync(at("metaforge.yaml"), "utf8");
  for (const key of Object.keys(Config.shape)) {
    assert.ok(text.includes(`\n${key}:`), `${key} is not in the file`);
  }
  const { models } = Config.shape;
  const { timeouts, limits, ...lists } = models.unwrap().shape;
  for (const key of Object.keys(lists))
    assert.match(text, new RegExp(`\\n(?: {2}#.*\\n)+ {2}${key}: `));
  const deep = { ...timeouts.unwrap().shape, ...limits.unwrap().shape };
  for (const key of Object.keys(deep)) assert.match(text, new RegExp(`\\n {4}${key}: .* #`));
  const nested = { ...Config.shape.run.unwrap().shape, ...Config.shape.sessions.unwrap().shape };
  for (const key of Object.keys(nested)) assert.match(text, new RegExp(`\\n {2}(# )?${key}: .* #`));
});

test.run();
