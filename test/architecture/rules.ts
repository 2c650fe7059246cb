/** Rules on single files: where a library may be used, how long a file is, what is not written here. */
import { isBuiltin } from "node:module";
import { isTest } from "./layers.ts";
import { isCode, withoutComments } from "./sources.ts";
import type { Source } from "./sources.ts";

const MAX_LINES = 250;

const OTEL = /^plugins\/otel\//;

/** One library, one place: exchanging it means changing that place. Measurements may use a library as a peer. */
const PLACES: Record<string, RegExp> = {
  ai: /^core\/llm\.ts$/,
  "@opentelemetry/api": OTEL,
  "@opentelemetry/exporter-metrics-otlp-http": OTEL,
  "@opentelemetry/exporter-trace-otlp-http": OTEL,
  "@opentelemetry/resources": OTEL,
  "@opentelemetry/sdk-metrics": OTEL,
  "@opentelemetry/sdk-trace": OTEL,
  tsyringe: /^core\/container\.ts$/,
  "reflect-metadata": /^core\/container\.ts$/,
  cosmiconfig: /^core\/config\//,
  crossws: /^(?:core\/ws|test\/bench)\//,
  diff: /^core\/sessions\/diff\.ts$/,
  "csv-stringify": /^core\/report\/csv\.ts$/,
  execa: /^core\/run\/exec\.ts$/,
  h3: /^(?:core\/http|test\/bench)\//,
  "markdown-table": /^core\/report\/table\.ts$/,
  "prom-client": /^plugins\/metrics\//,
  pino: /^core\/log\.ts$/,
  vega: /^plugins\/chart\//,
  "fast-xml-parser": /^plugins\/kicad\/exports\//,
  unstorage: /^core\/sessions\/plugin-storage\.ts$/,
};
const SQLITE = /^(?:core\/sessions|test)\//;

export const misplacedLibrary = perFile(({ path, imports }) =>
  imports.flatMap(({ specifier, pkg }) => {
    const place = specifier === "node:sqlite" ? SQLITE : pkg && PLACES[pkg];
    if (place && !place.test(path)) return [`imports ${specifier}`];
    return isBuiltin(specifier) && pkg ? [`imports ${specifier} without node:`] : [];
  }),
);

/** A package is declared; one that only tests and builds need is not used by what is shipped. */
export function undeclared(
  sources: readonly Source[],
  declared: { dependencies: object; devDependencies: object },
): string[] {
  return perFile(({ path, imports }) => {
    const isDev = isTest(path) || path.startsWith("config/");
    const names = Object.keys({
      ...declared.dependencies,
      ...(isDev ? declared.devDependencies : {}),
      metaforge: 0,
    });
    // A client is published by itself and declares its own packages.
    if (path.startsWith("clients/")) return [];
    return imports.flatMap(({ pkg, typeOnly, specifier }) => {
      const known =
        !pkg || isBuiltin(pkg) || names.includes(pkg) || (typeOnly && hasTypes(pkg, declared));
      return known ? [] : [`imports ${specifier}, which package.json does not declare`];
    });
  })(sources);
}

const hasTypes = (pkg: string, { devDependencies }: { devDependencies: object }) =>
  Object.hasOwn(devDependencies, `@types/${pkg}`);

/** Written by a program, and read by one. */
const GENERATED = new Set(["clients/typescript/src/api.ts"]);

export const tooLong = perFile(({ path, text }) => {
  const lines = text.split("\n").length - 1;
  return isCode(path) && !GENERATED.has(path) && lines > MAX_LINES ? [`has ${lines} lines`] : [];
});

/** Begins with a comment whose first sentence says what the file is for. */
export const purposeless = perFile(({ path, text }) =>
  isCode(path) && !/^(?:#!.*\n)?\/\*\*[\s*]+[A-Za-z`][^\n]{14,}/.test(text)
    ? ["has no purpose line"]
    : [],
);

const BANNED_NAME = /^(?:utils?|helpers?|managers?|common|misc|data2)$/;

export const badName = perFile(({ path }) => {
  if (!isCode(path)) return [];
  const bad = path.split("/").filter((part) => {
    const stem = part.replace(/(?:\.test)?\.\w+$/, "");
    return BANNED_NAME.test(stem) || !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(stem);
  });
  return bad.map((part) => `is badly named: ${part}`);
});

/** Shipped code: what a gateway runs. */
const SHIPPED = /^(?:core|plugins|skills)\//;

const UNWANTED: { what: string; where: (path: string) => boolean; found: RegExp }[] = [
  { what: "uses a decorator", where: isCode, found: /^\s*@\w+/m },
  { what: "uses a Proxy", where: isCode, found: /\bnew Proxy\b|\bProxy\.revocable\b/ },
  { what: "has a class hierarchy", where: shipped, found: /\bclass\b[^{]*\bextends\b/ },
  {
    // Plugins are imported where they run; a second place would be a second way in for foreign code.
    what: "imports by a computed URL",
    where: (path) => /^core\/(?!bin\.js|run\/perform\.ts|plugins\/)/.test(path),
    found: /\bimport\((?!\s*")/,
  },
  {
    what: "leaves .only behind",
    where: (path) => isTest(path) && path !== "test/runner/suite.ts",
    found: /\.only\(/,
  },
  {
    what: "makes an error without a code",
    where: (path) => shipped(path) && path !== "core/errors.ts",
    found: /\bnew (?:\w+)?Error\(/,
  },
];

export const unwanted = perFile(({ path, code }) =>
  UNWANTED.flatMap(({ what, where, found }) => (where(path) && found.test(code) ? [what] : [])),
);

/** The core is for any plugin: it names no tool, no vendor and no kind of document. */
export const knowsPlugins = perFile(({ path, text }) => {
  if (!path.startsWith("core/") || !isCode(path)) return [];
  const word = /\b(?:kicad|ngspice|openai|anthropic|ollama|prd)\b/i.exec(
    withoutComments(text),
  )?.[0];
  return word ? [`names '${word}'`] : [];
});

/** A path of one machine works on no other. */
export function localPath(sources: readonly Source[], root: string): string[] {
  const home = /(?<![\w.])\/(?:home|Users)\/[a-z][\w-]*\/|[A-Z]:\\Users\\/;
  return perFile(({ path, text }) => {
    // A comment may show what such a path looks like.
    const read = isCode(path) ? withoutComments(text) : text;
    const found = text.includes(`${root}/`) ? root : home.exec(read)?.[0];
    return found ? [`holds the path ${found}`] : [];
  })(sources);
}

function shipped(path: string): boolean {
  return SHIPPED.test(path) && !isTest(path);
}

function perFile(judge: (source: Source) => string[]) {
  return (sources: readonly Source[]): string[] =>
    sources.flatMap((source) => judge(source).map((problem) => `${source.path} ${problem}`));
}
