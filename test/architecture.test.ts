/** Keeps the architecture as it is described: layers, fences, one place a library, short files, exported names. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import * as layers from "./architecture/layers.ts";
import * as rules from "./architecture/rules.ts";
import { readSources, toSource } from "./architecture/sources.ts";
import type { Source } from "./architecture/sources.ts";

const root = join(import.meta.dirname, "..");
const sources = readSources(root);
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
  dependencies: object;
  devDependencies: object;
};
const declared = (all: readonly Source[]) => rules.undeclared(all, manifest);
const local = (all: readonly Source[]) => rules.localPath(all, root);

const test = suite("test/architecture");

const HOME = ["", "home", "ada", "board"].join("/");
/** The rule as a sentence, how it is judged, and files that break it: path, text. */
type Rule = [says: string, judge: (all: readonly Source[]) => string[], ...bad: [string, string][]];

const RULES: Rule[] = [
  [
    "imports only from its own layer of core or from those below",
    layers.wrongLayer,
    ["core/errors.ts", 'import { z } from "./kernel.ts";'],
    ["core/sessions/store.ts", 'export { app } from "../http/app.ts";'],
    ["core/run/pool.ts", 'const app = await import("../main.ts");'],
    ["core/http/app.ts", 'import type { Kit } from "../testing.ts";'],
    ["core/new-thing.ts", 'import "./errors.ts";'],
  ],
  [
    "keeps core apart from plugins, skills and tests",
    layers.leavesCore,
    ["core/kernel.ts", 'import spec from "../skills/spec/index.ts";'],
    ["core/run/child.ts", 'import { fail } from "metaforge";'],
  ],
  [
    "lets a plugin import nothing of core's or of another plugin's",
    layers.leavesPlugin,
    ["plugins/kicad/index.ts", 'import { fail } from "../../core/errors.ts";'],
    ["skills/bom/index.ts", 'import { parse } from "../spec/parse.ts";'],
    ["skills/bom/table.ts", 'import x from "../../test/run.ts";'],
  ],
  [
    "lets clients know few files of core, or none",
    layers.knowsCore,
    [
      "clients/cli/commands/run.ts",
      'import { createStore } from "../../../core/sessions/store.ts";',
    ],
    ["clients/typescript/src/client.ts", 'import { VERSION } from "../../../core/version.ts";'],
  ],
  [
    "has no modules that need each other to load",
    layers.importCycles,
    ["core/run/self.ts", 'import { a } from "./self.ts";'],
  ],
  [
    "uses a library in one place",
    rules.misplacedLibrary,
    ["core/kernel.ts", 'import { container } from "tsyringe";'],
    ["core/ws/hub.ts", 'import { serve } from "h3";'],
    ["core/http/app.ts", 'import node from "crossws/adapters/node";'],
    ["plugins/postgres/index.ts", 'import { DatabaseSync } from "node:sqlite";'],
    ["core/run/pool.ts", 'const { execa } = await import("execa");'],
    ["core/run/pool.ts", 'import { join } from "path";'],
    ["plugins/acme/index.ts", 'import { generateText } from "ai";'],
    ["core/kernel.ts", 'import { Registry } from "prom-client";'],
    ["skills/acme/report.ts", 'import { markdownTable } from "markdown-table";'],
    ["skills/acme/csv.ts", 'import { stringify } from "csv-stringify/sync";'],
    ["core/telemetry.ts", 'import { trace } from "@opentelemetry/api";'],
  ],
  [
    "declares every package it imports",
    declared,
    ["core/kernel.ts", 'import express from "express";'],
    ["core/testing.ts", 'import * as assert from "uvu/assert";'],
  ],
  ["has no file of more than 250 lines", rules.tooLong, ["core/kernel.ts", "\n".repeat(251)]],
  [
    "says at the top of each file what it is for",
    rules.purposeless,
    ["core/kernel.ts", 'import "x";\n/** Late. */'],
    ["core/kernel.ts", "/** @file */"],
  ],
  [
    "names files by what is in them",
    rules.badName,
    ["core/run/utils.ts", ""],
    ["core/misc/pool.ts", ""],
    ["core/run/childProcess.ts", ""],
  ],
  [
    "uses no decorator, Proxy, class hierarchy, bare error, computed import or .only",
    rules.unwanted,
    ["core/kernel.ts", "@injectable()\nclass Kernel {}"],
    ["core/kernel.ts", "const a = new Proxy({}, {});"],
    ["core/kernel.ts", "class Kernel extends Base {}"],
    ["core/kernel.ts", 'throw new TypeError("no");'],
    ["core/kernel.ts", "await import(url);"],
    ["core/kernel.test.ts", 'test.only("one", () => {});'],
  ],
  [
    "keeps tools, vendors and documents out of core",
    rules.knowsPlugins,
    ["core/kernel.ts", 'const tools = ["kicad"];'],
  ],
  [
    "holds no path of one machine",
    local,
    ["core/kernel.ts", 'const a = "' + HOME + '";'],
    ["README.md", `see ${root}/x`],
  ],
];

for (const [says, judge, ...bad] of RULES) {
  test(says, () => {
    assert.equal(judge(sources), []);
  });
  test(`would notice: ${says}`, () => {
    const missed = bad.filter(([path, text]) => judge([toSource(path, text)]).length === 0);
    assert.equal(missed, []);
  });
}

test("exports these values to plugin authors, and no others", async () => {
  assert.equal(Object.keys(await import("../core/index.ts")).toSorted(), [
    "API_DESCRIPTION",
    "EVENT_NAMES",
    "TELEMETRY",
    "action",
    "defineExtension",
    "defineProvider",
    "defineSkill",
    "defineTool",
    "fail",
    "isGatewayError",
    "messageOf",
    "token",
    "z",
  ]);
});

const CONTRACTS = ["core/define.ts", "core/define-models.ts", "core/define-workspace.ts"];

test("exports these values to what writes reports, and no others", async () => {
  assert.equal(Object.keys(await import("../core/report.ts")).toSorted(), [
    "FindingSchema",
    "OutcomeStatus",
    "RequirementVerdictSchema",
    "amount",
    "artifactHead",
    "artifactJson",
    "cell",
    "clip",
    "csv",
    "headOf",
    "judged",
    "limitOf",
    "oneLine",
    "parseStated",
    "quantity",
    "requirementSection",
    "statedIn",
    "table",
    "tableOfMarkdown",
    "visible",
    "words",
  ]);
});

test("exports these types to plugin authors, and no others", () => {
  const inDefine = [
    ...CONTRACTS.flatMap((file) => [
      ...textOf(file).matchAll(/^export (?:interface|type) (\w+)/gm),
    ]),
  ];
  const inIndex = [...textOf("core/index.ts").matchAll(/^export type \{([^}]*)\}/gm)];
  const names = [
    ...inDefine.map(([, name]) => name!),
    ...inIndex.flatMap(([, list]) => list!.split(",").map((name) => name.trim())),
  ];
  assert.equal(names.toSorted(), [
    "ApiDescription",
    "Artifact",
    "Detected",
    "ErrorCode",
    "ErrorDetails",
    "ExecOptions",
    "ExecResult",
    "ExtensionContext",
    "ExtensionDefinition",
    "ExtensionPlugin",
    "FileFilter",
    "Finding",
    "GatewayError",
    "Grounded",
    "GroundingSource",
    "Llm",
    "LlmRequest",
    "Measurement",
    "Metric",
    "Plugin",
    "PluginBase",
    "PluginKind",
    "PluginStorage",
    "Provenance",
    "ProviderAccess",
    "ProviderDefinition",
    "ProviderPlugin",
    "RunOptions",
    "Schema",
    "SkillContext",
    "SkillDefinition",
    "SkillDiff",
    "SkillPlugin",
    "SkillResult",
    "Telemetry",
    "TelemetryRecord",
    "ToolAction",
    "ToolActions",
    "ToolCache",
    "ToolContext",
    "ToolDefinition",
    "ToolMap",
    "ToolPlugin",
    "Ungrounded",
    "WorkspaceAccess",
  ]);
});

test.run();

function textOf(path: string): string {
  return sources.find((source) => source.path === path)!.code;
}
