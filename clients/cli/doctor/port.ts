/** What the doctor says of the ports: the one that is configured, and the one that everybody tries first. */
import type { Found } from "../gateway/find.ts";
import { checksOf } from "./check.ts";
import type { Check } from "./check.ts";
import { gatewayAt, tryListen } from "./listen.ts";

const { ok, warning, problem } = checksOf("network");
const USUAL = 3000;

export interface PortOptions {
  readonly host: string;
  readonly port: number;
  readonly workspace: string;
  /** The gateway of this workspace, when one runs. */
  readonly running: Found | null;
}

export async function checkPorts(options: PortOptions): Promise<Check[]> {
  const { host, port, running } = options;
  const checks = port === 0 ? [] : [await checkPort(options, port, host)];
  if (port !== USUAL) checks.push(await checkPort(options, USUAL, "127.0.0.1"));
  if (running && running.port !== port && running.port !== USUAL) {
    checks.push(ok(`port ${running.port}`, "this workspace's gateway answers there"));
  }
  return checks;
}

async function checkPort(
  { workspace, port: configured }: PortOptions,
  port: number,
  host: string,
): Promise<Check> {
  const what = `port ${port}`;
  const refused = await tryListen(host, port);
  if (refused === null) return ok(what, "free");
  const isOurs = port === configured;
  const todo = isOurs
    ? "`metaforge run` takes another port by itself; for `metaforge start` say --port 0, or set `port` in your configuration"
    : "only programs that are not told another port miss it";
  if (refused !== "EADDRINUSE") {
    const says = `cannot be listened on at ${host} (${refused})`;
    return isOurs
      ? problem(what, says, "set another `port` or `host` in your configuration")
      : warning(what, says, todo);
  }
  const holder = await gatewayAt(host, port);
  if (holder === workspace) return ok(what, "this workspace's gateway answers there");
  if (holder === null) return warning(what, "a gateway that wants a key has it", todo);
  const who = holder === undefined ? "another program" : `the gateway of ${holder}`;
  return warning(what, `${who} has it`, todo);
}
