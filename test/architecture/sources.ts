/** Reads the project's files and what each imports, for the rules of the architecture. */
import { readFileSync, readdirSync } from "node:fs";
import { join, posix } from "node:path";

export interface Import {
  /** As written, such as `./errors.ts` or `h3`. */
  readonly specifier: string;
  /** The project path of a relative import, else null. */
  readonly target: string | null;
  /** The package of a bare import, such as `@ai-sdk/openai`, else null. */
  readonly pkg: string | null;
  readonly typeOnly: boolean;
}

export interface Source {
  /** From the project's root, with forward slashes. */
  readonly path: string;
  readonly text: string;
  /** The text without comments and with blank strings, so that a rule does not trip over words. */
  readonly code: string;
  readonly imports: readonly Import[];
}

const SKIPPED = new Set(["node_modules", "dist", "fixtures"]);
const READ = /\.(?:ts|js|mjs|json|ya?ml|md|py|toml)$/;

/** Every text file of the project but fixtures and what is generated. */
export function readSources(root: string, folder = ""): Source[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name);
    if (entry.isDirectory()) {
      const skip = SKIPPED.has(entry.name) || entry.name.startsWith(".");
      return skip ? [] : readSources(root, path);
    }
    if (!READ.test(entry.name) || entry.name === "package-lock.json") return [];
    return [toSource(path, readFileSync(join(root, path), "utf8"))];
  });
}

export function toSource(path: string, text: string): Source {
  const bare = isCode(path) ? withoutComments(text) : "";
  const code = withoutStrings(bare);
  return { path, text, code, imports: importsOf(path, bare, code) };
}

export const isCode = (path: string): boolean => /\.(?:ts|js|mjs)$/.test(path);

const STRING = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/.source;
const PATTERN =
  /(?<=(?:[(,=:[!&|?{};\n]|return)\s*)\/(?![*/])(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\//.source;
const LITERAL = `${STRING}|${PATTERN}`;
const COMMENT = /\/\*[\s\S]*?\*\/|\/\/[^\n]*/.source;

// Literals are matched too, so that "http://" does not begin a comment.
export const withoutComments = (text: string): string =>
  text.replace(new RegExp(`(${LITERAL})|${COMMENT}`, "g"), (_, string?: string) => string ?? "");

// As long as before, so that what is found in the one is read from the other.
const withoutStrings = (text: string) =>
  text.replace(new RegExp(LITERAL, "g"), (string) => `"${" ".repeat(string.length - 2)}"`);

const FORMS = [
  /^\s*(?:import|export)\s+(type\s)?[^;"]*?\bfrom\s*" +"/gm,
  /^\s*import\s+()" +"/gm,
  /\bimport\(\s*()" +"/g,
  /\brequire(?:\.resolve|\(import\.meta\.url\))?\(\s*()" +"/g,
];

function importsOf(path: string, bare: string, code: string): Import[] {
  return FORMS.flatMap((form) =>
    [...code.matchAll(form)].map((match) => {
      const written = bare.slice(match.index, match.index + match[0].length);
      const specifier = /["'`]([^"'`]+)["'`]$/.exec(written)![1]!;
      const isBare = !/^(?:\.|node:|#)/.test(specifier);
      return {
        specifier,
        typeOnly: Boolean(match[1]),
        target: specifier.startsWith(".") ? posix.join(posix.dirname(path), specifier) : null,
        pkg: isBare ? specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/") : null,
      };
    }),
  );
}
