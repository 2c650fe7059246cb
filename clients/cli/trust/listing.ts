/** Shows the plugins of a workspace to the person who is to trust them: where they lie, and which files they hold. */
import type { Reviewed } from "../../../core/plugins/trust.ts";
import type { Output } from "../terminal/output.ts";

/** Files of one plugin that are listed; of the others there is a count. */
const MAX_SHOWN = 20;

const STATES = {
  trusted: "trusted",
  untrusted: "not trusted yet",
  changed: "changed since you trusted it",
} as const;

export function showPlugin(plugin: Reviewed, to: Output): void {
  const { name, folder, state, unsafe } = plugin;
  const style = state === "trusted" ? "green" : "yellow";
  to.line(
    `${to.paint("bold", name)}  ${to.paint("dim", folder)}  ${to.paint(style, STATES[state])}`,
  );
  if (unsafe)
    to.line(to.paint("red", `  will not run: it ${unsafe} (chmod -R go-w on its folder)`));
  const lines = state === "trusted" ? [total(plugin)] : (changed(plugin) ?? whole(plugin));
  for (const line of lines.slice(0, MAX_SHOWN)) to.line(`  ${to.paint("dim", line)}`);
  if (lines.length > MAX_SHOWN) to.line(`  and ${lines.length - MAX_SHOWN} more`);
}

/** The same for programs. */
export const toJson = ({ files, ...plugin }: Reviewed) => ({
  ...plugin,
  files: files.map(({ path, size }) => ({ path, size })),
});

/** `~` changed, `+` added, `-` removed, and how much is as it was; null when that is not known. */
function changed({ changes, files }: Reviewed): string[] | null {
  if (!changes) return null;
  const marked = [
    ...changes.changed.map((path) => `~ ${path}`),
    ...changes.added.map((path) => `+ ${path}`),
    ...changes.removed.map((path) => `- ${path}`),
  ];
  const same = files.length - changes.changed.length - changes.added.length;
  return same === 0 ? marked : [...marked, `${countOf(same)} as before`];
}

function whole(plugin: Reviewed): string[] {
  const width = Math.max(...plugin.files.map(({ path }) => path.length));
  return [
    ...plugin.files.map(({ path, size }) => `${path.padEnd(width)}  ${inBytes(size)}`),
    ...(plugin.files.length > 1 ? [total(plugin)] : []),
  ];
}

function total({ files }: Reviewed): string {
  const sum = files.reduce((bytes, { size }) => bytes + size, 0);
  return `${countOf(files.length)}, ${inBytes(sum)}`;
}

const countOf = (files: number) => `${files} ${files === 1 ? "file" : "files"}`;

function inBytes(size: number): string {
  if (size < 1024) return `${size} B`;
  return size < 1024 ** 2
    ? `${(size / 1024).toFixed(1)} KiB`
    : `${(size / 1024 ** 2).toFixed(1)} MiB`;
}
