/**
 * Takes the moment of writing out of KiCad's files, so that the same design gives the same bytes: in its place stands the
 * beginning of 1970, as in other builds that can be repeated. Nothing else is touched, and no file changes its length.
 */
import { createHash } from "node:crypto";
import { posix } from "node:path";
import type { FileOut } from "../contract-data.ts";

/** The file under another name, without the moment it was written at, with the hash of what it is now. */
export function stableFile(file: FileOut, name = file.name): FileOut {
  const rule = RULES[posix.extname(file.name).toLowerCase()] ?? gerber;
  const text = Buffer.from(file.content).toString("latin1");
  const content = Buffer.from(rule(text), "latin1");
  return { name, sha256: createHash("sha256").update(content).digest("hex"), content };
}

type Rule = (text: string) => string;
const none: Rule = (text) => text;

/** "1970-01-01T00:00:00" with the separators, and as many figures, as the moment had. */
const zero = (moment: string): string => {
  const figures = [..."19700101000000"];
  return moment.replace(/\d/g, () => figures.shift() ?? "0");
};

const MOMENT = /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:[+-]\d\d:?\d\d)?/g;

/** Each line that matches, with its moment set to zero: a date in the design's own text stays. */
const inLines =
  (line: RegExp): Rule =>
  (text) =>
    text.replace(line, (whole) => whole.replace(MOMENT, zero));

/** Gerber X2 and Excellon say it twice each: in an attribute and in a comment at the head. */
const gerber = inLines(
  /^(?:%TF\.CreationDate,.*|; #@! TF\.CreationDate,.*|G04 Created by KiCad .*|; DRILL file .*)$/gm,
);

const RULES: Readonly<Record<string, Rule>> = {
  ".gbrjob": inLines(/^\s*"CreationDate": "[^"]*"/gm),
  ".pdf": (text) =>
    text.replace(/\/CreationDate \(D:(\d+)/g, (whole, moment: string) =>
      whole.replace(moment, zero(moment)),
    ),
  ".step": inLines(/^FILE_NAME\('(?:[^']|'')*','[^']*'/gm),
  ".glb": inLines(/"generated_at":"[^"]*"/g),
  ".csv": none,
  ".png": none,
};
