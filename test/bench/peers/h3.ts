/** Peer for reads: bare h3 with a route for each of two JSON values, and no guard at all. */
import { H3, serve } from "h3";

const [health, record] = process.argv.slice(2).map((json): unknown => JSON.parse(json));
const app = new H3().get("/health", () => health).get("/session/:id", () => record);
const server = serve(app, { port: 0, hostname: "127.0.0.1", silent: true });
await server.ready();
console.log(`listening on ${server.url!.replace(/\/$/, "")}`);
process.once("SIGTERM", () => process.exit(0));
