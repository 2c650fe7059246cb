/** Which figures of a sentence no requirement holds. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { words } from "./fixtures/requirements.ts";
import { lostFigures } from "./lost-figures.ts";

const test = suite("skills/architecture/lost-figures");

const lost = (statement: string, row: object = {}) => {
  const one = words("a", statement);
  return lostFigures(one, [one, { ...one, ...row }]);
};

test("names the figures that no row of the sentence has", () => {
  assert.equal(lost("One frame every 10 ms"), ["10 ms"]);
  assert.equal(lost("One frame every 10 ms", { typ: 10 }), []);
  assert.equal(lost("Runs for 1,000 h", { min: 1000 }), []);
  assert.equal(lost("Bears 1,5 A", { max: 1.5 }), []);
});

test("takes a number that is a part of another for none that was read", () => {
  assert.equal(lost("It wakes for 5 s", { condition: "at 25 °C" }), ["5 s"]);
  assert.equal(lost("It wakes for 5 s", { condition: "for 5 s" }), []);
});

test.run();
