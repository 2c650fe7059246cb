/** What a person reads of a run: equal advice once, evidence short and harmless, the gist above a question; short ids. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import type { Session } from "../../typescript/src/index.ts";
import { createOutput } from "../terminal/output.ts";
import { writeGist, writeOutcome } from "./outcome.ts";
import { idsIn, shortId, shortIds } from "./words.ts";

const test = suite("clients/cli/sessions/outcome");

const ID = "session-6096227acab9771f4ee79d8f7fde2ce8cdea";
const OTHER = "session-6096227accc9771f4ee79d8f7fde2ce8cdea";

function output(isTTY = true) {
  const written: string[] = [];
  const stream = { isTTY, columns: 80, write: (text: string) => written.push(text) };
  const out = createOutput(stream as unknown as NodeJS.WriteStream, { NO_COLOR: "1" });
  return { out, text: () => written.join("") };
}

const finding = (title: string, more: object = {}) => ({
  ...{ id: title, severity: "warning", title },
  ...more,
});
const session = (findings: object[]) =>
  ({ id: ID, summary: "two limits", findings, staleInputs: [] }) as unknown as Session;

test("says equal advice once, below all that it is for, and keeps their order otherwise", () => {
  const { out, text } = output();
  const action = "Give it a number.";
  const all = [
    finding("small", { action }),
    finding("loud", { severity: "error", action }),
    finding("alone"),
    finding("cheap", { action }),
  ];
  writeOutcome(out, session(all), 12);
  assert.is(
    text(),
    `two limits
  warning small
  warning cheap
          → Give it a number.
  error   loud
          → Give it a number.
  warning alone
`,
  );
});

test("shows what a finding rests on: in short, on one line, and nothing that a terminal acts on", () => {
  const { out, text } = output(false);
  const evidence = `first\n  second \u001b[2J${"x".repeat(300)}`;
  writeOutcome(out, session([finding("odd", { evidence })]), 12);
  assert.match(text(), String.raw`          first second \x1b[2Jxxx`);
  assert.match(text(), /x…\n$/);
  assert.ok(text().length < 250);
  const { out: again, text: once } = output();
  writeOutcome(again, session([finding("too much: “5 V”", { evidence: "5 V" })]), 12);
  assert.is(once(), "two limits\n  warning too much: “5 V”\n");
});

test("sums up in a line what has scrolled away before the question", () => {
  const { out, text } = output();
  writeGist(out, session([finding("a"), finding("b"), finding("c", { severity: "error" })]));
  assert.is(text(), "two limits\n1 error, 2 warnings: metaforge show 6096227a\n");
});

test("shortens ids as far as they can be told apart, and leaves them whole for scripts", () => {
  assert.is(shortId(ID), "6096227a");
  assert.equal([ID, OTHER].map(shortIds([ID, OTHER])), ["6096227aca", "6096227acc"]);
  assert.equal([ID, ID].map(shortIds([ID, ID])), ["6096227a", "6096227a"]);
  assert.is(idsIn(output(false).out, [ID])(ID), ID);
});

test.run();
