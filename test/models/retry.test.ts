/** How long to wait for a provider: as it asks, within a minute, else longer each time and never all at once. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { verdictOf, waitBefore } from "../../core/models/retry.ts";

const test = suite("test/models/retry");
const NOW = Date.parse("2026-01-01T00:00:00Z");
const wait = (headers: Record<string, string>, tried = 1, random = 1) =>
  waitBefore(tried, new Headers(headers), NOW, () => random);

test("reads every form of Retry-After, and takes nonsense for none", () => {
  const cases: [headers: Record<string, string>, ms: number][] = [
    [{ "retry-after": "2" }, 2000],
    [{ "retry-after": "0.25" }, 250],
    [{ "retry-after": "61" }, 60_000],
    [{ "retry-after": "1000000000" }, 60_000],
    [{ "retry-after": "Thu, 01 Jan 2026 00:00:09 GMT" }, 9000],
    [{ "retry-after": "Thu, 01 Jan 2099 00:00:00 GMT" }, 60_000],
    [{ "retry-after": "Wed, 31 Dec 2025 23:59:59 GMT" }, 500],
    [{ "retry-after-ms": "1500", "retry-after": "9" }, 1500],
    [{ "retry-after-ms": "-1", "retry-after": "9" }, 9000],
    ...["-5", "0", "", "NaN", "Infinity", "1e9", "0x10", "soon", "5 s"].map(
      (text): [Record<string, string>, number] => [{ "retry-after": text }, 500],
    ),
    [{}, 500],
  ];
  for (const [headers, ms] of cases) assert.is(wait(headers), ms, JSON.stringify(headers));
});

test("doubles without one, by chance between the half and the whole", () => {
  assert.equal(
    [1, 2, 3].map((tried) => wait({}, tried, 0)),
    [250, 500, 1000],
  );
  assert.equal(
    [1, 2, 3].map((tried) => wait({}, tried, 1)),
    [500, 1000, 2000],
  );
  assert.is(
    waitBefore(1, null, NOW, () => 0.5),
    375,
  );
});

test("asks again only who may answer another time", () => {
  const by = (verdict: string) =>
    [400, 401, 402, 403, 404, 408, 409, 413, 422, 425, 429, 500, 503, 529].filter(
      (status) => verdictOf(status) === verdict,
    );
  assert.equal(by("again"), [408, 425, 429, 500, 503, 529]);
  assert.equal(by("next"), [401, 402, 403, 404]);
});

test.run();
