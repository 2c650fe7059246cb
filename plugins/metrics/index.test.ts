/** The page as Prometheus reads it: by the rules of its text format, with what really happened, and rising only. */
import { createHash } from "node:crypto";
import type { Metric } from "metaforge";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { testGateway } from "../../test/fixtures/gateway.ts";
import { measuredGateway } from "../../test/fixtures/measured.ts";
import { exposition } from "./exposition.ts";
import { createTally } from "./tally.ts";

const test = suite("plugins/metrics");

async function scrape(base: string, path = "/metrics", headers: Record<string, string> = {}) {
  const response = await fetch(base + path, { headers });
  const text = await response.text();
  return { status: response.status, type: response.headers.get("content-type"), text };
}

test("counts what has happened, at both addresses, and only upwards", async () => {
  await using at = await measuredGateway();
  at.server.script(
    { answer: "three", usage: { input: 12, output: 3 } },
    { status: 401, message: "no" },
  );
  const { base } = at.gateway;
  const first = parse((await scrape(base)).text);
  await at.sums({ prompt: "How many?" });
  await at.sums({ prompt: "How many?" });
  await at.add({ numbers: [-1] });
  const page = await scrape(base, "/ext/metrics/");
  assert.equal([page.status, page.type], [200, "text/plain; version=0.0.4; charset=utf-8"]);
  const now = parse(page.text);
  const chat =
    'gen_ai_operation_name="chat",gen_ai_provider_name="openai-compatible",gen_ai_request_model="small"';
  const summer = 'gen_ai_agent_name="summer"';
  const expected = {
    'metaforge_runs_total{skill="sums",outcome="pending_approval"}': 1,
    'metaforge_runs_total{skill="sums",outcome="failed"}': 1,
    [`gen_ai_invoke_agent_duration_seconds_count{${summer},metaforge_skill="sums"}`]: 1,
    [`gen_ai_invoke_agent_duration_seconds_count{${summer},metaforge_skill="sums",error_type="UNAVAILABLE"}`]: 1,
    [`gen_ai_execute_tool_duration_seconds_count{gen_ai_tool_name="adder.add",${summer}}`]: 2,
    'gen_ai_execute_tool_duration_seconds_count{gen_ai_tool_name="adder.add",error_type="TOOL_ERROR"}': 1,
    [`gen_ai_client_operation_duration_seconds_count{${chat}}`]: 1,
    [`gen_ai_client_operation_duration_seconds_count{${chat},error_type="401"}`]: 1,
    [`gen_ai_client_token_usage_sum{${chat},gen_ai_token_type="input"}`]: 12,
    [`gen_ai_client_token_usage_sum{${chat},gen_ai_token_type="output"}`]: 3,
    'metaforge_events_total{event="session.complete"}': 2,
    metaforge_sessions_running: 0,
    metaforge_sessions_pending_approval: 1,
    [`metaforge_build_info{version="${at.telemetry.version}"}`]: 1,
  };
  for (const [name, value] of Object.entries(expected))
    assert.is(now.values.get(name), value, name);
  assert.ok(now.values.get("process_resident_memory_bytes")! > 1e7);
  for (const [name, value] of first.values) {
    if (now.rises(name)) assert.ok(now.values.get(name)! >= value, name);
  }
  assert.not.match(page.text, /\/work|\/tmp|PRD|[0-9A-HJKMNP-TV-Z]{26}/);
});

test("counts every event that the gateway describes", async () => {
  await using gateway = await testGateway();
  const { body } = await gateway.get("/asyncapi.json");
  const messages: { name: string }[] = Object.values(body.components.messages);
  // Words between a socket's two ends have no dot; the one that has it is told to one client alone, too.
  const described = messages
    .map(({ name }) => name)
    .filter((name) => name.includes(".") && name !== "replay.expired");
  const counted: string[] = [];
  const { default: plugin } = await import("./index.ts");
  const telemetry = { metrics: [], on: () => () => {} };
  const on = (event: string) => (counted.push(event), () => {});
  await plugin.setup({ on, get: () => telemetry, route: () => () => {} } as never);
  assert.equal(counted.toSorted(), described.toSorted());
});

test("asks for a key when keys are configured", async () => {
  const key = "k".repeat(40);
  const sha256 = createHash("sha256").update(key).digest("hex");
  await using gateway = await testGateway({ config: { apiKeys: [{ name: "scraper", sha256 }] } });
  assert.is((await scrape(gateway.base)).status, 401);
  const headers = { authorization: `Bearer ${key}` };
  assert.is((await scrape(gateway.base, "/metrics", headers)).status, 200);
});

test("loads no metrics library before the first scrape", async () => {
  const { execFileSync } = await import("node:child_process");
  const code = `import { registerHooks } from "node:module";
    registerHooks({ resolve: (name, context, next) => (name.includes("prom") && console.log(name), next(name, context)) });
    const { resolveMetaforge } = await import("./core/run/resolve.ts"); resolveMetaforge();
    await import("./plugins/metrics/index.ts"); console.log("loaded");`;
  const cwd = new URL("../..", import.meta.url);
  const said = execFileSync(process.execPath, ["--input-type=module", "-e", code], { cwd });
  assert.is(String(said), "loaded\n");
});

const METRIC: Metric = {
  type: "histogram",
  name: "a.b-c",
  unit: "s",
  description: 'Says\n"\\"',
  buckets: [1, 2],
};

test("escapes what labels and descriptions hold, and counts each value in every bucket above it", async () => {
  const tally = createTally([METRIC]);
  for (const value of [0.5, 1, 1.5, 99]) {
    tally.add({ metric: METRIC, value, labels: { "x.y": 'a"b\\c\nd} 1' } });
  }
  const text = await exposition(tally.families(), []);
  assert.match(text, '# HELP a_b_c_seconds Says\\n"\\\\"\n# TYPE a_b_c_seconds histogram\n');
  const labels = String.raw`x_y="a\"b\\c\nd} 1"`;
  const { values } = parse(text);
  const counted = ["1", "2", "+Inf"].map((le) =>
    values.get(`a_b_c_seconds_bucket{${labels},le="${le}"}`),
  );
  assert.equal(counted, [2, 3, 4]);
  assert.is(values.get(`a_b_c_seconds_sum{${labels}}`), 102);
});

test("keeps at most so many series, and loses no value", async () => {
  const tally = createTally([METRIC]);
  for (let n = 0; n < 2000; n += 1) tally.add({ metric: METRIC, value: 1, labels: { n: `${n}` } });
  const { values } = parse(await exposition(tally.families(), []));
  const counts = [...values].filter(([name]) => name.startsWith("a_b_c_seconds_count"));
  assert.is(counts.length, 501);
  assert.is(values.get('a_b_c_seconds_count{n="other"}'), 1500);
});

test.run();

/** A strict reader of the text format: anything that it does not know is an error. */
function parse(text: string) {
  const values = new Map<string, number>();
  const types = new Map<string, string>();
  const helps = new Set<string>();
  const highest = new Map<string, number>();
  let current = "";
  assert.ok(text.endsWith("\n"));
  for (const line of text.split("\n").filter((one) => one !== "")) {
    const [, kind, name = "", rest = ""] = /^# (HELP|TYPE) (\w+) (.+)$/.exec(line) ?? [];
    if (kind === "HELP") {
      assert.not.ok(helps.has(name), `HELP of ${name} twice`);
      helps.add((current = name));
    } else if (kind === "TYPE") {
      assert.ok(name === current && !types.has(name), line);
      assert.match(rest, /^(?:counter|gauge|histogram|summary)$/);
      types.set(name, rest);
    } else sample(line);
  }
  return { values, rises: (name: string) => rises(name, types) };

  function sample(line: string): void {
    const form = /^([a-zA-Z_]\w*)(\{(?:[a-zA-Z_]\w*="(?:\\[\\n"]|[^\\"\n])*",?)+\})? ([^ ]+)$/;
    const [, name, labels = "", number] = form.exec(line) ?? assert.unreachable(line)!;
    const type = types.get(current);
    const own = type === "histogram" ? /_(?:bucket|sum|count)$/ : /_(?:sum|count)$/;
    const base = type === "histogram" || type === "summary" ? name!.replace(own, "") : name;
    assert.is(base, current, `${line} stands below ${current}`);
    assert.not.ok(values.has(name! + labels), `${line} twice`);
    const value = number === "Nan" ? NaN : Number(number);
    assert.ok(/^(?:[-+\d.e]+|Nan)$/.test(number!), line);
    if (type === "counter") assert.ok(value >= 0, line);
    if (type === "histogram") cumulative(name!, labels, value);
    values.set(name! + labels, value);
  }

  /** Buckets rise from bound to bound, and the last one holds as many as there are. */
  function cumulative(name: string, labels: string, value: number): void {
    const others = labels.replace(/(?<=[{,])le="[^"]*",?/, "").replace(/,?\}$/, "");
    const one = name.replace(/_(?:bucket|count|sum)$/, "") + (others === "{" ? "" : others);
    if (name.endsWith("_bucket")) {
      assert.ok(value >= (highest.get(one) ?? 0), one);
      highest.set(one, value);
    }
    if (name.endsWith("_count")) assert.is(value, highest.get(one), one);
  }
}

/** Counters, and the parts of histograms that count. */
function rises(name: string, types: ReadonlyMap<string, string>): boolean {
  const base = name.replace(/\{.*/, "");
  const whole = base.replace(/_(?:bucket|count|sum)$/, "");
  return types.get(base) === "counter" || (base !== whole && types.get(whole) === "histogram");
}
