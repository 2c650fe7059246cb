/** What is told of a file before KiCad reads it: each cause by its own code and words. */
import { readFileSync } from "node:fs";
import fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { demoFiles, hasDemos } from "../../../test/fixtures/kicad-demos.ts";
import { precheck } from "./precheck.ts";

const test = suite("plugins/kicad/inspect/precheck");
const withDemos = hasDemos ? test : test.skip;

const SHEET = `(kicad_sch
  (version 20250114)
  (generator "eeschema")
  (generator_version "9.0")
  (title_block (title "A \\"quoted\\" (title"))
)
`;

test("finds nothing in a sheet that is whole", () => {
  assert.is(check(SHEET), null);
  assert.is(check(`\n# a comment ( "\n${SHEET.replaceAll("\n", "\r\n")}`), null);
});

test("bears one parenthesis too many at the end, as KiCad does, and no second one", () => {
  assert.is(check(`${SHEET})\n`), null);
  assert.match(check(`${SHEET})\n)`)!.message, /closes more parentheses than it opens, in line 8/);
});

test("bears a parenthesis that KiCad 9 itself leaves out", () => {
  const teardrop = "(teardrops (curved_edges no)filter_ratio 0.9)\n(enabled yes))";
  assert.is(check(SHEET.replace("(title_block", `${teardrop}\n(title_block`)), null);
});

test("tells each kind of damage by its line", () => {
  const says = (text: string | Uint8Array) => {
    const problem = check(text)!;
    assert.is(problem.code, "INPUT_CORRUPT");
    return problem.message;
  };
  assert.is(says(""), "a.kicad_sch is empty");
  assert.is(says(" \n\t"), "a.kicad_sch holds only blanks");
  assert.match(says(new Uint8Array(5000)), /holds zeros/);
  assert.match(says(SHEET.replace("eeschema", "a\0b")), /a zero byte in line 3/);
  assert.match(says("(kica"), /ends after 5 characters/);
  assert.match(says(SHEET.slice(0, -3)), /what begins in line 1 is not closed/);
  assert.match(says(SHEET.slice(0, -9)), /a text in line 5 whose closing quote is missing/);
  assert.match(says(SHEET.replace("eeschema", "ees\nchema")), /a text in line 3/);
  assert.match(says(SHEET.replace("(generator ", "(generator )")), /closed before line 4/);
  assert.match(says(`${SHEET}(symbol)`), /closed before line 7/);
  assert.match(says(SHEET.replace("  (title_", "<<<<<<< HEAD\n(title_")), /merge .* line 5/);
  assert.match(says(`\ufeff${SHEET}`), /byte order mark/);
  assert.match(says(SHEET.replace("(version 20250114)", "")), /does not say the version/);
});

test("takes every beginning of a sheet for damaged", () => {
  for (let length = 0; length < SHEET.trimEnd().length; length += 1) {
    assert.is(check(SHEET.slice(0, length))?.code, "INPUT_CORRUPT", SHEET.slice(0, length));
  }
});

test("has an answer to any bytes", () => {
  const some = fc.oneof(
    fc.uint8Array(),
    fc.string({ unit: "binary" }).map((s) => Buffer.from(s)),
  );
  fc.assert(
    fc.property(some, fc.boolean(), (bytes, isSheet) => {
      const whole = isSheet ? Buffer.concat([Buffer.from(SHEET.slice(0, -3)), bytes]) : bytes;
      const code = check(whole)?.code ?? "none";
      assert.ok(["none", "INPUT_CORRUPT", "INPUT_FOREIGN"].includes(code));
      if (!isSheet) assert.is.not(code, "none");
    }),
  );
});

test("names what a foreign file is", () => {
  const says = (text: string | Uint8Array) => {
    const problem = check(text)!;
    assert.is(problem.code, "INPUT_FOREIGN");
    return problem.message.replace("a.kicad_sch is ", "").replace(", not a KiCad schematic", "");
  };
  assert.is(says("EESchema Schematic File Version 4\n"), "a schematic of KiCad 5 or earlier");
  const eagle = '<?xml version="1.0"?>\n<!DOCTYPE eagle SYSTEM "eagle.dtd">\n<eagle version="9">';
  assert.is(says(eagle), "an Eagle file");
  assert.is(says("(kicad_pcb (version 20241229))"), "a KiCad board");
  assert.is(says("(constructor)"), "something else");
  assert.is(says("%PDF-1.7"), "a PDF");
  assert.is(says('{"board": {}}'), "a JSON file");
  assert.is(says("version https://git-lfs.github.com/spec/v1\noid"), "a pointer of Git LFS");
  const ole = Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0);
  assert.is(says(ole), "a binary file such as Altium's");
  assert.is(says(Buffer.from("\ufeff(kicad_sch", "utf16le")), "text in UTF-16");
  assert.is(says("hello"), "something else");
});

test("tells a file of a later format, and who wrote it", () => {
  const later = SHEET.replace("20250114", "20991231");
  const problem = check(later.replace('version "9.0"', 'version "11.0"'))!;
  assert.is(problem.code, "INPUT_TOO_NEW");
  assert.match(problem.message, /format 20991231, written by KiCad 11.0: KiCad 9.0.8 does not/);
  assert.is(check(later.replace(/\(generator_version.*/, ""))!.code, "INPUT_TOO_NEW");
});

test("judges a format by the KiCad that is there", () => {
  assert.is(check(SHEET, "8.0.4")!.code, "INPUT_TOO_NEW");
  assert.is(check(SHEET, "10.0.1"), null);
  const ten = SHEET.replace("20250114", "20260306").replace('version "9.0"', 'version "10.0"');
  assert.is(check(ten, "9.0.8")!.code, "INPUT_TOO_NEW");
  assert.is(check(ten, "10.0.1"), null);
  assert.is(check(ten.replace("10.0", "11.0"), "10.0.1")!.code, "INPUT_TOO_NEW");
});

withDemos("finds nothing in KiCad's own demos", () => {
  for (const file of demoFiles()) {
    const kind = file.endsWith("pcb") ? "board" : "schematic";
    assert.is(precheck(file, readFileSync(file), kind), null);
  }
});

test.run();

function check(content: string | Uint8Array, toolVersion = "9.0.8") {
  const bytes = typeof content === "string" ? Buffer.from(content) : content;
  return precheck("a.kicad_sch", bytes, "schematic", toolVersion);
}
