/** What every provider of models keeps to, as test cases for any test runner. */
import * as assert from "node:assert/strict";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { inspect } from "node:util";
import type { ProviderAccess, ProviderPlugin } from "../define.ts";
import { messageOf } from "../errors.ts";
import { introduces, leavesNothing, refusesNonsense } from "./contract.ts";
import type { Case } from "./contract.ts";

export interface ProviderContractOptions {
  /** Options that work, as in `models.providers.<name>`; none when absent. */
  readonly options?: Readonly<Record<string, unknown>>;
}

/** Of the AI SDK's LanguageModel; `ai` takes older ones with a warning for each call. */
const SPECIFICATION = "v4";
const ID = "a-model";
const KEY = "key-of-the-contract-1234567890";
const PROMPT = [{ role: "user", content: [{ type: "text", text: "How many volts has USB?" }] }];

interface Model {
  readonly specificationVersion: string;
  readonly provider: string;
  readonly modelId: string;
  doGenerate(call: object): PromiseLike<unknown>;
  doStream(call: object): PromiseLike<unknown>;
}

/** @example for (const [name, check] of providerContract(provider)) test(name, check); */
export function providerContract(
  provider: ProviderPlugin,
  { options = {} }: ProviderContractOptions = {},
): Case[] {
  const parsed = () => (provider.options ? provider.options.parse(options) : options);
  const modelOf = async (access: ProviderAccess) =>
    (await provider.model(parsed(), ID, access)) as Model;
  const key = provider.key ? KEY : null;
  return [
    ["says its name, version and purpose", async () => introduces(provider)],
    [
      "has options that can be published and refuse nonsense",
      async () => {
        if (provider.options) refusesNonsense(provider.options);
        parsed();
      },
    ],
    [
      "names the variable of its key in capitals",
      async () => {
        if (provider.key) assert.match(provider.key.env, /^[A-Z][A-Z0-9_]*$/);
      },
    ],
    [
      `gives a language model of the AI SDK's specification ${SPECIFICATION}`,
      async () => {
        const model = await modelOf({ key, fetch: refusing().fetch });
        assert.equal(model.specificationVersion, SPECIFICATION);
        assert.equal(model.modelId, ID);
        assert.match(model.provider, /\S/);
        assert.equal(typeof model.doGenerate, "function");
        assert.equal(typeof model.doStream, "function");
      },
    ],
    [
      "asks by the `fetch` it is given and opens no connection of its own",
      async () => {
        const { fetch, asked } = refusing();
        const model = await modelOf({ key, fetch });
        const around = await connectionsDuring(async () => {
          await assert.rejects(async () => model.doGenerate({ prompt: PROMPT }));
          await assert.rejects(async () => model.doStream({ prompt: PROMPT }));
        });
        assert.deepEqual(around, []);
        assert.equal(asked.length, 2, "one request for each call; who asks again is the gateway");
      },
    ],
    [
      "shows its key to the server in a header, and to nobody else",
      async () => {
        const { fetch, asked } = refusing();
        const model = await modelOf({ key: KEY, fetch });
        const thrown = await Promise.resolve(model.doGenerate({ prompt: PROMPT })).catch(inspect);
        const [{ url, body, headers }] = asked as [Asked];
        for (const seen of [url, body, inspect(model, { depth: 8 }), shown(model), thrown]) {
          assert.ok(!String(seen).includes(KEY), "the key is seen");
        }
        assert.equal(headers.includes(KEY), provider.key !== undefined);
      },
    ],
    [
      "tells in `check` whether the server takes the key, and does not tell the key",
      async () => {
        if (!provider.check) return;
        const { signal } = new AbortController();
        const good = refusing(200);
        await provider.check(parsed(), { key, fetch: good.fetch }, signal);
        assert.equal(good.asked.length, 1);
        const refused = provider.check(parsed(), { key, fetch: refusing(401).fetch }, signal);
        const message = await refused.then(() => null, messageOf);
        assert.notEqual(message, null, "a server that refuses is no provider");
        assert.ok(!message!.includes(KEY), "the message holds the key");
      },
    ],
    [
      "ends `check` when it is given up",
      async () => {
        const { fetch, asked } = refusing(200);
        await provider.check?.(parsed(), { key, fetch }, AbortSignal.abort()).catch(() => {});
        assert.ok(asked.every(({ aborted }) => aborted));
      },
    ],
    [
      "leaves nothing running",
      () => leavesNothing(async () => void (await modelOf({ key, fetch: refusing().fetch }))),
    ],
  ];
}

interface Asked {
  readonly url: string;
  readonly body: string;
  readonly headers: string;
  readonly aborted: boolean;
}

/** A `fetch` that gives each request the same answer, an error when absent, and remembers what was asked. */
function refusing(status = 418) {
  const asked: Asked[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const request = new Request(input, init);
    const { url, signal } = request;
    const headers = JSON.stringify([...request.headers]);
    asked.push({ url, body: await request.text(), headers, aborted: signal.aborted });
    signal.throwIfAborted();
    return Response.json({}, { status });
  };
  return { fetch, asked };
}

/** Every way to a socket in Node tells one of these channels. */
const CHANNELS = ["net.client.socket", "http.client.request.start", "undici:request:create"];

async function connectionsDuring(work: () => Promise<void>): Promise<string[]> {
  const seen: string[] = [];
  const hear = (_: unknown, channel: string | symbol) => void seen.push(String(channel));
  for (const channel of CHANNELS) subscribe(channel, hear);
  try {
    await work();
  } finally {
    for (const channel of CHANNELS) unsubscribe(channel, hear);
  }
  return seen;
}

/** As a log would show it. */
const shown = (model: Model) => `${String(model)} ${JSON.stringify(model)}`;
