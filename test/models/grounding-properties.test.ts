/** Grounding under any text: what is quoted as it stands holds, one changed digit, sign, unit or letter does not, nothing throws. */
import * as fc from "fast-check";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { toDecimal } from "../../core/models/figures.ts";
import { ground, judging } from "../../core/models/grounding.ts";

const test = suite("core/models/grounding, any text");

const UNITS = ["V", "mA", "µA", "kΩ", "°C", "mm", "MHz", "%", "V/µs", "dBm"];
const quantity = fc.record({
  digits: fc
    .tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 0, max: 99 }))
    .map(([whole, part]) => (part === 0 ? `${whole}` : `${whole}.${part}`)),
  sign: fc.constantFrom("", "-", "−", "+"),
  unit: fc.constantFrom(...UNITS),
  gap: fc.constantFrom("", " ", "\u00a0"),
});
type Quantity = typeof quantity extends fc.Arbitrary<infer T> ? T : never;
const word = fc.constantFrom(
  "supply",
  "shall",
  "stay",
  "below",
  "Range",
  "idle",
  "typ.",
  "über",
  "电源",
);
const words = fc.array(word, { minLength: 2, maxLength: 6 }).map((list) => list.join(" "));
const line = fc.tuple(words, quantity, words);

const written = ({ sign, digits, gap, unit }: Quantity) => `${sign}${digits}${gap}${unit}`;
const valueOf = ({ sign, digits }: Quantity) => Number(digits) * (/[-−]/.test(sign) ? -1 : 1);
const OTHER = "Nothing of that kind stands here.\n".repeat(40);

function isGrounded(item: unknown, quote: string, text: string): boolean {
  return "quote" in judging([{ name: "a", text }])({ item, source: "a", quote });
}

test("accepts each quantity of a document, wherever the quote begins and ends around it", () => {
  const cut = fc.tuple(fc.nat(5), fc.nat(5));
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 20 }),
      fc.nat(),
      cut,
      (lines, pick, [left, right]) => {
        const [before, one, after] = lines[pick % lines.length]!;
        const texts = lines.map(([a, q, z]) => `- ${a} ${written(q)} ${z}`);
        const quote = [
          ...before.split(" ").slice(-1 - left),
          written(one),
          ...after.split(" ").slice(0, 1 + right),
        ].join(" ");
        const item = {
          value: valueOf(one),
          unit: one.unit,
          said: `${one.sign}${one.digits} ${one.unit}`,
        };
        assert.ok(isGrounded(item, quote, [...texts, OTHER].join("\r\n")), quote);
      },
    ),
    { numRuns: 2000 },
  );
});

/** One change, by kind; null where the quantity has nothing to change in that way. */
const CHANGES: Record<string, (q: Quantity, n: number) => Quantity | null> = {
  digit: (q, n) => {
    const places = [...q.digits.matchAll(/\d/g)].map(({ index }) => index);
    const at = places[n % places.length]!;
    const digit = (Number(q.digits[at]) + 1 + (n % 8)) % 10;
    return { ...q, digits: q.digits.slice(0, at) + digit + q.digits.slice(at + 1) };
  },
  "digit more": (q, n) => ({ ...q, digits: `${1 + (n % 9)}${q.digits}` }),
  sign: (q) => ({ ...q, sign: /[-−]/.test(q.sign) ? "" : "-" }),
  unit: (q, n) => {
    const others = UNITS.filter((unit) => unit !== q.unit);
    return { ...q, unit: others[n % others.length]! };
  },
  "letter of the unit": (q, n) => {
    const at = n % q.unit.length;
    return { ...q, unit: `${q.unit.slice(0, at)}x${q.unit.slice(at + 1)}` };
  },
  "unit cut": (q) => (q.unit.length > 1 ? { ...q, unit: q.unit.slice(0, -1) } : null),
  "decimal point": (q) =>
    q.digits.includes(".") ? { ...q, digits: q.digits.replace(".", "") } : null,
};

for (const [what, change] of Object.entries(CHANGES)) {
  test(`refuses an item after one change: ${what}`, () => {
    fc.assert(
      fc.property(line, fc.nat(), ([before, one, after], n) => {
        const other = change(one, n);
        if (!other || (valueOf(other) === valueOf(one) && other.unit === one.unit)) return;
        const quote = `${before} ${written(one)} ${after}`;
        const asNumber = { value: valueOf(other), unit: other.unit };
        const asText = { said: `${before} ${written(other)}` };
        assert.not(isGrounded(asNumber, quote, `${quote}\n${OTHER}`), quote);
        assert.not(isGrounded(asText, quote, `${quote}\n${OTHER}`), quote);
      }),
      { numRuns: 1000 },
    );
  });
}

test("refuses a quote after one change of any of its units", () => {
  fc.assert(
    fc.property(
      line,
      fc.nat(),
      fc.string({ unit: "binary", minLength: 1, maxLength: 1 }),
      ([a, q, z], n, letter) => {
        const quote = `${a} ${written(q)} ${z}`;
        const at = n % quote.length;
        const changed = quote.slice(0, at) + letter + quote.slice(at + 1);
        if (changed === quote) return;
        // An edge that becomes a space or the like of what stands around the quote is no change.
        assert.not(isGrounded({ said: "words" }, changed, `(${quote})\n${OTHER}`));
      },
    ),
    { numRuns: 3000 },
  );
});

test("never throws, whatever the texts, items and quotes are, and never grounds what is not quoted", () => {
  const bits = fc.constantFrom(
    "5",
    "V",
    " ",
    "-",
    "−",
    "\r\n",
    "\n",
    "\r",
    "3.3",
    "\u200b",
    "½",
    "٣",
    "\ud800",
    "×10^",
    "e-",
    ",",
    "±",
    "𝟓",
    "__proto__",
  );
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(bits, { maxLength: 40 }).map((list) => list.join("")),
  );
  fc.assert(
    fc.property(
      text,
      text,
      text,
      fc.jsonValue({ maxDepth: 4 }),
      fc.nat(),
      fc.nat(),
      (source, quote, said, json, from, size) => {
        const piece = source.slice(from % (source.length + 1)).slice(0, size % 60);
        const item = { json, said };
        for (const asked of [quote, piece, said]) {
          const judge = judging([{ name: "a", text: source }]);
          const judged = judge({ item, source: "a", quote: asked });
          if ("reason" in judged) continue;
          const { quote: cited, at } = judged;
          assert.is(source.slice(at.offset, at.offset + cited.length), cited);
          assert.is(cited.replaceAll("\r\n", "\n"), asked.replaceAll("\r\n", "\n"));
        }
      },
    ),
    { numRuns: 5000 },
  );
});

test("spells each number in one way, and different numbers differently", () => {
  const number = fc.double({ noNaN: true, noDefaultInfinity: true });
  const spelled = (value: number) => toDecimal(String(value).replace("e+", "e"));
  fc.assert(
    fc.property(number, number, (a, b) => {
      assert.is(spelled(a) === spelled(b), a === b);
      assert.is(Number(spelled(a)), a === 0 ? 0 : a);
    }),
    { numRuns: 3000 },
  );
});

test("takes a document of a million characters and ten thousand claims in about the time of reading them", async () => {
  const lineOf = (n: number) => `Rail ${n} shall supply ${n / 10} V and at most ${n} mA typical.\n`;
  const many = (size: number) => {
    let text = "";
    for (let n = 0; text.length < size; n += 1) text += lineOf(n);
    return text;
  };
  const claims = Array.from({ length: 10_000 }, (_, n) => {
    const item = { rail: n, current: { value: n, unit: "mA" } };
    return { item, source: "a", quote: lineOf(n).trim() };
  });
  const hostile = Array.from({ length: 10_000 }, () => ({
    item: 5,
    source: "a",
    quote: `${"a ".repeat(400)}b`,
  }));
  assert.ok((await msOf(claims, many(1e6))) < 4000);
  assert.ok((await msOf(hostile, "a ".repeat(5e5))) < 8000);
});

test.run();

/** Milliseconds of this process's own work: what else the machine does is no fault of the code. */
async function msOf(claims: unknown[], text: string): Promise<number> {
  const begin = process.cpuUsage();
  await ground(claims, [{ name: "a", text }]);
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1000;
}
