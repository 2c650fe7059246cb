/** A parsed S-expression: three columns of numbers beside the text, so that a board of 70 MB fits into memory. */
import { unquote } from "./quote.ts";

/** Where nodes are, in the order of the text. A list's items follow it; `next` tells where it ends. */
export interface Columns {
  readonly count: number;
  /** The first character. */
  readonly start: Int32Array;
  /** After the last character; of a list its complement (`~end`), which tells lists from words. */
  readonly end: Int32Array;
  /** The number of the node after this one and all that is in it. */
  readonly next: Int32Array;
}

export interface Tree extends Columns {
  readonly text: string;
}

/** The nodes that are in no list: of most files a single one. */
export function topNodes(tree: Tree): Node[] {
  return siblings(tree, 0, tree.count);
}

/** The first list of the text that is in no other, or null. */
export function rootOf(tree: Tree): Node | null {
  return topNodes(tree).find(({ isList }) => isList) ?? null;
}

/** One node of a tree; a handle that is made when asked for. Items are counted from 0, which is the name of a list. */
export class Node {
  readonly tree: Tree;
  /** Its number in the tree. */
  readonly at: number;

  constructor(tree: Tree, at: number) {
    this.tree = tree;
    this.at = at;
  }

  /** The place of its first character in the text. */
  get start(): number {
    return this.tree.start[this.at]!;
  }

  /** The place after its last character. */
  get end(): number {
    const end = this.tree.end[this.at]!;
    return end < 0 ? ~end : end;
  }

  get isList(): boolean {
    return this.tree.end[this.at]! < 0;
  }

  get isQuoted(): boolean {
    return !this.isList && this.tree.text.charCodeAt(this.start) === 34;
  }

  /** As it is written, quotes and parentheses included. */
  get text(): string {
    return this.tree.text.slice(this.start, this.end);
  }

  /** What a word says, without quotes; "" of a list. */
  get value(): string {
    if (this.isList) return "";
    return this.isQuoted ? unquote(this.text) : this.text;
  }

  /** The first word of a list, "" when there is none. */
  get name(): string {
    return this.item(0)?.value ?? "";
  }

  get items(): Node[] {
    if (!this.isList) return [];
    return siblings(this.tree, this.at + 1, this.tree.next[this.at]!);
  }

  item(n: number): Node | null {
    if (!this.isList) return null;
    const { next } = this.tree;
    const end = next[this.at]!;
    let at = this.at + 1;
    for (let left = n; left > 0 && at < end; left -= 1) at = next[at]!;
    return at < end ? new Node(this.tree, at) : null;
  }

  /** The first list in it with this name, or null. */
  child(name: string): Node | null {
    const at = this.find(name, this.at + 1);
    return at < 0 ? null : new Node(this.tree, at);
  }

  /** All lists directly in it with this name. */
  childrenNamed(name: string): Node[] {
    const found: Node[] = [];
    for (let at = this.find(name, this.at + 1); at >= 0;) {
      found.push(new Node(this.tree, at));
      at = this.find(name, this.tree.next[at]!);
    }
    return found;
  }

  /** The nth item's words, or null when it is missing or a list. */
  string(n = 1): string | null {
    const item = this.item(n);
    return item === null || item.isList ? null : item.value;
  }

  /** The nth item's number, or null when it is none. */
  number(n = 1): number | null {
    const text = this.string(n);
    if (text === null || text.trim() === "") return null;
    const number = Number(text);
    return Number.isFinite(number) ? number : null;
  }

  private find(name: string, from: number): number {
    const { next, end } = this.tree;
    const last = this.isList ? next[this.at]! : from;
    for (let at = from; at < last; at = next[at]!) {
      if (end[at]! < 0 && at + 1 < next[at]! && isWord(this.tree, at + 1, name)) return at;
    }
    return -1;
  }
}

/** Whether a node is this word without quotes; nothing is cut out of the text for the answer. */
function isWord({ text, start, end }: Tree, at: number, word: string): boolean {
  const begin = start[at]!;
  const length = end[at]! - begin;
  return length === word.length && text.startsWith(word, begin);
}

function siblings(tree: Tree, from: number, to: number): Node[] {
  const nodes: Node[] = [];
  for (let at = from; at < to; at = tree.next[at]!) nodes.push(new Node(tree, at));
  return nodes;
}
