/** What arrives at a collector, and that a collector which does not answer costs a run nothing. */
import { execFileSync } from "node:child_process";
import type { Measurement, Telemetry, TelemetryRecord } from "metaforge";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { attributesOf, otlpCollector } from "../../test/fixtures/collector.ts";
import { testGateway } from "../../test/fixtures/gateway.ts";
import { measuredGateway } from "../../test/fixtures/measured.ts";
import { until } from "../../test/fixtures/run-pool.ts";
import { createExport } from "./export.ts";
import type { Export } from "./export.ts";
import { toHrTime } from "./span.ts";

const test = suite("plugins/otel");

/** Variables of this process, while a test runs: OpenTelemetry's packages read them there. */
function environment(values: Readonly<Record<string, string>>) {
  Object.assign(process.env, values);
  return {
    [Symbol.dispose]: () => Object.keys(values).forEach((name) => delete process.env[name]),
  };
}

const timers = () => process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;

const to = (url: string) => environment({ OTEL_EXPORTER_OTLP_ENDPOINT: url });

test("sends what a run has called, with the ids that hold it together, and metrics", async () => {
  await using collector = await otlpCollector();
  const headers = "authorization=Bearer%20SECRET-HEADER";
  using _ = environment({
    OTEL_EXPORTER_OTLP_ENDPOINT: `${collector.url}/`,
    OTEL_EXPORTER_OTLP_HEADERS: headers,
    OTEL_SERVICE_NAME: "bench",
  });
  const { records, logged, page } = await (async () => {
    await using at = await measuredGateway({ log: { level: "debug" } });
    at.server.script(
      { answer: "three", usage: { input: 12, output: 3 } },
      { status: 401, message: "no" },
    );
    await at.sums({ prompt: "How many?" });
    await at.sums({ prompt: "How many?" });
    const response = await fetch(`${at.gateway.base}/otel`);
    const shown = (await response.json()) as { endpoint: string };
    return { records: at.records, logged: at.gateway.logged, page: shown };
  })();
  const spans = collector.spans();
  assert.is(spans.length, records.length);
  for (const [index, record] of records.entries()) {
    const { name, trace, id, parent, startMs, endMs, error, kind, attributes } = record;
    const span = spans[index];
    assert.equal(
      [span.name, span.traceId, span.spanId, span.parentSpanId ?? null],
      [name, trace, id, parent],
    );
    assert.is(span.kind, kind === "model" ? 3 : 1);
    assert.is(span.status.code, error === null ? 0 : 2);
    assert.equal(span.attributes, attributes);
    for (const [nanos, ms] of [
      [span.startTimeUnixNano, startMs],
      [span.endTimeUnixNano, endMs],
    ] as const) {
      assert.ok(Math.abs(Number(nanos) / 1e6 - ms) < 0.01, `${nanos} ${ms}`);
    }
  }
  const { "service.name": service, "service.version": version } = collector.resource();
  assert.equal([service, typeof version], ["bench", "string"]);
  assert.equal(
    new Set(collector.delivered.map((one) => `${one.path} ${one.headers.authorization}`)),
    new Set(["/v1/traces Bearer SECRET-HEADER", "/v1/metrics Bearer SECRET-HEADER"]),
  );
  assert.not.match(JSON.stringify([logged, page]), /SECRET/);
  assert.is(page.endpoint, collector.url);

  const metrics = collector.metrics();
  assert.equal(Object.keys(metrics).toSorted(), [
    "gen_ai.client.operation.duration",
    "gen_ai.client.token.usage",
    "gen_ai.execute_tool.duration",
    "gen_ai.invoke_agent.duration",
    "metaforge.runs",
  ]);
  const usage = metrics["gen_ai.client.token.usage"];
  assert.is(usage.unit, "{token}");
  const [input] = usage.histogram.dataPoints.filter((point: Point) => typeOf(point) === "input");
  assert.is(input.sum, 12);
  assert.equal(input.explicitBounds.slice(0, 3), [1, 4, 16]);
  const runs = metrics["metaforge.runs"].sum.dataPoints;
  assert.equal(
    new Set(runs.map((point: Point) => attributesOf(point.attributes)["outcome"])),
    new Set(["pending_approval", "failed"]),
  );
});

test("loads and hears nothing when no endpoint is set, or when the SDK is switched off", () => {
  const code = `import { registerHooks } from "node:module";
    registerHooks({ resolve: (name, context, next) => (/opentelemetry|export/.test(name) && console.log(name), next(name, context)) });
    const { resolveMetaforge } = await import("./core/run/resolve.ts"); resolveMetaforge();
    const { default: plugin } = await import("./plugins/otel/index.ts");
    const bad = () => console.log("asked for something");
    console.log(await plugin.setup({ get: bad, route: bad, on: bad }));`;
  const cwd = new URL("../..", import.meta.url);
  for (const more of [
    {},
    { OTEL_EXPORTER_OTLP_ENDPOINT: "http://127.0.0.1:9", OTEL_SDK_DISABLED: "true" },
  ]) {
    const env = { ...process.env, ...more };
    const said = execFileSync(process.execPath, ["--input-type=module", "-e", code], { cwd, env });
    assert.is(String(said), "undefined\n");
  }
});

test("says in the status that an address is none, without the address", async () => {
  using _ = to("localhost:SECRET");
  await using gateway = await testGateway();
  const { body } = await gateway.get("/status");
  const row = body.plugins.find(({ name }: { name: string }) => name === "otel");
  assert.is(row.state, "failed");
  assert.match(row.error.message, /OTEL_EXPORTER_OTLP_ENDPOINT is no http\(s\) URL/);
  assert.not.match(JSON.stringify(body), /SECRET/);
});

for (const [how, problem] of [
  ["hangs", null],
  ["fails", "the endpoint answered 500"],
  ["refuses", null],
] as const) {
  test(`runs go on as ever, and a stop waits but shortly, when the endpoint ${how}`, async () => {
    await using collector = await otlpCollector(how === "refuses" ? "takes" : how);
    using _ = environment({
      OTEL_EXPORTER_OTLP_ENDPOINT: how === "refuses" ? "http://127.0.0.1:1" : collector.url,
      OTEL_EXPORTER_OTLP_TIMEOUT: "4000",
      OTEL_BSP_SCHEDULE_DELAY: "20",
      OTEL_METRIC_EXPORT_INTERVAL: "20",
    });
    const before = timers();
    const at = await measuredGateway();
    try {
      for (let n = 0; n < 3; n += 1) {
        const { body } = await at.sums();
        assert.is(body.status, "pending_approval");
      }
      const began = performance.now();
      assert.is((await at.add({ numbers: [1] })).status, 200);
      assert.ok(performance.now() - began < 5000);
      const state = async () =>
        (await (await fetch(`${at.gateway.base}/otel`)).json()) as ReturnType<Export["state"]>;
      const { spans } = await state();
      assert.ok(spans.sent === 0 && spans.failed + spans.waiting === 7, JSON.stringify(spans));
      if (problem !== null) {
        await until(() => collector.asked() > 1);
        assert.is((await state()).problem, problem);
      }
      assert.equal(
        at.gateway.logged.filter((line) => /otel|SECRET/i.test(line)),
        [],
      );
    } finally {
      const began = performance.now();
      await at[Symbol.asyncDispose]();
      const ms = performance.now() - began;
      assert.ok(ms < 3500, `the stop took ${ms} ms`);
      // What was given up ends by its own time limit.
      await until(() => timers() <= before);
    }
  });
}

test("keeps a bounded number of spans for an endpoint that does not answer", async () => {
  await using collector = await otlpCollector("hangs");
  using _ = environment({
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_TIMEOUT: "500",
  });
  const before = timers();
  const sending = createExport(telemetry, process.env);
  for (let n = 0; n < 5000; n += 1) sending.take(numbered(n));
  const { spans } = sending.state();
  assert.equal(spans, { sent: 0, failed: 0, dropped: 5000 - 2048, waiting: 2048 });
  await sending.stop();
  await until(() => timers() <= before);
});

test("sends all that waits when it stops, once", async () => {
  await using collector = await otlpCollector();
  using _ = to(collector.url);
  const sending = createExport(telemetry, {});
  for (let n = 0; n < 2000; n += 1) sending.take(numbered(n));
  await sending.stop();
  const ids = collector.spans().map((span: { spanId: string }) => span.spanId);
  assert.equal([ids.length, new Set(ids).size], [2000, 2000]);
  assert.equal(sending.state().spans, { sent: 2000, failed: 0, dropped: 0, waiting: 0 });
});

test("turns milliseconds into seconds and nanoseconds", () => {
  assert.equal(toHrTime(1_700_000_000_123.5), [1_700_000_000, 123_500_000]);
  assert.equal(toHrTime(999.9999999), [0, 999_999_999]);
});

test.run();

interface Point {
  readonly attributes: Parameters<typeof attributesOf>[0];
}

function typeOf({ attributes }: Point): unknown {
  return attributesOf(attributes)["gen_ai.token.type"];
}

const telemetry: Telemetry = {
  on: () => () => {},
  metrics: [],
  measure: (): Measurement[] => [],
  sessions: () => ({ running: 0, pending: 0 }),
  version: "1.0.0",
};

function numbered(n: number): TelemetryRecord {
  const id = n.toString(16).padStart(16, "0");
  return {
    ...{ kind: "tool", name: "execute_tool a.b", trace: id + id, id, parent: null, error: null },
    ...{ startMs: 1, endMs: 2, attributes: {} },
  };
}
