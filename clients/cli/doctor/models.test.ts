/** What `metaforge doctor` says of each configured language model, by asking it: with a gateway and without. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { metaforge } from "../../../test/fixtures/command.ts";
import { childGateway, tempHome } from "../../../test/fixtures/gateway.ts";
import { KEY } from "../../../test/fixtures/model-server/ask.ts";
import { modelServer } from "../../../test/fixtures/model-server/server.ts";
import type { Check } from "./check.ts";
import { modelWords } from "./models.ts";
import { allBut } from "../../../test/fixtures/shipped.ts";

const test = suite("clients/cli/doctor/models");
const DISABLED = allBut("anthropic", "ollama", "openai", "openai-compatible");

/** The lines on models, without times, and the exit code. */
async function doctor(home: Pick<ReturnType<typeof tempHome>, "top" | "workspace">) {
  const env = { OPENAI_API_KEY: KEY };
  const { code, stdout } = await metaforge(home, ["doctor", "--json"], { env });
  assert.not.match(stdout, KEY);
  const { checks } = JSON.parse(stdout) as { checks: Check[] };
  const models = checks.filter(({ area }) => area === "models");
  return { code, models: models.map(({ what, verdict, says }) => [what, verdict, says]) };
}

test("asks each one for a word, and warns of those that fail while another answers", async () => {
  await using openai = await modelServer("openai", { key: KEY });
  await using compatible = await modelServer("openai-compatible");
  compatible.script({ status: 404, message: "no such model" });
  const models = {
    use: ["openai/small", "openai-compatible/none", "anthropic/small", "absent/small"],
    providers: {
      openai: { baseUrl: openai.baseUrl },
      "openai-compatible": { baseUrl: compatible.baseUrl },
    },
  };
  const home = tempHome({ config: { disabled: DISABLED, models } });
  const { code, models: said } = await doctor(home);
  const [[name, verdict, says], ...others] = said as [string[], ...string[][]];
  assert.equal([code, name, verdict], [0, "openai/small", "ok"]);
  assert.match(says!, /^answered in \d+ ms$/);
  const no = "Not available:";
  assert.equal(others, [
    [
      "openai-compatible/none",
      "warning",
      `${no} openai-compatible/none is not known there (404): no such model`,
    ],
    [
      "anthropic/small",
      "warning",
      `${no} the provider 'anthropic' has no key: set ANTHROPIC_API_KEY, or models.providers.anthropic.apiKey in your configuration`,
    ],
    [
      "absent/small",
      "warning",
      `${no} the provider 'absent' is not there: no plugin has that name`,
    ],
  ]);
  // One word, so that it costs next to nothing.
  assert.ok(openai.questions()[0]!.body.max_output_tokens <= 16);
  home.remove();
});

test("counts it as a problem when none answers, also while a gateway runs", async () => {
  await using server = await modelServer("openai", { key: "sk-another" });
  const models = { use: ["openai/small"], providers: { openai: { baseUrl: server.baseUrl } } };
  await using gateway = await childGateway({ config: { disabled: DISABLED, models } });
  assert.equal(await doctor(gateway), {
    code: 1,
    models: [["openai/small", "problem", "Not available: openai/small refuses the key (401)"]],
  });
});

test("says nothing of models where none is configured", async () => {
  const home = tempHome({ config: { disabled: DISABLED } });
  assert.equal(await doctor(home), { code: 0, models: [] });
  home.remove();
});

test("says for the status which models lack what", () => {
  const plugins = [
    { name: "openai", state: "ready" },
    { name: "acme", state: "failed" },
  ];
  const words = (state: string, ...wished: string[]) => modelWords(state, plugins, wished);
  assert.equal(
    [words("not_configured"), words("ok", "openai/a"), words("unreachable", "openai/a")],
    [
      "not configured",
      "ok",
      "openai/a cannot be asked: unreachable (`metaforge doctor` says more)",
    ],
  );
  assert.match(
    words("not_configured", "openai/a", "openai/b"),
    "openai/a, openai/b cannot be asked: 'openai' has no key (",
  );
  assert.match(
    words("unreachable", "acme/a", "gone/b"),
    "'acme' is failed; no provider 'gone' is loaded",
  );
});

test.run();
