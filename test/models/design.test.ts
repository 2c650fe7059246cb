/** The design skills with a model behind a gateway: whatever it answers, the design stays to the byte, save for marked suggestions. */
import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { testGateway } from "../fixtures/gateway.ts";
import { modelServer } from "../fixtures/model-server/server.ts";
import type { Behaviour } from "../fixtures/model-server/server.ts";
import { allBut } from "../fixtures/shipped.ts";

const test = suite("models/design");

const KEY = "sk-test-0123456789abcdefWXYZ";
const EXAMPLE = new URL("../../skills/architecture/example/constraints.json", import.meta.url);
const FIXTURE = { files: { "constraints.json": readFileSync(EXAMPLE, "utf8") } };
const KEPT = ["architecture", "power", "test-plan", "parts", "chart", "openai-compatible"];
const CONFIG = { disabled: allBut(...KEPT), run: { concurrent: 1 } };

type Gateway = Awaited<ReturnType<typeof testGateway>>;

interface Block {
  readonly id: string;
  readonly part: { readonly id: string } | null;
  readonly alternatives: readonly { readonly id: string; readonly reason: string }[];
}

async function run(gateway: Gateway, skill: string) {
  const { body } = await gateway.run(skill);
  assert.is(body.status, "pending_approval", JSON.stringify(body.error));
  const id = String(body.session_id);
  const { output } = (await gateway.get(`/session/${id}`)).body;
  const paths = (output.artifacts as { path: string }[]).map(({ path }) => path);
  const files = await Promise.all(
    paths.map(async (path) => {
      const at = `/session/${id}/artifact?path=${encodeURIComponent(path)}`;
      return [path, (await gateway.get(at)).text] as const;
    }),
  );
  return { id, files: Object.fromEntries(files) as Record<string, string> };
}

async function withoutModel() {
  await using gateway = await testGateway({ ...FIXTURE, config: CONFIG });
  return (await run(gateway, "architecture")).files;
}
let plain: ReturnType<typeof withoutModel> | undefined;

/** A gateway whose model the test scripts. */
async function withModel() {
  await using stack = new AsyncDisposableStack();
  const server = stack.use(await modelServer("openai-compatible", { key: KEY }));
  const models = {
    use: ["openai-compatible/small"],
    providers: { "openai-compatible": { baseUrl: server.baseUrl, apiKey: KEY } },
    timeouts: { connectMs: 500, idleMs: 700, totalMs: 2000 },
  };
  const gateway = stack.use(await testGateway({ ...FIXTURE, config: { ...CONFIG, models } }));
  const kept = stack.move();
  return { server, gateway, [Symbol.asyncDispose]: () => kept.disposeAsync() };
}

/** A block that has a choice, and the line of the design that offers its first alternative. */
async function choice() {
  const files = await (plain ??= withoutModel());
  const { blocks } = JSON.parse(files["architecture.json"]!) as { blocks: Block[] };
  const { id, part, alternatives } = blocks.find(
    (block) => block.part !== null && block.alternatives.length > 0,
  )!;
  const [{ id: other, reason }] = alternatives as [Block["alternatives"][number]];
  return { files, block: id, chosen: part!.id, other, line: `alternative ${other}: ${reason}` };
}

const claim = (item: unknown, quote: string, source = "design") => ({ item, quote, source });
const items = (...list: unknown[]): Behaviour => ({ answer: { items: list } });

async function hostile(): Promise<Record<string, Behaviour>> {
  const { block, other, line } = await choice();
  const text = "Take it.";
  return {
    "invents a part": items(claim({ block, part: "evil/X1", text }, line)),
    "invents a block": items(claim({ block: "backdoor", part: other, text }, line)),
    "invents a number": items(claim({ block, part: other, text: "It draws 99.5 mA less." }, line)),
    "invents a quote": items(claim({ block, part: other, text }, `${line}, and it is free`)),
    "quotes another source": items(claim({ block, part: other, text }, line, "/etc/passwd")),
    "sends the design anew": { answer: { blocks: [], rails: [], artifacts: [{ path: "../x" }] } },
    "calls a tool": { answer: { tool_calls: [{ function: { name: "shell", arguments: "{}" } }] } },
    "repeats itself without end": items(
      ...Array.from({ length: 40 }, (_, at) => claim({ block, part: `evil/${at}`, text }, line)),
    ),
    "answers a gigabyte": { fault: "huge", bytes: 2 ** 30 },
    "never ends": { fault: "drip", everyMs: 200 },
    "never answers": { fault: "never" },
    "breaks off": { fault: "half" },
    "sends no JSON": { fault: "malformed" },
    "refuses the key, and repeats it": { status: 401, echoKey: true },
    "redirects to the machine's own metadata": { redirect: "http://169.254.169.254/latest/" },
  };
}

test("a hostile model leaves the architecture what it is without a model", async () => {
  const { files } = await choice();
  await using models = await withModel();
  for (const [what, behaviour] of Object.entries(await hostile())) {
    models.server.script(behaviour);
    // oxlint-disable-next-line no-await-in-loop -- one script at a time
    const made = await run(models.gateway, "architecture");
    assert.ok(models.server.questions().length > 0, "the model is asked");
    assert.equal(made.files, files, what);
    assert.not.match(Object.values(made.files).join(""), KEY);
  }
});

test("a suggestion is marked, and the skills that follow design as without it", async () => {
  const { block, chosen, other, line } = await choice();
  await using models = await withModel();
  models.server.script(items(claim({ block, part: other, text: "It is as good." }, line)));
  const made = await run(models.gateway, "architecture");
  const design = JSON.parse(made.files["architecture.json"]!);
  assert.is(design.mode, "deterministic+model:openai-compatible/small");
  assert.equal(
    design.suggestions.map((one: Record<string, unknown>) => [one.origin, one.block, one.part]),
    [["model", block, other]],
  );
  assert.is(design.blocks.find(({ id }: Block) => id === block).part.id, chosen);
  await models.gateway.post(`/approve/${made.id}`, {});

  await using honest = await testGateway({ ...FIXTURE, config: CONFIG });
  const { id } = await run(honest, "architecture");
  await honest.post(`/approve/${id}`, {});
  for (const skill of ["power", "test-plan"]) {
    // oxlint-disable-next-line no-await-in-loop -- each on a gateway of its own
    const [after, before] = await Promise.all([run(models.gateway, skill), run(honest, skill)]);
    assert.equal(withoutHashes(after.files), withoutHashes(before.files), skill);
  }
});

/** Files that were made from an artifact name its hash, whole or shortened. */
const withoutHashes = (files: Record<string, string>) =>
  Object.entries(files).map(([path, text]) => [path, text.replaceAll(/\b[\da-f]{12,64}\b/g, "#")]);

test.run();
