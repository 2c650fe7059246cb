/** Where the items of a schematic file really are, and which sheets it holds: read from the file itself. */

export interface Place {
  /** mm, as in the file. */
  readonly x: number;
  readonly y: number;
  /** False: the item has no place of its own (a pin), and this is that of what it belongs to. */
  readonly own: boolean;
}

export interface SheetEntry {
  readonly uuid: string;
  /** As written: relative to the file that holds it. */
  readonly file: string;
}

export interface Places {
  readonly places: ReadonlyMap<string, Place>;
  /** Symbols among the wanted items: the reference that each has on each sheet that the file is. */
  readonly references: ReadonlyMap<string, readonly Reference[]>;
  readonly sheets: readonly SheetEntry[];
}

export interface Reference {
  /** The uuids on the way to the sheet: "/root/sheet". */
  readonly uuidPath: string;
  readonly reference: string;
}

interface Node {
  readonly name: string;
  readonly values: string[];
  at: { x: number; y: number } | null;
  uuid: string | null;
  file: string | null;
  /** Of a way to a sheet; of a symbol, all of its ways. */
  reference: string | null;
  references: Reference[];
}

const TOKENS = /"(?:[^"\\]|\\[^])*"|[()]|[^\s()"]+/g;

/** `wanted`: the uuids whose places are asked for. A broken file gives what can be read of it. */
export function findPlaces(text: string, wanted: ReadonlySet<string>): Places {
  const places = new Map<string, Place>();
  const references = new Map<string, readonly Reference[]>();
  const sheets: SheetEntry[] = [];
  const open: Node[] = [];
  let named = true;
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === "(") named = false;
    else if (token === ")") close(open.pop(), open.at(-1));
    else if (!named) {
      open.push({
        ...{ name: token, values: [], at: null, uuid: null, file: null },
        ...{ reference: null, references: [] },
      });
      named = true;
    } else if ((open.at(-1)?.values.length ?? 3) < 3) open.at(-1)!.values.push(token);
  }
  return { places, references, sheets };

  function close(node: Node | undefined, parent: Node | undefined): void {
    if (!node) return;
    const [first = "", second = ""] = node.values;
    if (node.name === "at" && parent) parent.at = { x: Number(first), y: Number(second) };
    else if (node.name === "uuid" && parent) parent.uuid = bare(first);
    else if (node.name === "property" && parent && SHEET_FILE.test(first))
      parent.file = bare(second);
    if (node.name === "sheet" && node.uuid !== null && node.file !== null) {
      sheets.push({ uuid: node.uuid, file: node.file });
    }
    if (node.name === "reference" && parent) parent.reference = bare(first);
    if (node.name === "path" && node.reference !== null) {
      const way = { uuidPath: bare(first), reference: node.reference };
      open.findLast(({ name }) => name === "symbol")?.references.push(way);
    }
    if (node.name === "symbol" && node.uuid !== null && wanted.has(node.uuid)) {
      references.set(node.uuid, node.references);
    }
    const at = node.at ?? parent?.at;
    if (node.uuid !== null && at && wanted.has(node.uuid)) {
      places.set(node.uuid, { ...at, own: node.at !== null });
    }
  }
}

const SHEET_FILE = /^"Sheet ?file"$/;
const bare = (token: string) =>
  token.startsWith('"') ? token.slice(1, -1).replace(/\\(.)/g, "$1") : token;
