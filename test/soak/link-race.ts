/** Ten thousand swaps of a folder for a link under running approvals; fails when one file lands outside. */
import { raceForLinks } from "../fixtures/link-race.ts";

const swaps = Number(process.argv[2] ?? 10_000);
const start = performance.now();
const { outside, applied, refused, left } = await raceForLinks(swaps);
const seconds = ((performance.now() - start) / 1000).toFixed(1);
console.log(
  `${swaps} swaps in ${seconds} s: ${applied} applied, ${refused} refused, ${outside} outside, ${left} temp files left`,
);
process.exitCode = outside === 0 && left === 0 ? 0 : 1;
