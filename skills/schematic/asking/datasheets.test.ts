/** Which data sheet a part on the sheet names. */
import { fail } from "metaforge";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { architecture, block } from "../fixtures/architecture.ts";
import { detail } from "../fixtures/fake-kicad.ts";
import { toSymbol } from "../symbol/index.ts";
import { ArchitectureSchema } from "./architecture.ts";
import { datasheetOf, datasheetsOf } from "./datasheets.ts";

const test = suite("skills/schematic/asking/datasheets");

const own = "https://maker.example/part.pdf";
const family = "https://maker.example/family.pdf";
const sheetOf = (id: string, mpn: string, known: ReadonlyMap<string, string> = new Map()) =>
  datasheetOf(
    { id: "x/part", mpn },
    toSymbol(detail(id, [], { datasheet: family }) as never),
    known,
  );

test("names the part's own data sheet before the symbol's", () => {
  assert.is(sheetOf("X:TLV1117-33", "TLV1117LV33DCYR", new Map([["x/part", own]])), own);
});

test("names the symbol's only where the symbol is drawn for this very part", () => {
  assert.is(sheetOf("X:STM32L432KCUx", "STM32L432KCU6"), family);
  assert.is(sheetOf("X:LM2596S-3.3", "LM2596S-3.3/NOPB"), family);
  assert.is(sheetOf("X:TLV1117-33", "TLV1117LV33DCYR"), null);
  assert.is(sheetOf("Connector:Micro_SD_Card", "DM3D-SF"), null);
});

test("asks the parts for those with a symbol, and does without them", async () => {
  const { data } = ArchitectureSchema.safeParse(
    architecture([block("a", "X:A"), block("b", null)]),
  );
  const asked: string[] = [];
  const get = async ({ id }: { id: string }) => {
    asked.push(id);
    return { part: { datasheet: own } };
  };
  const { signal } = new AbortController();
  const found = await datasheetsOf(data!, async () => ({ get }) as never, signal);
  assert.equal([[...found], asked], [[["x/a", own]], ["x/a"]]);
  const absent = async () => {
    throw fail("UNAVAILABLE", { name: "parts" });
  };
  assert.is((await datasheetsOf(data!, absent, signal)).size, 0);
});

test.run();
