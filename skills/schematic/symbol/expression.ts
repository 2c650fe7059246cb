/** Reads the S-expression of one symbol into nested lists. */

export type Expression = string | readonly Expression[];

/** The first list of a text; quoted strings without their quotes. What a tool has written is taken as it is. */
export function readExpression(text: string): readonly Expression[] {
  const root: Expression[] = [];
  const open: Expression[][] = [root];
  for (const [token] of text.matchAll(/[()]|"(?:[^"\\]|\\.)*"|[^\s()"]+/gs)) {
    if (token === "(") {
      const list: Expression[] = [];
      open.at(-1)!.push(list);
      open.push(list);
    } else if (token === ")") {
      if (open.length > 1) open.pop();
    } else open.at(-1)!.push(token.startsWith('"') ? unquote(token) : token);
  }
  const [first] = root;
  return Array.isArray(first) ? first : [];
}

/** The lists in a list that begin with a word. */
export const listsOf = (list: readonly Expression[], word: string): (readonly Expression[])[] =>
  list.filter((item): item is readonly Expression[] => Array.isArray(item) && item[0] === word);

const unquote = (token: string) => token.slice(1, -1).replaceAll(/\\(.)/gs, "$1");
