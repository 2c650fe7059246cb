/** Processes a killed gateway left behind: ended by pid and start time, and nobody else's. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { endLeftovers } from "../../core/run/pool.ts";
import { statOf } from "../../core/run/leftovers.ts";
import { until } from "../fixtures/run-pool.ts";

const test = suite("test/run/leftovers");

function sleeper(detached = true) {
  const child = spawn("sleep", ["60"], { detached, stdio: "ignore" });
  const pid = child.pid!;
  const { startTime } = statOf(pid)!;
  return { child, record: { pid, startTime }, [Symbol.dispose]: () => void child.kill("SIGKILL") };
}

test("ends a group whose pid and start time match", async () => {
  using left = sleeper();
  assert.equal(endLeftovers([left.record]), [left.record.pid]);
  assert.equal(await once(left.child, "exit"), [null, "SIGKILL"]);
});

test("does not touch a process that has the pid by now but started at another time", async () => {
  using other = sleeper();
  const { pid, startTime } = other.record;
  assert.equal(endLeftovers([{ pid, startTime: startTime - 1 }]), []);
  assert.is(other.child.exitCode, null);
  assert.ok(statOf(pid));
});

test("does not touch a process that leads no group, nor init, nor one that is gone", () => {
  using member = sleeper(false);
  const gone = { pid: 2 ** 22 + 1, startTime: 1 };
  const init = { pid: 1, startTime: statOf(1)!.startTime };
  assert.equal(endLeftovers([init, gone, member.record]), []);
});

/** Stands in for a gateway: starts one run and prints the groups it was told of. */
const GATEWAY = join(import.meta.dirname, "../fixtures/run-gateway.ts");

test("ends run processes and their tools when the gateway is killed, unless they cannot notice", async () => {
  const gateway = spawn(process.execPath, [GATEWAY, "start a tool"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const groups: { pid: number; startTime: number }[] = [];
  let text = "";
  for await (const chunk of gateway.stdout) {
    text += String(chunk);
    if (text.trim().split("\n").length >= 2) break;
  }
  for (const line of text.trim().split("\n")) groups.push(JSON.parse(line));
  gateway.kill("SIGKILL");
  await until(() => groups.every(({ pid }) => statOf(pid) === null));
});

test("leaves an endless loop of a killed gateway to the next start", async () => {
  const gateway = spawn(process.execPath, [GATEWAY, "loop"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [chunk] = await once(gateway.stdout, "data");
  const record = JSON.parse(String(chunk));
  // Time for the loop to begin.
  await new Promise((go) => setTimeout(go, 500));
  gateway.kill("SIGKILL");
  await once(gateway, "exit");
  await new Promise((go) => setTimeout(go, 200));
  assert.ok(statOf(record.pid), "an endless loop cannot notice");
  assert.equal(endLeftovers([record]), [record.pid]);
  await until(() => statOf(record.pid) === null);
});

test.run();
