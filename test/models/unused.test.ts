/** Who names no model pays for none: neither the SDK nor a provider is loaded, and a key in a file is looked after. */
import { chmodSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createLog } from "../../core/log.ts";
import { warnOfReadableKeys } from "../../core/models/open.ts";
import { childGateway } from "../fixtures/gateway.ts";

const test = suite("test/models/unused");

const HOOK = `
import { appendFileSync } from "node:fs";
import { registerHooks } from "node:module";
registerHooks({ load(url, context, next) {
  appendFileSync(process.env.LOADED_MODULES, url + "\\n");
  return next(url, context);
} });`;

/** Where the modules are from that a gateway has loaded by its first answers, of those that only models need. */
async function loaded(config: Record<string, unknown>): Promise<string[]> {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "metaforge-loaded-"));
  const list = join(folder, "list");
  writeFileSync(join(folder, "hook.mjs"), HOOK);
  const env = { LOADED_MODULES: list, NODE_OPTIONS: `--import ${join(folder, "hook.mjs")}` };
  await using gateway = await childGateway({ env, config });
  const { body } = await gateway.api.get("/status");
  assert.ok(body.plugins.some(({ kind }: { kind: string }) => kind === "provider"));
  await gateway.api.get("/health");
  // A check in the background is over when the provider has been imported.
  await new Promise((go) => setTimeout(go, 500));
  const urls = readFileSync(list, "utf8").split("\n");
  rmSync(folder, { recursive: true });
  assert.ok(urls.some((url) => url.endsWith("/core/kernel.ts")));
  const places = [/\/node_modules\/ai\//, /\/@ai-sdk\//, /\/core\/llm\.ts$/, /\/plugins\/ollama\//];
  return places.filter((place) => urls.some((url) => place.test(url))).map(String);
}

test("loads neither the SDK nor a provider when no model is named", async () => {
  assert.equal(await loaded({}), []);
});

test("loads the provider for a check, and the SDK only for a question", async () => {
  const providers = { ollama: { baseUrl: "http://127.0.0.1:9" } };
  assert.equal(await loaded({ models: { use: ["ollama/x"], providers } }), [
    String(/\/core\/llm\.ts$/),
    String(/\/plugins\/ollama\//),
  ]);
});

test("warns of a file with a key in it that others can read", () => {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "metaforge-keys-"));
  const file = join(folder, "metaforge.yaml");
  writeFileSync(file, "");
  const warned = (mode: number, providers: Parameters<typeof warnOfReadableKeys>[1]) => {
    const lines: string[] = [];
    chmodSync(file, mode);
    warnOfReadableKeys(
      file,
      providers,
      createLog("warn", (line) => void lines.push(line)),
    );
    return lines.map((line) => JSON.parse(line).hint);
  };
  const keyed = { acme: { apiKey: "sk-hunter22" } };
  assert.equal(warned(0o644, keyed), [`chmod 600 ${file}`]);
  assert.equal(warned(0o640, keyed), [`chmod 600 ${file}`]);
  assert.equal(warned(0o600, keyed), []);
  assert.equal(warned(0o644, { acme: {} }), []);
  rmSync(folder, { recursive: true });
});

test.run();
