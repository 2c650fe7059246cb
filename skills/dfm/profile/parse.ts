/** Reads a profile out of YAML, and says in which line it is wrong. */
import { fail } from "metaforge";
import { LineCounter, parseDocument, visit } from "yaml";
import type { Document } from "yaml";
import { ProfileSchema } from "./schema.ts";
import type { Profile } from "./schema.ts";

const MOST = 100_000;

/** `id` is what the file's name says. Throws VALIDATION_ERROR with the file, the line and what is wrong in it. */
export function parseProfile(text: string, file: string, id: string): Profile {
  const refuse = (line: number, problem: string) =>
    fail("VALIDATION_ERROR", {
      problem: `${file}:${line}: ${problem}`,
      field: "input.args.fab",
      file,
      line,
    });
  if (text.length > MOST) throw refuse(1, `is longer than ${MOST} characters`);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, schema: "core" });
  const [fault] = document.errors;
  if (fault) throw refuse(lines.linePos(fault.pos[0]).line, fault.message.split("\n", 1)[0]!);
  // Aliases can multiply what a few lines say: no profile has need of one.
  visit(document, {
    Alias(_, { range }) {
      throw refuse(lines.linePos(range?.[0] ?? 0).line, "aliases (*) are not taken here");
    },
  });
  const read = ProfileSchema.safeParse(document.toJS());
  if (!read.success) {
    const { path, message } = read.error.issues[0]!;
    const where = path.length === 0 ? "the file" : path.join(".");
    throw refuse(lines.linePos(startOf(document, path)).line, `${where}: ${message}`);
  }
  if (read.data.id !== id) throw refuse(1, `id is '${read.data.id}', but the file is called ${id}`);
  return read.data;
}

/** Where the named thing stands, else what it is missing in. */
function startOf(document: Document, path: readonly PropertyKey[]): number {
  for (let length = path.length; length >= 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    const range = (node as { range?: [number, number, number] } | undefined)?.range;
    if (range) return range[0];
  }
  return 0;
}
