/** Reads a drawing that KiCad plotted as SVG: the same picture in a tenth of the bytes, without dates and names of files. */
import type { Box, Extent } from "./box.ts";
import { extended, short, united } from "./box.ts";
import { shortPath } from "./svg-path.ts";

/** A style as KiCad writes it, by property; what comes back is drawn, null is left out. */
export type Restyle = (style: ReadonlyMap<string, string>) => ReadonlyMap<string, string> | null;

export interface Drawing {
  /** In mm, whose origin is the page's. */
  readonly page: Box;
  /** Elements to stand in an `<svg>`; lines with round ends and joins. */
  readonly markup: string;
  /** How far what is drawn reaches, without the width of its lines and without text. */
  readonly extent: Extent;
}

/** Null when it is not one of KiCad's plots. `restyle` sees each style once more than it is used. */
export function readDrawing(svg: string, restyle: Restyle = (style) => style): Drawing | null {
  const view = /viewBox="([-\d.]+) ([-\d.]+) ([-\d.]+) ([-\d.]+)"/.exec(svg);
  if (!view || !/<\/svg>\s*$/.test(svg)) return null;
  const [left = 0, top = 0, width = 0, height = 0] = view.slice(1).map(Number);
  const sheet = new Sheet(restyle);
  for (const match of svg.matchAll(TAG)) sheet.add(match);
  return {
    page: { left, top, right: left + width, bottom: top + height },
    markup: sheet.markup(),
    extent: sheet.extent,
  };
}

/** Tags with what stands between a text's tags. Text of the design comes escaped and stays so. */
const TAG =
  /<text\b([^>]*)>([^<]*)<\/text>|<desc>[^<]*<\/desc>|<(\/?)(\w+)((?:[^>"]|"[^"]*")*?)\/?>/g;
const ATTRIBUTE = /([\w:-]+)="([^"]*)"/g;

class Sheet {
  extent: Extent = null;
  private readonly restyle: Restyle;
  private readonly groups: (string | null)[] = [];
  private readonly texts: string[] = [];
  private out = "";
  private open: string | null = null;
  private strokes: string[] = [];

  constructor(restyle: Restyle) {
    this.restyle = restyle;
  }

  add(match: RegExpMatchArray): void {
    const [whole, textAttributes, text, closing, name, attributes = ""] = match;
    if (textAttributes !== undefined) this.addText(textAttributes, text!);
    else if (name === "g" && closing) this.groups.pop();
    else if (name === "g") this.addGroup(attributesOf(attributes));
    else if (name !== undefined && SHAPES.has(name)) this.addShape(name, attributes, whole);
  }

  markup(): string {
    this.endGroup();
    // Transparent, for people who search: KiCad draws the letters as lines.
    const texts = this.texts.length === 0 ? "" : `<g opacity="0">${this.texts.join("")}</g>\n`;
    return this.out + texts;
  }

  /** A group without a style of its own, such as the one round a text's strokes, is its parent's. */
  private addGroup(attributes: ReadonlyMap<string, string>): void {
    const style = attributes.get("style");
    this.groups.push(style === undefined ? (this.groups.at(-1) ?? "") : this.styleOf(style));
  }

  private addShape(name: string, text: string, whole: string): void {
    const attributes = attributesOf(text);
    const own = attributes.get("style");
    const style = own === undefined ? (this.groups.at(-1) ?? null) : this.styleOf(own);
    if (style === null) return;
    if (name === "image" && !/href="data:image\/(?:png|jpeg);base64,/.test(whole)) return;
    this.startGroup(style);
    const data = attributes.get("d");
    if (name === "path" && data !== undefined) this.addPath(data, style);
    else this.addOther(name, attributes);
  }

  /** Lines may be drawn in one go; areas may not, since two that overlap would punch a hole into each other. */
  private addPath(data: string, style: string): void {
    this.strokes.push(data);
    if (!style.includes("fill:none")) this.endStrokes(style);
  }

  private addOther(name: string, attributes: ReadonlyMap<string, string>): void {
    this.endStrokes();
    const at = (key: string) => Number(attributes.get(key) ?? 0);
    if (name === "circle") this.reach(at("cx"), at("cy"), at("r"));
    if (name === "ellipse") this.reach(at("cx"), at("cy"), Math.max(at("rx"), at("ry")));
    if (name === "line") {
      this.reach(at("x1"), at("y1"));
      this.reach(at("x2"), at("y2"));
    } else if (name === "rect" || name === "image") {
      this.reach(at("x"), at("y"));
      this.reach(at("x") + at("width"), at("y") + at("height"));
    }
    this.out += `<${name}${written(attributes)}/>`;
  }

  private reach(x: number, y: number, radius = 0): void {
    this.extent = extended(this.extent, x, y, radius);
  }

  private addText(attributes: string, text: string): void {
    if ((this.groups.at(-1) ?? null) === null) return;
    this.texts.push(`<text${written(attributesOf(attributes))}>${text}</text>`);
  }

  private startGroup(style: string): void {
    if (this.open === style) return;
    this.endGroup();
    this.open = style;
    this.out += `<g style="${style}">`;
  }

  private endGroup(): void {
    this.endStrokes();
    if (this.open !== null) this.out += "</g>\n";
    this.open = null;
  }

  private endStrokes(style = this.open ?? ""): void {
    if (this.strokes.length === 0) return;
    const path = shortPath(this.strokes, !style.includes("dash"));
    this.strokes = [];
    this.extent = united(this.extent, path.extent);
    this.out += `<path d="${path.data}"/>`;
  }

  private styleOf(text: string): string | null {
    const style = this.restyle(parseStyle(text));
    return style && [...style].map(([name, value]) => `${name}:${value}`).join(";");
  }
}

const SHAPES = new Set([
  "path",
  "circle",
  "rect",
  "line",
  "ellipse",
  "polyline",
  "polygon",
  "image",
]);

const attributesOf = (text: string): Map<string, string> =>
  new Map([...text.matchAll(ATTRIBUTE)].map(([, name, value]) => [name!, value!]));

/** Said once for the whole picture (round ends), or as good as not said (no transparency). */
const SAID = /^stroke-line(?:cap|join)$/;

function parseStyle(text: string): Map<string, string> {
  const style = new Map<string, string>();
  for (const part of text.split(";")) {
    const [name = "", value = ""] = part.split(":").map((side) => side.trim());
    if (name === "" || SAID.test(name)) continue;
    if (name.endsWith("opacity") && Number(value) === 1) continue;
    style.set(name, /^[\d.]+$/.test(value) ? short(Number(value)) : value);
  }
  return style;
}

/** Attributes that matter, their numbers in micrometres at the finest. Scripts are none of them. */
function written(attributes: ReadonlyMap<string, string>): string {
  let out = "";
  for (const [name, value] of attributes) {
    if (!KEPT.has(name)) continue;
    out += ` ${name}="${value.replace(/-?\d+\.\d+/g, (number) => short(Number(number)))}"`;
  }
  return out;
}

const KEPT = new Set(
  "x y x1 y1 x2 y2 cx cy r rx ry width height points transform preserveAspectRatio xlink:href textLength font-size lengthAdjust text-anchor".split(
    " ",
  ),
);
