/** Runs one deck in ngspice as WebAssembly: it has no processes, and its files are in memory and its own. */
import { parentPort, workerData } from "node:worker_threads";

const { engine, deck, raw, compat } = workerData;
const { Simulation } = await import(engine);
const simulation = new Simulation();
await simulation.start();
let isTold = false;
// A deck that it gives up on leaves it waiting for ever, and this thread with nothing to do.
process.on("exit", () => tell(1, ""));
void simulate();

async function simulate() {
  if (compat === "ltpsa") {
    // The dialect is chosen when a deck is read, so it is set by one that is read before.
    await run("* dialect\nR1 a 0 1\n.op\n.control\nset ngbehavior=ltpsa\n.endc\n.end\n");
  }
  tell(0, await run(deck));
}

/** What it threw, as a line; it ends a deck that it cannot read by an exception. */
async function run(text) {
  try {
    simulation.setNetList(text);
    await simulation.runSim();
    return "";
  } catch (thrown) {
    return `\n${thrown}`;
  }
}

function tell(exitCode, threw) {
  if (isTold) return;
  isTold = true;
  const stderr = simulation.getError().join("\n") + threw;
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread's port, not a window's
  parentPort.postMessage({ exitCode, stdout: simulation.getInfo(), stderr, raw: written() });
}

function written() {
  try {
    // The package's only way to the files in its memory.
    const module = simulation["__getSpiceModuleForTests"]();
    return module.FS.readFile(`/${raw}`);
  } catch {
    return null;
  }
}
