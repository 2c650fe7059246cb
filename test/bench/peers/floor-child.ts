/** The floor's warm child: does what the bench skill does, and nothing around it. */
import { readFile } from "node:fs/promises";

export interface Task {
  readonly id: string;
  readonly file: string;
  readonly name: string;
}

export interface Done {
  readonly id: string;
  readonly path: string;
  readonly content: string;
}

process.on("message", async ({ id, file, name }: Task) => {
  const text = await readFile(file, "utf8");
  const words = text.split(/\s+/).filter(Boolean).length;
  const content = `${name}: ${words} words in ${file}\n`;
  process.send!({ id, path: `out/${name}.txt`, content } satisfies Done);
});
process.once("disconnect", () => process.exit(0));
process.send!("ready");
