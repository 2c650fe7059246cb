/** The order of starting: needs first, and the names of those that are missing or need each other. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { MOVES } from "../../core/plugins/state.ts";
import { startOrder } from "../../core/plugins/order.ts";

const test = suite("test/plugins/order");

/** "a:b,c d" → a needs b and c, d needs nothing. */
function ordered(text: string) {
  const plugins = text.split(" ").map((part) => {
    const [name, needs = ""] = part.split(":");
    return { name: name!, needs: needs.split(",").filter(Boolean) };
  });
  const { order, failed } = startOrder(plugins);
  const errors = [...failed].map(([name, error]) => `${name}: ${error.message}`);
  return { order: order.map(({ name }) => name).join(" "), errors: errors.toSorted() };
}

test("starts what is needed before what needs it, and keeps the order otherwise", () => {
  assert.equal(ordered("a:c b c:d d"), { order: "d c a b", errors: [] });
});

test("names what is missing, also to those that need the one that cannot start", () => {
  assert.equal(ordered("a:b b:x c"), {
    order: "c",
    errors: ["a: 'a' needs 'b', which is not loaded", "b: 'b' needs 'x', which is not loaded"],
  });
});

test("names the plugins of a cycle, and lets the others start", () => {
  assert.equal(ordered("a:b b:c c:a d:a e"), {
    order: "e",
    errors: [
      "a: these plugins need each other: a → b → c → a",
      "b: these plugins need each other: a → b → c → a",
      "c: these plugins need each other: a → b → c → a",
      "d: 'd' needs 'a', which is not loaded",
    ],
  });
});

test("takes a plugin that needs itself for a cycle", () => {
  assert.equal(ordered("a:a").errors, ["a: these plugins need each other: a → a"]);
});

test("has no way from untrusted to ready past the description", () => {
  assert.equal(MOVES.untrusted, ["starting"]);
});

test.run();
