/** Secrets are taken out of every text by their value, in each form and also in part. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { createRedaction } from "../core/redaction.ts";

const test = suite("test/redaction");
const KEY = 'sk-live-0123"456/789abcdefWXYZ';

function hiding(key = KEY) {
  const redaction = createRedaction();
  assert.is(redaction.addKey(key), key.length >= 6);
  return redaction.text;
}

test("takes a key out as it is, as JSON, in an address and as Basic credentials", () => {
  const text = hiding();
  for (const form of [
    KEY,
    JSON.stringify({ key: KEY }),
    JSON.stringify(JSON.stringify({ key: KEY })),
    `https://x.test/v1?key=${encodeURIComponent(KEY)}`,
    `Basic ${Buffer.from(KEY).toString("base64")}`,
  ]) {
    const clean = text(`before ${form} after`);
    assert.match(clean, /^before .*\[redacted\].* after$/);
    assert.not.match(clean, /0123|bcdefW|WXYZ|c2stbGl2/);
  }
});

test("takes out what providers show of a key", () => {
  const text = hiding("sk-live-0123456789abcdefWXYZ");
  for (const shown of [
    "Incorrect API key provided: sk-live-****WXYZ.",
    "key sk-l…WXYZ is wrong",
    "key ...WXYZ is wrong",
    "key sk-live-01… is wrong",
    "key sk-live-0123********** is wrong",
    "its end is 6789abcdefW",
    "cut: sk-live-0123456789abcdef",
  ]) {
    const clean = text(shown);
    assert.match(clean, /\[redacted\]/);
    assert.not.match(clean, /WXYZ|0123|6789|sk-l/);
  }
});

test("leaves other words alone", () => {
  const text = hiding("sk-live-0123456789abcdefWXYZ");
  for (const words of ["5 V ± 5 % … and so on", "a***b", "...", "abcdef", "live-01", "sk-other"]) {
    assert.is(text(words), words);
  }
  const env = createRedaction();
  env.add("/home-of/keys/id");
  assert.is(env.text("/home-of/keys/other"), "/home-of/keys/other");
});

test("keeps what is too short to be told from words, and says so", () => {
  const text = hiding("x");
  assert.is(text("a box of x"), "a box of x");
  assert.is(hiding("")("text"), "text");
});

test("takes a credential out of a header, whoever's it is", () => {
  const { text } = createRedaction();
  for (const header of [
    "authorization: Bearer abc.def-123",
    '{"Authorization":"Bearer abc.def-123","a":1}',
    String.raw`"{\"x-api-key\":\"abc.def-123\"}"`,
    "x-api-key=abc.def-123",
    "[['authorization', 'Basic abc.def-123']]",
  ]) {
    const clean = text(header);
    assert.not.match(clean, "abc.def-123");
    if (header.startsWith("{") || header.startsWith('"')) JSON.parse(clean);
  }
});

test("leaves JSON as JSON, and words that only sound like headers", () => {
  const { text } = createRedaction();
  for (const value of [
    { "api-key": null, authorization: 5, "x-api-key": { a: 1 }, b: ["api-key", "path"] },
    { a: "api-key", path: "authorization" },
    "Basic functions and a bearer of news",
  ]) {
    assert.equal(JSON.parse(text(JSON.stringify(value))), value);
  }
});

test("takes the longer of two secrets first", () => {
  const { add, text } = createRedaction();
  add("secret-1");
  add("secret-1-and-more");
  assert.is(text("secret-1-and-more secret-1"), "[redacted] [redacted]");
});

test("takes a part out wherever it begins, ends and repeats", () => {
  const key = "sk-live-0123456789abcdefWXYZ";
  const text = hiding(key);
  for (let at = 0; at + 8 <= key.length; at += 1) {
    for (let end = at + 8; end <= key.length; end += 1) {
      const part = key.slice(at, end);
      assert.is(text(`#${part}# ${part}`), "#[redacted]# [redacted]");
    }
  }
});

test("hides an end that stands behind a mask at a sentence's end", () => {
  assert.is(hiding("sk-live-0123456789abcdefWXYZ")("it is ...WXYZ."), "it is [redacted]");
});

test("takes no longer for a text that looks like a key or a mask everywhere", () => {
  const text = hiding("sk-live-0123456789abcdefWXYZ");
  for (const piece of ["a", "..a", "xxxxx-", "sk-live", "sk-l", "/\\"]) {
    const long = piece.repeat(Math.ceil(400_000 / piece.length));
    const began = performance.now();
    text(long);
    const ms = performance.now() - began;
    assert.ok(ms < 1000, `${JSON.stringify(piece)}: ${ms} ms`);
  }
});

test.run();
