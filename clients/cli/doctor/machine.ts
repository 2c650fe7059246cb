/** What the doctor says of the machine: Node, this package, the clock, the two loopback addresses. */
import { lookup } from "node:dns/promises";
import { statSync } from "node:fs";
import { arch, platform, release } from "node:os";
import { VERSION } from "../../../core/version.ts";
import { checksOf } from "./check.ts";
import type { Check } from "./check.ts";
import { tryListen } from "./listen.ts";

const { ok, warning } = checksOf("machine");
const network = checksOf("network");
/** The Node that this package is made for, and up to which it was tried. */
const MIN_NODE = 24;
const DAY = 86_400_000;

export function checkMachine(node: string, now: number): Check[] {
  const major = Number(node.split(".")[0]);
  return [
    major >= MIN_NODE
      ? ok("Node", node)
      : warning("Node", `${node}, made for ${MIN_NODE} and newer`, "install a current Node"),
    ok("MetaForge", `${VERSION} on ${platform()} ${release()} (${arch()})`),
    checkClock(now, statSync(import.meta.filename).mtimeMs),
  ];
}

/** Certificates, time stamps and the age of sessions go by it. */
export function checkClock(now: number, installed: number): Check {
  const said = new Date(now).toISOString();
  if (now > installed - DAY) return ok("clock", said);
  return warning(
    "clock",
    `${said} is before this program was installed (${new Date(installed).toISOString()})`,
    "set the clock: sessions are sorted and removed by their time",
  );
}

export async function checkLoopback(): Promise<Check[]> {
  const v4 = await tryListen("127.0.0.1", 0);
  const v6 = await tryListen("::1", 0);
  const names = await lookup("localhost", { all: true }).catch(() => []);
  const addresses = names.map(({ address }) => address);
  return [
    v4 === null
      ? network.ok("127.0.0.1", "can be listened on")
      : network.problem(
          "127.0.0.1",
          `cannot be listened on (${v4})`,
          "bring the loopback interface up: the gateway listens there",
        ),
    // The gateway does not use it; clients that are told "localhost" may.
    network.ok("::1", v6 === null ? "can be listened on" : `not available (${v6}); not needed`),
    addresses.includes("127.0.0.1")
      ? network.ok("localhost", addresses.join(", "))
      : network.warning(
          "localhost",
          `is ${addresses.join(", ") || "unknown"}, not 127.0.0.1`,
          "call the gateway http://127.0.0.1:PORT, or correct the hosts file",
        ),
  ];
}
