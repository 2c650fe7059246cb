/** The tool as a skill calls it: its contract, the user's list in the workspace, and KiCad beside it or not. */
import { action, defineTool, fail, isGatewayError, z } from "metaforge";
import { runTool, toolContract } from "metaforge/testing";
import type { ToolPlugin } from "metaforge";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { isOnPath } from "../../test/runner/needs.ts";
import { tempWorkspace } from "../../test/fixtures/temp-workspace.ts";
import { kicad } from "../../test/fixtures/kicad-skills.ts";
import type { PartSearch, PartsActions } from "./contract.ts";
import parts from "./index.ts";

const test = suite("plugins/parts/index");

for (const [name, check] of toolContract(parts)) test(name, check);

type Answer<A extends keyof PartsActions> = Awaited<ReturnType<PartsActions[A]>>;

/** One for all calls: the catalogue is compiled once. */
const kept = await tempWorkspace();

async function call<A extends keyof PartsActions>(
  name: A,
  input: Parameters<PartsActions[A]>[0],
  options: { list?: string; tools?: readonly ToolPlugin[] } = {},
): Promise<Answer<A>> {
  const files = options.list === undefined ? {} : { "parts.csv": options.list };
  const tool = runTool(parts, { files, tools: options.tools ?? [], cacheFolder: kept.root });
  return (await tool.call(name, input)) as Answer<A>;
}

const LDO: PartSearch = {
  family: "ldo",
  demands: [
    { figure: "input_voltage", covers: { from: 3.6, to: 5.5 }, unit: "V" },
    { figure: "output_voltage", covers: { from: 3.3, to: 3.3 }, unit: "V" },
    { figure: "output_current", atLeast: 0.5, unit: "A" },
  ],
};

test("finds parts of the catalogue that meet demands, with the source of each figure", async () => {
  const { matches, eliminated, approvedListUsed } = await call("search", LDO);
  assert.ok(matches.length > 0 && eliminated.length > 0);
  assert.not(approvedListUsed);
  for (const { figures, family } of matches) {
    assert.is(family, "ldo");
    const [current] = figures.output_current!;
    assert.ok((current!.max ?? current!.typ ?? current!.min)! >= 0.5);
    assert.ok(current!.source.document && current!.source.section);
  }
  for (const { reasons } of eliminated) assert.ok(reasons.length > 0);
});

test("chooses from the user's list alone, where there is one", async () => {
  const [first, second] = (await call("search", LDO)).matches;
  const list = `MPN,Maker\n${second!.mpn},${second!.manufacturer}\nUNHEARD-OF,Acme\n`;
  const answer = await call("search", LDO, { list });
  assert.ok(answer.approvedListUsed);
  assert.equal(answer.matches, [second]);
  assert.equal(
    answer.eliminated.map(({ id }) => id),
    ["acme/UNHEARD-OF"],
  );
  assert.match(answer.eliminated[0]!.reasons.join("\n"), "input_voltage is not known");
  const { alternates } = await call("alternates", { id: first!.id }, { list });
  assert.equal(
    alternates.map(({ part }) => part.id),
    [second!.id],
  );
});

test("refuses a list that it cannot use instead of choosing from everything", async () => {
  for (const list of ["", "name\nx\n", "mpn\n"]) {
    // oxlint-disable-next-line no-await-in-loop -- one list after the other
    const [told] = await Promise.allSettled([call("search", LDO, { list })]);
    assert.ok(told.status === "rejected" && isGatewayError(told.reason));
    assert.is(told.reason.code, "VALIDATION_ERROR");
  }
});

test("passes over a list that is not there, never one that may not be read", async () => {
  const search = (problem: string) =>
    runTool(parts, { cacheFolder: kept.root }).within((context) => {
      const read = () => Promise.reject(fail("VALIDATION_ERROR", { problem }));
      return parts.actions.search!.run({ ...context, read }, LDO) as Promise<Answer<"search">>;
    });
  assert.not((await search("'parts.csv' does not exist")).approvedListUsed);
  for (const problem of [
    "'parts.csv' is a link, and links are not followed",
    "'parts.csv' may not be read",
  ]) {
    // oxlint-disable-next-line no-await-in-loop -- one reason after the other
    const [told] = await Promise.allSettled([search(problem)]);
    assert.ok(told.status === "rejected" && told.reason.message.includes(problem));
  }
});

test("refuses demands that ask for nothing, or in a unit that the figure cannot have", async () => {
  const wrong = [
    { figure: "input_voltage", unit: "V" },
    { figure: "input_voltage", atLeast: 5, unit: "A" },
    { figure: "input_voltage", covers: { from: 6, to: 5 }, unit: "V" },
    { figure: "voltage", atLeast: 5, unit: "V" },
  ];
  for (const demand of wrong) {
    const search = { demands: [demand] } as unknown as PartSearch;
    // oxlint-disable-next-line no-await-in-loop -- one demand after the other
    const [told] = await Promise.allSettled([call("search", search)]);
    assert.ok(told.status === "rejected" && isGatewayError(told.reason));
    assert.is(told.reason.code, "VALIDATION_ERROR");
  }
});

test("says that KiCad was not asked where it is not there, and goes on", async () => {
  const answer = await call("search", { ...LDO, text: "3.3", symbols: true });
  assert.ok(answer.matches.length > 0);
  assert.match(answer.problems.join("\n"), /^KiCad's symbols were not looked at/);
});

/** A KiCad with one symbol, found by any word. */
const oneSymbol = defineTool({
  name: "kicad",
  version: "1.0.0",
  description: "KiCad with one symbol.",
  detect: async () => ({ available: true }),
  actions: {
    searchSymbols: action({
      description: "Finds it.",
      input: z.strictObject({ query: z.string(), limit: z.number() }),
      run: async () => ({ status: "ok", data: { total: 1, symbols: [SYMBOL] }, problems: [] }),
    }),
  },
});
const SYMBOL = {
  ...{ id: "Acme:REG-33", description: "Regulator", keywords: "", datasheet: "~" },
  ...{ footprint: "", footprintFilters: "", pins: 3, isPower: false },
};

test("offers symbols where they are asked for, but not beside the user's list", async () => {
  const search: PartSearch = { text: "regulator acme", symbols: true };
  const ids = async (options: Parameters<typeof call>[2]) =>
    (await call("search", search, { ...options, tools: [oneSymbol] })).matches.map(({ id }) => id);
  assert.equal(await ids({}), ["kicad/Acme:REG-33"]);
  assert.equal(await ids({ list: "mpn,maker,description\nR-1,Acme,Regulator\n" }), ["acme/R-1"]);
});

test("gets a part by its id in any letters, and null for none", async () => {
  const [first] = (await call("search", LDO)).matches;
  assert.equal((await call("get", { id: first!.id.toUpperCase() })).part, first);
  assert.is((await call("get", { id: "acme/NONE" })).part, null);
  assert.is((await call("get", { id: "kicad/None:NONE" })).part, null);
});

test("compares alternates: same output, and nothing called better that is not known", async () => {
  const { alternates } = await call("alternates", { id: "diodes-incorporated/AP2112K-3.3TRG1" });
  assert.ok(alternates.length > 0);
  for (const { part, samePinout, differences } of alternates) {
    assert.is(samePinout, null, "nobody could know the pins");
    const output = differences.find(({ figure }) => figure === "output_voltage")!;
    assert.is.not(output.verdict, "worse", part.id);
    for (const { text, verdict } of differences) {
      if (text.endsWith("→ not known")) assert.is(verdict, "unknown");
    }
  }
  const [told] = await Promise.allSettled([call("alternates", { id: "acme/NONE" })]);
  assert.ok(told.status === "rejected" && told.reason.code === "NOT_FOUND");
});

const withKicad = isOnPath("kicad-cli") ? test : test.skip;
const tools = [kicad];

withKicad("finds symbols of KiCad by their text, without any figure", async () => {
  const search: PartSearch = { text: "opamp dual", symbols: true, limit: 5 };
  const { matches } = await call("search", search, { tools });
  const symbol = matches.find(({ origin }) => origin === "kicad")!;
  assert.equal([symbol.figures, symbol.family], [{}, null]);
  assert.equal((await call("get", { id: symbol.id }, { tools })).part!.id, symbol.id);
  const demands = [{ figure: "supply_voltage", atLeast: 5, unit: "V" }] as const;
  const demanded = await call("search", { ...search, demands }, { tools });
  assert.not(demanded.matches.some(({ origin }) => origin === "kicad"));
});

withKicad("knows a pinout by the pins of KiCad's symbols", async () => {
  const asked = { id: "diodes-incorporated/AP2112K-3.3TRG1", limit: 40 };
  const { alternates } = await call("alternates", asked, { tools });
  const pinouts = new Map(alternates.map(({ part, samePinout }) => [part.mpn, samePinout]));
  assert.is(pinouts.get("AMS1117-3.3"), false);
  assert.ok([...pinouts.values()].includes(true));
});

test("leaves nothing behind", () => kept[Symbol.asyncDispose]());

test.run();
