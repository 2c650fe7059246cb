/** Takes what belongs to this machine and this moment alone out of what a simulator says. */

const LONGEST = 4000;
/** Roots of system folders; nets of a schematic begin with a slash, too, and have to stay. */
const PATH =
  /(?<![\w./])\/(?:usr|home|tmp|var|opt|root|private|Users|nix|etc|proc|Library)\/[^\s'",:;)]*/g;

export function scrub(text: string, ...folders: readonly string[]): string {
  const without = folders.reduce(
    (rest, folder) => rest.replaceAll(`${folder}/`, "").replaceAll(folder, "."),
    text,
  );
  return without.replace(PATH, (path) => `…/${path.slice(path.lastIndexOf("/") + 1)}`);
}

/** The last lines worth reading; `mark` begins lines that we made it print. */
export function lastSaid(stdout: string, stderr: string, mark: string): string {
  const lines = [...stdout.split(/[\n\r]/), ...stderr.split(/[\n\r]/)]
    .map((line) => line.trimEnd())
    .filter((line) => line !== "" && !line.startsWith(mark))
    .filter((line) => !/Reference value|^Note: No compatibility|^Circuit:|^Date:/.test(line));
  const said = lines.join("\n").replace(/(?:[^\P{Cc}\n\t])/gu, "�");
  return said.length > LONGEST ? `…${said.slice(-LONGEST)}` : said;
}
