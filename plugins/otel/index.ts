/** Exports spans and metrics over OTLP/HTTP when OTEL_EXPORTER_OTLP_ENDPOINT is set; otherwise it does nothing. */
import { TELEMETRY, defineExtension, fail } from "metaforge";
import type { TelemetryRecord } from "metaforge";
import type { Export } from "./export.ts";

/** Milliseconds that the last export may take when the gateway stops. */
const STOP_MS = 2000;
/** Records that wait until the exporter is loaded. */
const EARLY = 256;

export default defineExtension({
  name: "otel",
  version: "1.0.0",
  description: "Spans and metrics for OpenTelemetry, when OTEL_EXPORTER_OTLP_ENDPOINT is set.",
  setup({ get, route }) {
    const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint = "", OTEL_SDK_DISABLED: off } = process.env;
    if (endpoint === "" || off === "true") return;
    // Its words stay out of the problem: an address may hold a password.
    if (!/^https?:/.test(endpoint) || !URL.canParse(endpoint)) {
      throw fail("VALIDATION_ERROR", { problem: "OTEL_EXPORTER_OTLP_ENDPOINT is no http(s) URL" });
    }
    const telemetry = get(TELEMETRY);
    let early: TelemetryRecord[] = [];
    let ready: Export | null = null;
    // Not awaited: a start of the gateway does not wait for the libraries.
    const opened = import("./export.ts").then(({ createExport }) => {
      ready = createExport(telemetry, process.env);
      for (const record of early) ready.take(record);
      early = [];
      return ready;
    });
    // It is seen at /otel, where people look when nothing arrives.
    opened.catch(() => {});
    route("/", async () =>
      Response.json({ endpoint: new URL(endpoint).origin, ...(await opened).state() }),
    );
    const unhear = telemetry.on((record) => {
      if (ready) ready.take(record);
      else if (early.length < EARLY) early.push(record);
    });
    return async () => {
      unhear();
      const late = Promise.withResolvers<void>();
      const timer = setTimeout(late.resolve, STOP_MS);
      const sent = opened.then(({ stop }) => stop()).catch(() => {});
      await Promise.race([sent, late.promise]);
      clearTimeout(timer);
    };
  },
});
