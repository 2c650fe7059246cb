/** KiCad's XML netlist, from one component to an empty schematic. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { readNetlistXml } from "./netlist-xml.ts";

const test = suite("plugins/kicad/exports/netlist-xml");

const XML = `<?xml version="1.0" encoding="UTF-8"?>
<export version="E">
  <design>
    <source>/tmp/metaforge-x/w/amp.kicad_sch</source>
    <date>2026-11-25T01:14:43+0000</date>
    <sheet number="1" name="/" tstamps="/"><title_block><title>A</title></title_block></sheet>
    <sheet number="2" name="/power/" tstamps="/1/"/>
  </design>
  <components>
    <comp ref="U1">
      <value>LM358 &lt;a&gt; &amp; 100µF</value>
      <footprint>Package_SO:SOIC-8</footprint>
      <datasheet>~</datasheet>
      <fields>
        <field name="Footprint">Package_SO:SOIC-8</field>
        <field name="MPN">007.50</field>
        <field name="Note"/>
      </fields>
      <libsource lib="Amp" part="LM358" description="dual op-amp"/>
      <property name="Sheetname" value="power"/>
      <property name="dnp"/>
      <property name="exclude_from_bom"/>
      <property name="exclude_from_board"/>
      <sheetpath names="/power/" tstamps="/1/"/>
    </comp>
  </components>
  <libparts>
    <libpart lib="Amp" part="LM358"><pins><pin num="1" name="" type="output"/><pin num="2" name="-" type="input"/></pins></libpart>
  </libparts>
  <nets>
    <net code="1" name="/IN" class="Default"><node ref="U1" pin="2" pinfunction="-" pintype="input"/></net>
    <net code="2" name="unconnected-(U1-Pad1)"><node ref="U1" pin="1" pintype="output"/></net>
  </nets>
</export>
`;

test("reads a component with fields, flags, sheet and number of pins", () => {
  assert.equal(readNetlistXml(XML)?.components, [
    {
      ref: "U1",
      value: "LM358 <a> & 100µF",
      footprint: "Package_SO:SOIC-8",
      datasheet: "",
      description: "dual op-amp",
      fields: { MPN: "007.50", Note: "" },
      library: "Amp",
      part: "LM358",
      sheet: "/power/",
      dnp: true,
      excludedFromBom: true,
      excludedFromBoard: true,
      pins: 2,
    },
  ]);
});

test("reads nets of one node, and what is not said of them", () => {
  assert.equal(readNetlistXml(XML)?.nets, [
    {
      name: "/IN",
      class: "Default",
      nodes: [{ ref: "U1", pin: "2", function: "-", type: "input" }],
    },
    {
      name: "unconnected-(U1-Pad1)",
      class: "",
      nodes: [{ ref: "U1", pin: "1", function: null, type: "output" }],
    },
  ]);
});

test("keeps the order of the sheets, and neither date nor place", () => {
  const read = readNetlistXml(XML)!;
  assert.equal(read.sheets, ["/", "/power/"]);
  assert.not.match(JSON.stringify(read), /tmp|2026/);
});

test("reads a schematic without components", () => {
  const read = readNetlistXml(
    '<?xml version="1.0"?>\n<export version="E">\n  <design>\n  </design>\n  <components/>\n  <libparts/>\n  <nets>\n  </nets>\n</export>\n',
  );
  assert.equal(read, { components: [], nets: [], sheets: [] });
});

test("reads any number of escaped characters: a large design has thousands", () => {
  const many = XML.replace("&amp;", "&amp;".repeat(120_000));
  assert.is(readNetlistXml(many)?.components[0]?.value.length, 120_000 + 16);
});

test("takes nothing else for a netlist", () => {
  for (const text of ["", "hello", "<export/>", "<a><b>", '{"export": 1}']) {
    assert.is(readNetlistXml(text), null, text);
  }
});

test.run();
