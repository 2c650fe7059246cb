/** The process's entry: flags and environment in, a listening gateway out, and a clean end on signals. */
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { isGatewayError, messageOf } from "./errors.ts";
import type { Kernel, KernelOptions } from "./kernel.ts";
import { userFolder } from "./settings.ts";

const USAGE = `metaforge start [--workspace DIR] [--port N [--or-any-port]] [--host H] [--config FILE]
                [--stop-when-idle SECONDS]
    Start the gateway for a workspace (default: this folder). --port 0 takes a free port.
metaforge --version`;

/** Milliseconds that runs may take to end: with their kill and the last answers, all is over within ten seconds. */
const GRACE = 7_500;
/** Milliseconds in which a second Ctrl-C is the first one: a terminal tells us, and whoever started us passes it on. */
const ECHO = 250;
/** Milliseconds after which a stop that does not come to its end is ended. */
const OVERTIME = 2_000;

async function main(argv: readonly string[]): Promise<void> {
  const parsed = parsedArgs(argv);
  if (typeof parsed === "string") return refuse(parsed);
  const { values, positionals } = parsed;
  const [command = "start", ...rest] = positionals;
  if (values.help) return console.log(USAGE);
  if (values.version) return console.log((await import("./version.ts")).VERSION);
  if (rest.length > 0) return refuse(`'${rest.join(" ")}' says nothing to ${command}`);
  if (values.workspace === "") return refuse("--workspace names no folder");
  if (values.port !== undefined && !isPort(values.port)) {
    return refuse(`--port takes a number from 0 to 65535, not '${values.port}'`);
  }
  const idle = values["stop-when-idle"];
  if (idle !== undefined && !isSeconds(idle)) {
    return refuse(`--stop-when-idle takes seconds up to 2000000, not '${idle}'`);
  }
  const workspace = resolve(values.workspace ?? process.env["METAFORGE_WORKSPACE"] ?? ".");
  if (command !== "start") return refuse(`there is no command '${command}'`);
  await start(workspace, values);
}

interface StartFlags {
  readonly host?: string | undefined;
  readonly port?: string | undefined;
  readonly config?: string | undefined;
  readonly "or-any-port"?: boolean | undefined;
  readonly "stop-when-idle"?: string | undefined;
}

async function start(workspace: string, flags: StartFlags): Promise<void> {
  const { startKernel } = await import("./kernel.ts");
  const kernel = await startKernel(kernelOptions(workspace, flags));
  const end = endOnSignals(kernel);
  const idle = flags["stop-when-idle"];
  const watch = idle === undefined ? {} : await watchIdle(kernel, Number(idle), end);
  const { host, port: bound } = await kernel.listen(watch).catch((thrown: unknown) => {
    if (!flags["or-any-port"]) throw thrown;
    return kernel.listen({ ...watch, port: 0 });
  });
  console.log(`listening on http://${host.includes(":") ? `[${host}]` : host}:${bound}`);
}

/** Loaded by whoever asks for it: a gateway in a terminal stays until it is told to go. */
async function watchIdle(kernel: Kernel, seconds: number, end: (code: number) => void) {
  const { stopWhenIdle } = await import("./idle.ts");
  const { bus, pages } = kernel.services;
  const idle = stopWhenIdle({
    afterMs: seconds * 1000,
    isBusy: () => pages.idsIn("running").length > 0,
    stop() {
      console.error(`stopping: not used for ${seconds} s`);
      end(0);
    },
  });
  bus.on(() => idle.touch());
  return { onConnection: idle.connected };
}

function kernelOptions(workspace: string, { host, port, config }: StartFlags): KernelOptions {
  return {
    workspace,
    userFolder: userFolder(process.env),
    configFile: config ?? process.env["METAFORGE_CONFIG"],
    flags: {
      ...(host === undefined ? {} : { host }),
      ...(port === undefined ? {} : { port: Number(port) }),
    },
    env: process.env,
    fault: process.env["METAFORGE_FAULT"],
  };
}

/** The first signal ends cleanly, the second at once; both leave no file half-applied. */
function endOnSignals(kernel: Kernel): (code: number) => void {
  let ending = false;
  const end = (code: number) => {
    if (ending) process.exit(code || 130);
    ending = true;
    const { length } = kernel.services.pages.idsIn("running");
    if (length > 0) {
      const time = `${GRACE / 1000} s`;
      console.error(`stopping: runs under way (${length}) have ${time}; a second signal stops now`);
    }
    // A plugin's or a disk's last trouble must not keep a stopping gateway for ever.
    setTimeout(() => process.exit(code || 1), GRACE + OVERTIME).unref();
    kernel.close(GRACE).then(
      () => process.exit(code),
      (thrown: unknown) => {
        console.error(messageOf(thrown));
        process.exit(1);
      },
    );
  };
  process.on("SIGTERM", () => end(0));
  let interrupted = Number.NEGATIVE_INFINITY;
  process.on("SIGINT", () => {
    if (performance.now() - interrupted < ECHO) return;
    interrupted = performance.now();
    end(0);
  });
  // What `metaforge stop` sends, and a terminal that closes: said twice it is no hurry.
  process.on("SIGHUP", () => ending || end(0));
  process.on("uncaughtException", (error) => {
    // Carrying on in an unknown state could write what nobody approved.
    kernel.log.error("uncaught", { problem: error.message, stack: error.stack });
    end(1);
  });
  // Whoever reads our output may leave; that is no reason to stop.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});
  return end;
}

function parsedArgs(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        workspace: { type: "string", short: "w" },
        port: { type: "string", short: "p" },
        host: { type: "string" },
        config: { type: "string" },
        "or-any-port": { type: "boolean" },
        "stop-when-idle": { type: "string" },
        help: { type: "boolean", short: "h" },
        version: { type: "boolean" },
      },
    });
  } catch (thrown) {
    // Node's own words go on with advice for programmers.
    const said = messageOf(thrown);
    const unknown = /^Unknown option '([^']*)'/.exec(said)?.[1];
    if (unknown !== undefined) return `there is no option '${unknown}'`;
    const lacking = /^Option '[^']*(--[\w-]+)/.exec(said)?.[1];
    return lacking === undefined ? said.split("\n")[0]! : `${lacking} needs a value`;
  }
}

/** A timer takes no more than 2³¹ milliseconds. */
const isSeconds = (text: string) =>
  /^\d{1,7}(?:\.\d+)?$/.test(text) && Number(text) > 0 && Number(text) <= 2_000_000;
const isPort = (text: string) => /^\d{1,5}$/.test(text) && Number(text) <= 65_535;

/** In the form in which the other commands refuse a line. */
function refuse(problem: string): void {
  console.error(`metaforge: ${problem}\n  \`metaforge start --help\` explains it`);
  process.exitCode = 2;
}

main(process.argv.slice(2)).catch((thrown: unknown) => {
  console.error(between(`metaforge: ${messageOf(thrown)}`));
  if (isGatewayError(thrown) && thrown.hint) console.error(between(`  hint: ${thrown.hint}`));
  process.exit(1);
});

/** Broken between words, where a terminal would break inside of them. */
function between(text: string): string {
  const { isTTY, columns } = process.stderr;
  if (!isTTY) return text;
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const longer = lines.length === 0 ? word : `${lines.at(-1)!} ${word}`;
    if (lines.length === 0 || longer.length <= columns) lines.splice(-1, 1, longer);
    else lines.push(`  ${word}`);
  }
  return lines.join("\n");
}
