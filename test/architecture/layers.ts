/** Who may import whom: core's layers, and the fences around core, plugins and skills. */
import type { Import, Source } from "./sources.ts";

/** Files and folders of core; each may import its own row and the rows above it. */
const LAYERS = [
  [
    "errors",
    "tokens",
    "api-description",
    "canary",
    "canonical",
    "container",
    "define",
    "define-models",
    "define-workspace",
    "events",
    "log",
    "telemetry",
    "telemetry-names",
    "telemetry-recorder",
    "version",
  ],
  ["index", "report", "config", "registry", "llm", "models", "workspace"],
  ["plugins", "run", "sessions"],
  ["http", "ws"],
  ["settings"],
  ["kernel", "rehearsal"],
  ["main", "bin", "runtime", "idle"],
];
/** The public test kit builds whole kernels, so it may import all of core; nothing imports it. */
const TEST_KIT = LAYERS.length;

export function wrongLayer(sources: readonly Source[]): string[] {
  return eachImport(sources, "core/", ({ path }, { target }) => {
    if (layerOf(path) < 0) return "has no layer: add it to the table";
    if (!target?.startsWith("core/")) return null;
    const [from, to] = [layerOf(path), layerOf(target)];
    return to <= from || from === TEST_KIT ? null : `imports ${target}, which is above it`;
  });
}

function layerOf(path: string): number {
  const name = path.split("/")[1]!.replace(/\.\w+$/, "");
  return name === "testing" ? TEST_KIT : LAYERS.findIndex((row) => row.includes(name));
}

/** Core's own files reach for nothing outside core: plugins are found, never known. */
export function leavesCore(sources: readonly Source[]): string[] {
  return eachImport(sources, "core/", (_, { target, pkg }) => {
    if (target && !target.startsWith("core/")) return `imports ${target}`;
    return pkg === "metaforge" ? "imports itself through the front door" : null;
  });
}

/** A plugin or skill imports `metaforge`, its own folder, packages and node:*; its tests also the test runner. */
export function leavesPlugin(sources: readonly Source[]): string[] {
  return eachImport(sources, /^(?:plugins|skills)\/[^/]+\//, ({ path }, { target, specifier }) => {
    const own = path.split("/", 2).join("/");
    if (specifier.startsWith("/") || specifier.startsWith("file:")) return `imports ${specifier}`;
    if (!target || target.startsWith(`${own}/`)) return null;
    return isTest(path) && target.startsWith("test/") ? null : `imports ${target}`;
  });
}

/** What the commands may know of core: few files, so that core changes without them. Their tests may know more. */
const FOR_COMMANDS = [
  "core/canary.ts",
  "core/main.ts",
  "core/plugins/facts.ts",
  "core/plugins/find.ts",
  "core/plugins/trust.ts",
  "core/rehearsal.ts",
  "core/run/resolve.ts",
  "core/runtime.js",
  "core/sessions/check-database.ts",
  "core/settings.ts",
  "core/version.ts",
];

export function knowsCore(sources: readonly Source[]): string[] {
  return eachImport(sources, "clients/", ({ path }, { target }) => {
    if (!target?.startsWith("core/") || isTest(path)) return null;
    const may = path.startsWith("clients/cli/") && FOR_COMMANDS.includes(target);
    return may ? null : `imports ${target}`;
  });
}

/** Modules that need each other to load; types do not count, since they are gone when code runs. */
export function importCycles(sources: readonly Source[]): string[] {
  const next = new Map(
    sources.map(({ path, imports }) => [
      path,
      imports.flatMap(({ target, typeOnly }) => (target && !typeOnly ? [target] : [])),
    ]),
  );
  const done = new Set<string>();
  const found: string[] = [];
  const visit = (path: string, trail: string[]): void => {
    if (trail.includes(path)) found.push([...trail.slice(trail.indexOf(path)), path].join(" → "));
    else if (!done.has(path)) {
      for (const target of next.get(path) ?? []) visit(target, [...trail, path]);
      done.add(path);
    }
  };
  for (const path of next.keys()) visit(path, []);
  return found;
}

export const isTest = (path: string): boolean =>
  path.startsWith("test/") || path.endsWith(".test.ts");

function eachImport(
  sources: readonly Source[],
  where: string | RegExp,
  judge: (source: Source, one: Import) => string | null,
): string[] {
  return sources
    .filter(({ path }) => (typeof where === "string" ? path.startsWith(where) : where.test(path)))
    .flatMap((source) => source.imports.map((one) => [source.path, judge(source, one)] as const))
    .flatMap(([path, problem]) => (problem ? [`${path} ${problem}`] : []));
}
