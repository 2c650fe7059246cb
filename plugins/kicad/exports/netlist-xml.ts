/** Reads KiCad's XML netlist: components with their fields, and nets with what is connected to them. */
import { XMLParser } from "fast-xml-parser";
import { z } from "metaforge";
import type { Component, Net, NetlistData } from "../contract-data.ts";

/** A netlist, and the sheets in the order of their pages: "/", "/power/". */
export interface ReadNetlist extends NetlistData {
  readonly sheets: readonly string[];
}

const LISTS = new Set(["comp", "net", "node", "field", "property", "pin", "libpart", "sheet"]);
const xml = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  parseTagValue: false,
  trimValues: false,
  isArray: (name) => LISTS.has(name),
});

/** Null when the text is no netlist. Neither the moment nor the place of its writing is kept. */
export function readNetlistXml(text: string): ReadNetlist | null {
  const read = Export.safeParse(parsed(text));
  if (!read.success) return null;
  const { design, components, libparts, nets } = read.data.export;
  const pins = new Map(
    libparts.libpart.map((part) => [`${part["@lib"]}:${part["@part"]}`, part.pins.pin.length]),
  );
  return {
    components: components.comp.map((comp) => toComponent(comp, pins)),
    nets: nets.net.map(toNet),
    sheets: design.sheet.map((sheet) => sheet["@name"]),
  };
}

function parsed(text: string): unknown {
  try {
    return xml.parse(text);
  } catch {
    return null;
  }
}

/** An element with neither attributes nor content reads as "", one with white space alone as that. */
const part = <S extends z.ZodType>(shape: S) =>
  z.preprocess((value) => (typeof value === "string" || value === undefined ? {} : value), shape);
const list = <S extends z.ZodType>(shape: S) => z.array(part(shape)).default([]);
const attribute = z.string().default("");
/** Text alone, or text of an element that has attributes. */
const Words = z
  .union([
    z.string(),
    z.object({ "#text": z.string().default("") }).transform((one) => one["#text"]),
  ])
  .default("");

const Comp = z.object({
  "@ref": z.string(),
  value: Words,
  footprint: Words,
  datasheet: Words,
  description: Words,
  fields: part(z.object({ field: list(z.object({ "@name": attribute, "#text": attribute })) })),
  libsource: part(z.object({ "@lib": attribute, "@part": attribute, "@description": attribute })),
  property: list(z.object({ "@name": attribute })),
  sheetpath: part(z.object({ "@names": attribute })),
});
const Node = z.object({
  "@ref": z.string(),
  "@pin": attribute,
  "@pinfunction": z.string().nullable().default(null),
  "@pintype": z.string().nullable().default(null),
});
const NetElement = z.object({ "@name": attribute, "@class": attribute, node: list(Node) });
const LibPart = z.object({
  "@lib": attribute,
  "@part": attribute,
  pins: part(z.object({ pin: list(z.object({})) })),
});
const Export = z.object({
  export: z.object({
    design: part(z.object({ sheet: list(z.object({ "@name": attribute })) })),
    components: part(z.object({ comp: list(Comp) })),
    libparts: part(z.object({ libpart: list(LibPart) })),
    nets: part(z.object({ net: list(NetElement) })),
  }),
});

/** Fields that have a member of their own. */
const KNOWN = new Set(["Reference", "Value", "Footprint", "Datasheet", "Description"]);

function toComponent(comp: z.infer<typeof Comp>, pins: ReadonlyMap<string, number>): Component {
  const fields = new Map(comp.fields.field.map((field) => [field["@name"], field["#text"]]));
  const flags = new Set(comp.property.map((property) => property["@name"]));
  const source = comp.libsource;
  return {
    ref: comp["@ref"],
    value: said(comp.value),
    footprint: said(comp.footprint),
    datasheet: said(comp.datasheet) || said(fields.get("Datasheet") ?? ""),
    description:
      said(comp.description) || said(fields.get("Description") ?? "") || source["@description"],
    fields: Object.fromEntries([...fields].filter(([name]) => !KNOWN.has(name))),
    library: source["@lib"],
    part: source["@part"],
    sheet: comp.sheetpath["@names"],
    dnp: flags.has("dnp"),
    excludedFromBom: flags.has("exclude_from_bom"),
    excludedFromBoard: flags.has("exclude_from_board"),
    pins: pins.get(`${source["@lib"]}:${source["@part"]}`) ?? null,
  };
}

/** "~" is how KiCad writes an empty field. */
const said = (text: string) => (text === "~" ? "" : text);

const toNet = (net: z.infer<typeof NetElement>): Net => ({
  name: net["@name"],
  class: net["@class"],
  nodes: net.node.map((node) => ({
    ref: node["@ref"],
    pin: node["@pin"],
    function: node["@pinfunction"],
    type: node["@pintype"],
  })),
});
