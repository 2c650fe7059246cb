/** The examples of the client's README: they compile, and they do what they say. */
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { buildClient } from "../../config/build.ts";
import { testGateway } from "../../test/fixtures/gateway.ts";

const test = suite("clients/typescript/readme");

const run = promisify(execFile);
const ROOT = join(import.meta.dirname, "../..");
const COMPILER = join(ROOT, "node_modules/typescript/bin/tsc");
const README = readFileSync(join(import.meta.dirname, "README.md"), "utf8");
const examples = [...README.matchAll(/^```js\n(.*?)^```$/gms)].map(([, code]) => code!);

const OPTIONS = {
  ...{ target: "es2024", module: "nodenext", strict: true, noEmit: true, checkJs: true },
  ...{ noUnusedLocals: true, typeRoots: [join(ROOT, "node_modules/@types")] },
};

for (const [where, kind] of [
  ["a browser", { lib: ["es2024", "dom", "dom.asynciterable"], types: [] }],
  ["Node", { lib: ["es2024"], types: ["node"], skipLibCheck: true }],
] as const) {
  test(`the examples compile for ${where}`, async () => {
    using project = projectWith(examples.join("\n"));
    const compilerOptions = { ...OPTIONS, ...kind };
    project.write("tsconfig.json", { compilerOptions, files: ["example.mjs"] });
    await project.node(COMPILER, "-p", ".");
  });
}

test("the examples run one after the other, end by themselves and print what they say", async () => {
  await using gateway = await testGateway();
  using project = projectWith(examples.join("\n").replace("http://localhost:3000", gateway.base));
  const out = await project.node("example.mjs");
  assert.match(out, /^100 % /m);
  assert.match(out, "constraints.json");
  assert.match(out, /^session-\S+ completed$/m);
  assert.match(out, /^\d+ pending_approval$/m);
  assert.match(out, "cannot be approved: The session is completed");
});

test("has no more than one screen", () => {
  assert.ok(README.split("\n").length <= 65);
});

test.run();

/** A folder outside the checkout with the compiled client installed and one example. */
function projectWith(code: string) {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "metaforge-readme-"));
  const scope = join(folder, "node_modules/@metaforge");
  mkdirSync(scope, { recursive: true });
  buildClient(scope);
  writeFileSync(join(folder, "package.json"), '{"type": "module"}');
  writeFileSync(join(folder, "example.mjs"), code);
  return {
    write: (name: string, value: object) =>
      writeFileSync(join(folder, name), JSON.stringify(value)),
    /** What Node prints; throws with all of it when it fails. */
    async node(...args: string[]): Promise<string> {
      try {
        return (await run(process.execPath, args, { cwd: folder, timeout: 30_000 })).stdout;
      } catch (thrown) {
        const { stdout, stderr } = thrown as { stdout: string; stderr: string };
        throw new TypeError(`${stdout}${stderr}`, { cause: thrown });
      }
    },
    [Symbol.dispose]: () => rmSync(folder, { recursive: true, force: true }),
  };
}
