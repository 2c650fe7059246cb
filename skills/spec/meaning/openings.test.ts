/** No name is lost by looking only at words that begin like one. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { openingsOf } from "./openings.ts";

const test = suite("skills/spec/meaning/openings");

const openings = (source: string): string => [...openingsOf(source)].toSorted().join(" ");

test("tells with which signs a match can begin, in lower case", () => {
  for (const [source, expected] of [
    ["CAN", "can"],
    ["RS-?232|UARTs?", "rs- rs2 uar"],
    ["(?:USB )?MIDI", "mid usb"],
    ["U\\.FL|IPEX", "ipe u.f"],
    ["L?I2C", "i2c li2"],
    ["[1-3]U(?= rack)", "1u\0 2u\0 3u\0"],
    ["(?<=x)LIN(?= bus)|LIN", "lin"],
    ["S/?PDIF", "s/p spd"],
    ["(?:ab|c)+", "ab\0 aba abc c\0\0 cab cc\0"],
    ["[- ]?[a-b]", " a\0  b\0 -a\0 -b\0 a\0\0 b\0\0"],
  ] as const) {
    assert.is(openings(source), expected, source);
  }
});

test("leaves open what a pattern leaves open", () => {
  assert.is(openings("M\\d"), "m\0\0");
  assert.is(openings("[^a]b"), "\0\0\0");
  assert.is(openings("a*"), "\0\0\0 a\0\0 aa\0");
  assert.is(openings("Q"), "q\0\0");
});

test.run();
