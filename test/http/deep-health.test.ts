/** `GET /health?deep=1`: tools whose programs answer wrongly are found out; the plain health asks nobody. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { allBut } from "../fixtures/shipped.ts";
import { fakeProgram } from "../fixtures/fake-program.ts";
import { testGateway } from "../fixtures/gateway.ts";
import { pluginHome } from "../fixtures/plugin-home.ts";
import { needs } from "../runner/needs.ts";

const test = suite("core/http/deep-health");
const config = { disabled: allBut("ngspice"), run: { spare: 0 } };

test("calls a program that only ends well unavailable, with the reason, and leaves plain health as it is", async () => {
  using program = fakeProgram("ngspice", 'echo "** ngspice-46"; exit 0');
  await using gateway = await testGateway({ config, env: { PATH: program.path } });
  const { body: deep } = await gateway.get("/health?deep=1");
  assert.is(deep.components.tools.ngspice, "unavailable");
  assert.match(deep.checked.ngspice.reason, /expected .+, found/);
  assert.ok(deep.checked.ngspice.checks.length > 0);
  const { body: plain } = await gateway.get("/health");
  assert.equal([plain.components.tools.ngspice, plain.checked], ["detected", undefined]);
});

test("tests only tools that are there and have a canary, and believes no canary that throws or babbles", async () => {
  const source = (name: string, canary: string) => `
import { action, defineTool, z } from "metaforge";
export default defineTool({
  name: "${name}", version: "1.0.0", description: "Stands for a tool.",
  detect: async () => ({ available: true }),
  actions: { ${canary} },
});`;
  const canaryOf = (body: string) =>
    `canary: action({ description: "x", input: z.strictObject({}), run: async () => { ${body} } })`;
  const good = `return { trustworthy: true, checks: [{ what: "1+1", ok: true, expected: "2", found: "2" }] };`;
  using home = pluginHome({
    "user/right/index.ts": source("right", canaryOf(good)),
    "user/throws/index.ts": source("throws", canaryOf(`throw new TypeError("no");`)),
    "user/babbles/index.ts": source(
      "babbles",
      canaryOf(`return { trustworthy: true, checks: [] };`),
    ),
    "user/silent/index.ts": source("silent", ""),
  });
  await using gateway = await testGateway({ config, plugins: [home.at("user")] });
  const { status, body } = await gateway.get("/health?deep=1");
  assert.is(status, 200);
  const { right, throws, babbles, silent } = body.components.tools;
  assert.equal(
    [right, throws, babbles, silent],
    ["detected", "unavailable", "unavailable", "detected"],
  );
  assert.is(body.checked.right.reason, null);
  assert.match(body.checked.throws.reason, "no");
  assert.is(body.checked.babbles.reason, "its canary gives no verdict");
  assert.is(body.checked.silent, undefined);
});

needs("ngspice", test)("believes the ngspice of this machine", async () => {
  await using gateway = await testGateway({ config });
  const { body } = await gateway.get("/health?deep=1");
  assert.equal([body.components.tools.ngspice, body.checked.ngspice.reason], ["detected", null]);
});

test("refuses another depth than 0 or 1", async () => {
  await using gateway = await testGateway({
    config: { ...config, disabled: allBut() },
  });
  assert.is((await gateway.get("/health?deep=2")).status, 400);
});

test.run();
