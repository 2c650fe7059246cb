/** Serves /metrics for Prometheus: runs, tools, models, events and the process, counted since the gateway's start. */
import { EVENT_NAMES, TELEMETRY, defineExtension } from "metaforge";
import type { Metric } from "metaforge";
import { createTally } from "./tally.ts";

const EVENT_COUNT: Metric = {
  type: "counter",
  name: "metaforge.events",
  unit: "{event}",
  description: "Events of the log, by name.",
  buckets: [],
};

export default defineExtension({
  name: "metrics",
  version: "1.0.0",
  description: "Metrics for Prometheus, at /metrics.",
  setup({ get, on, route }) {
    const telemetry = get(TELEMETRY);
    const tally = createTally([...telemetry.metrics, EVENT_COUNT]);
    for (const event of EVENT_NAMES) {
      on(event, () => tally.add({ metric: EVENT_COUNT, value: 1, labels: { event } }));
    }
    route("/", async () => {
      // With the first scrape: most gateways are never asked.
      const { CONTENT_TYPE, exposition } = await import("./exposition.ts");
      const { running, pending } = telemetry.sessions();
      const text = await exposition(tally.families(), [
        {
          ...{ name: "metaforge_sessions_running", value: running },
          help: "Sessions that run, or wait for a place to run.",
        },
        {
          ...{ name: "metaforge_sessions_pending_approval", value: pending },
          help: "Sessions whose files wait for a person's decision.",
        },
        {
          ...{ name: "metaforge_build_info", labels: { version: telemetry.version }, value: 1 },
          help: "The gateway's version.",
        },
      ]);
      return new Response(text, { headers: { "content-type": CONTENT_TYPE } });
    });
    return telemetry.on((record) => {
      for (const measurement of telemetry.measure(record)) tally.add(measurement);
    });
  },
});
