/** A provider that is dropped into a folder: it answers without any other change, and is gone with its folder. */
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { testGateway } from "../fixtures/gateway.ts";
import { KEY } from "../fixtures/model-server/ask.ts";
import { ASKER, NOT_NEEDED } from "../fixtures/model-server/gateway.ts";
import { modelServer } from "../fixtures/model-server/server.ts";

const test = suite("test/models/fifth-provider");
const EXAMPLE = join(import.meta.dirname, "../fixtures/examples/plugins/openrouter");

test("answers runs while its folder is there, and with no other change", async () => {
  using folder = emptyFolder();
  await using server = await modelServer("openai-compatible", { key: KEY });
  const providers = { openrouter: { baseUrl: server.baseUrl } };
  const models = { use: ["openrouter/maker/small"], providers };
  await using gateway = await testGateway({
    plugins: [ASKER, folder.path],
    config: { models, disabled: NOT_NEEDED, run: { spare: 0 } },
    env: { OPENROUTER_API_KEY: KEY },
  });
  const stateOf = async () => {
    const { body } = await gateway.get("/status");
    return body.plugins.find(({ name }: { name: string }) => name === "openrouter")?.state;
  };
  const becomes = async (state: string | undefined) => {
    const end = performance.now() + 15_000;
    while ((await stateOf()) !== state && performance.now() < end) {
      await new Promise((go) => setTimeout(go, 50));
    }
    return stateOf();
  };
  const answer = async () => {
    const questions = [{ how: "text", prompt: "hi" }];
    const { body } = await gateway.run("asker", { args: { questions } });
    const { text } = await gateway.get(`/session/${body.session_id}/artifact?path=answers.json`);
    const [{ value, code }] = JSON.parse(text);
    return value ?? code;
  };
  // It is named in models.use, but no plugin of that name is there.
  assert.equal([await stateOf(), await answer()], [undefined, "UNAVAILABLE"]);

  cpSync(EXAMPLE, join(folder.path, "openrouter"), { recursive: true });
  assert.equal([await becomes("ready"), await answer()], ["ready", "ok"]);
  assert.is(server.questions()[0]!.body.model, "maker/small");

  rmSync(join(folder.path, "openrouter"), { recursive: true });
  assert.equal([await becomes(undefined), await answer()], [undefined, "UNAVAILABLE"]);
  assert.is(server.questions().length, 1);
});

test.run();

/** A place for plugins that the user's configuration names; nobody else may write there. */
function emptyFolder() {
  const top = mkdtempSync(join(realpathSync(tmpdir()), "metaforge-fifth-"));
  const path = join(top, "plugins");
  mkdirSync(path, { mode: 0o755 });
  return { path, [Symbol.dispose]: () => rmSync(top, { recursive: true, force: true }) };
}
