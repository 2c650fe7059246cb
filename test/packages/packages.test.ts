/** The published packages: what is in them, what tools say of them, and that they work where they are installed. */
import { execFile, spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join, posix } from "node:path";
import { promisify } from "node:util";
import { checkPackage, createPackageFromTarballData } from "@arethetypeswrong/core";
import { publint } from "publint";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { toSource } from "../architecture/sources.ts";
import { client as requests, tempHome } from "../fixtures/gateway.ts";
import { installAll, packAll } from "../fixtures/packages.ts";
import type { Packed } from "../fixtures/packages.ts";

const test = suite("test/packages");
const run = promisify(execFile);
const ROOT = join(import.meta.dirname, "../..");

let packing: ReturnType<typeof packAll> | undefined;
/** Built and packed once for all tests of this file. */
const packed = () => (packing ??= packAll());

test("the client holds its compiled modules, their types, and no more", async () => {
  const { client } = await packed();
  const modules = readdirSync(join(ROOT, "clients/typescript/src"));
  const compiled = modules.flatMap((file) =>
    [".js", ".d.ts"].map((ending) => file.replace(".ts", ending)),
  );
  const files = ["LICENSE", "README.md", "package.json", ...compiled];
  assert.equal(client.files, files.toSorted());
});

test("the client needs no other package and may be shaken", async () => {
  const { dependencies, sideEffects, type } = manifestOf((await packed()).client);
  assert.equal(
    { dependencies, sideEffects, type },
    {
      dependencies: undefined,
      sideEffects: false,
      type: "module",
    },
  );
});

test("the gateway holds each module compiled once, no tests and no fixtures", async () => {
  const { gateway } = await packed();
  const folders = ["core", "plugins", "skills", "clients/cli", "clients/typescript/src"];
  const sources = folders.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" })
      .map((name) => posix.join(folder, name))
      .filter((path) => isCode(path) && !isLeftOut(path)),
  );
  const compiled = sources.flatMap((path) => {
    // Plugins import the kernel's types; nobody imports the command.
    const isTyped = path.endsWith(".ts") && !path.startsWith("clients/");
    const js = path.replace(/\.ts$/, ".js");
    return isTyped ? [js, js.replace(/js$/, "d.ts")] : [js];
  });
  assert.equal(gateway.files.filter(isCode), compiled.toSorted());
});

test("beside its modules the gateway holds these files, what plugins bring along, and no more", async () => {
  const { gateway } = await packed();
  const others = gateway.files.filter((path) => !isCode(path));
  const isReadme = (path: string) => /^(?:plugins|skills)\/(?:[^/]+\/)?README\.md$/.test(path);
  // Examples, and data that a plugin reads: parts, limits of makers of boards.
  const isBrought = (path: string) =>
    /^skills\/[^/]+\/example\/|^plugins\/parts\/catalogue\/[\w-]+\.yaml$|^skills\/dfm\/profiles\/[\w-]+\.yaml$/.test(
      path,
    );
  assert.equal(
    others.filter((path) => !isReadme(path) && !isBrought(path)),
    [
      ...["CHANGELOG.md", "LICENSE", "README.md", "package.json"],
      ...["bash", "fish", "zsh"].map(
        (shell) => `clients/cli/completion/scripts/metaforge.${shell}`,
      ),
      ...["skill", "tool", "provider"].flatMap((kind) =>
        ["README.md", "index.test.ts", "index.ts"].map(
          (file) => `clients/cli/new/templates/${kind}/${file}`,
        ),
      ),
      ...["config/metaforge.schema.json", "config/metaforge.yaml"],
      ...["core/http/describe/examples.json", "plugins/docs/style.css", "plugins/providers.md"],
    ].toSorted(),
  );
  for (const file of [
    "plugins/parts/catalogue/mcu.yaml",
    "skills/dfm/profiles/oshpark-2layer.yaml",
  ]) {
    assert.ok(others.includes(file), file);
  }
  assert.ok(others.includes("plugins/README.md") && others.includes("skills/README.md"));
});

test("every import in them leads to a file that is there or to a package that they ask for", async () => {
  for (const one of Object.values(await packed())) assert.equal(lostImports(one), []);
});

test("no module names a source map, which would not be there", async () => {
  for (const one of Object.values(await packed())) {
    const named = modulesOf(one).filter(([, text]) => text.includes("sourceMappingURL"));
    assert.equal(named, []);
  }
});

test("publint finds nothing, not even a suggestion", async () => {
  for (const { tarball } of Object.values(await packed())) {
    const { buffer } = new Uint8Array(readFileSync(tarball));
    const { messages } = await publint({ pack: { tarball: buffer }, strict: true });
    assert.equal(messages, []);
  }
});

/**
 * Both are ES modules alone. `require` of one works in every Node that they support (22 and newer), which the checker
 * does not know yet; and resolution as in Node 10 has no way to `metaforge/report`, nor has Node 10 any use for it.
 */
const EXPECTED = new Set([
  "CJSResolvesToESM . node16-cjs",
  "CJSResolvesToESM ./report node16-cjs",
  "NoResolution ./report node10",
  "CJSResolvesToESM ./testing node16-cjs",
  "NoResolution ./testing node10",
]);

test("their types are found where the code is, however they are looked up", async () => {
  for (const { tarball } of Object.values(await packed())) {
    const data = new Uint8Array(readFileSync(tarball));
    const analysis = await checkPackage(createPackageFromTarballData(data));
    const problems = analysis.types ? analysis.problems : [{ kind: "no types" }];
    const named = problems.map((problem) => {
      const { kind, entrypoint, resolutionKind } = problem as Record<string, string>;
      return `${kind} ${entrypoint} ${resolutionKind}`;
    });
    assert.equal(
      named.filter((name) => !EXPECTED.has(name)),
      [],
    );
  }
});

test("installed into an empty folder, the reference's sample runs against the installed gateway", async () => {
  const sample = readFileSync(join(ROOT, "test/fixtures/reference/typescript-client.txt"), "utf8");
  const project = await installAll(Object.values(await packed()));
  await using gateway = await startInstalled(project);
  // Word for word where its port was free.
  const address = `'http://localhost:${gateway.port}'`;
  writeFileSync(
    join(project, "sample.mjs"),
    sample.replace("'http://localhost:3000'", () => address),
  );

  await run(process.execPath, ["sample.mjs"], { cwd: project, timeout: 30_000 });

  const constraints = JSON.parse(readFileSync(gateway.at("constraints.json"), "utf8")) as object;
  assert.ok("constraints" in constraints);
  const { body } = await requests(gateway.port).get("/sessions?status=approved");
  assert.is(body.total, 1);
  // The command with the client compiled into it.
  const listed = await gateway.command("sessions", "--json");
  assert.match(listed, body.sessions[0].id);
});

test.run();

const isCode = (path: string) => /\.[jt]s$/.test(path) && !path.includes("/templates/");

const isLeftOut = (path: string) => path.endsWith(".test.ts") || path.includes("/fixtures/");

function manifestOf({ folder }: Packed): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Record<string, unknown>;
}

function modulesOf({ folder, files }: Packed): [path: string, text: string][] {
  const modules = files.filter((path) => /\.(?:js|d\.ts)$/.test(path));
  return modules.map((path) => [path, readFileSync(join(folder, path), "utf8")]);
}

function lostImports(one: Packed): string[] {
  const { name, dependencies = {} } = manifestOf(one) as {
    name: string;
    dependencies?: Record<string, string>;
  };
  const known = new Set([name, ...Object.keys(dependencies)]);
  return modulesOf(one).flatMap(([path, text]) => {
    const lost = toSource(path, text).imports.filter(({ specifier, target, pkg }) =>
      target === null
        ? !isBuiltin(specifier) && !known.has(pkg ?? specifier)
        : !one.files.includes(target),
    );
    return lost.map(({ specifier }) => `${path} imports ${specifier}`);
  });
}

/** The installed command on the reference's port, or on any when that one is taken. */
async function startInstalled(project: string) {
  const home = tempHome();
  const command = join(project, "node_modules/.bin/metaforge");
  assert.ok(existsSync(command));
  const env = { ...process.env, XDG_CONFIG_HOME: join(home.top, "config") };
  const start = (port: string) =>
    spawn(process.execPath, [command, "start", "-w", home.workspace, "--port", port], {
      ...{ cwd: project, env },
      stdio: ["ignore", "pipe", port === "0" ? "inherit" : "ignore"],
    });
  let child = start("3000");
  let port = await portOf(child);
  if (port === null) {
    child = start("0");
    port = await portOf(child);
  }
  return {
    ...home,
    port: port!,
    async command(...args: string[]): Promise<string> {
      const line = [command, ...args, "-w", home.workspace];
      return (await run(process.execPath, line, { cwd: project, env, timeout: 30_000 })).stdout;
    },
    [Symbol.asyncDispose]: async () => {
      const exited = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGKILL");
      await exited;
      home.remove();
    },
  };
}

/** Null when it ended instead of listening. */
async function portOf(child: ChildProcess): Promise<number | null> {
  let text = "";
  // Left open: who writes to a closed one is told so.
  for await (const chunk of child.stdout!.iterator({ destroyOnReturn: false })) {
    text += String(chunk);
    const [, port] = /^listening on http:\/\/127\.0\.0\.1:(\d+)$/m.exec(text) ?? [];
    if (port === undefined) continue;
    child.stdout!.resume();
    return Number(port);
  }
  return null;
}
