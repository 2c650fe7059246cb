/** Whether a file that KiCad wrote is whole: each kind has a beginning and an end that a cut one lacks. */

/** What is wrong in a few words, or null. */
export type Check = (bytes: Uint8Array) => string | null;

export const isPdf = framed("a PDF", "%PDF-", /%%EOF\s*$/);
export const isSvg = framed("an SVG", "<?xml", /<\/svg>\s*$/);
export const isNetlistXml = framed("a netlist", "<?xml", /<\/export>\s*$/);
export const isStep = framed("a STEP file", "ISO-10303-21;", /END-ISO-10303-21;\s*$/);
export const isDrill = framed("a drill file", "M48", /(?:^|\n)M30\s*$/);
export const isSpice = framed("a SPICE netlist", ".title", /(?:^|\n)\.end\s*$/i);

/** Gerbers and their job file lie in one folder. */
export const isGerberOrJob: Check = (bytes) => {
  const text = tail(bytes);
  if (head(bytes, 1) === "{") return isJson(bytes) ? null : "it is not a Gerber job file";
  return /M02\*\s*$/.test(text) ? null : "it is not a Gerber file, or it is cut off";
};

export const isPng: Check = (bytes) => {
  const begins = head(bytes, 8) === "\u0089PNG\r\n\u001A\n";
  return begins && tail(bytes).includes("IEND")
    ? null
    : "it is not a PNG picture, or it is cut off";
};

/** A binary glTF says at byte 8 how long it is. */
export const isGlb: Check = (bytes) => {
  const said = bytes.length < 12 ? -1 : Buffer.from(bytes).readUInt32LE(8);
  const whole = head(bytes, 4) === "glTF" && said === bytes.length;
  return whole ? null : "it is not a glTF file, or it is cut off";
};

const TAIL = 64;
const head = (bytes: Uint8Array, count: number) =>
  Buffer.from(bytes.subarray(0, count)).toString("latin1");
const tail = (bytes: Uint8Array) => Buffer.from(bytes.subarray(-TAIL)).toString("latin1");

function framed(what: string, begins: string, ends: RegExp): Check {
  return (bytes) => {
    if (head(bytes, begins.length) !== begins) return `it is not ${what}`;
    return ends.test(tail(bytes)) ? null : "its end is missing";
  };
}

function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(Buffer.from(bytes).toString("utf8"));
    return true;
  } catch {
    return false;
  }
}
