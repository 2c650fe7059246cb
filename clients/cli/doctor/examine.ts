/** Everything the doctor looks at, in the order in which it is shown; nothing here changes anything. */
import { realpath } from "node:fs/promises";
import { configFiles, configFor } from "../../../core/settings.ts";
import type { SettingsOptions } from "../../../core/settings.ts";
import { findGateway } from "../gateway/find.ts";
import type { Found } from "../gateway/find.ts";
import { toProblem } from "../problem.ts";
import { checksOf } from "./check.ts";
import type { Check } from "./check.ts";
import { askGateway, loadAlone } from "./loaded.ts";
import type { Loaded, PluginState } from "./loaded.ts";
import { checkLoopback, checkMachine } from "./machine.ts";
import { checkModels } from "./models.ts";
import { checkPorts } from "./port.ts";
import { checkTools } from "./tools.ts";
import { checkWorkspace } from "./workspace.ts";

const configuration = checksOf("configuration");
const plugins = checksOf("plugins");
/** What is tried when the configuration cannot be read. */
const SHIPPED = { host: "127.0.0.1", port: 3000 };

export async function* examine(settings: SettingsOptions, now: number): AsyncGenerator<Check> {
  const workspace = await realpath(settings.workspace);
  yield* checkMachine(process.versions.node, now);
  const running = await findGateway(workspace);
  yield* await checkWorkspace(workspace, running);
  const { checks, config } = await checkConfiguration(settings, workspace);
  yield* checks;
  yield* await checkLoopback();
  yield* await checkPorts({ ...(config ?? SHIPPED), workspace, running });
  if (config || running) yield* checkLoaded(settings, running, config?.usesModels ?? false);
}

async function checkConfiguration(settings: SettingsOptions, workspace: string) {
  try {
    const { host, port, models } = await configFor(settings, workspace);
    const usesModels = models.use.length > 0;
    const files = configFiles({ ...settings, workspace });
    const says = files.length === 0 ? "none of your own: what is shipped holds" : files.join(", ");
    return { config: { host, port, usesModels }, checks: [configuration.ok("files", says)] };
  } catch (thrown) {
    const { message, hint } = toProblem(thrown);
    return { config: null, checks: [configuration.problem("files", message, hint)] };
  }
}

async function* checkLoaded(
  settings: SettingsOptions,
  running: Found | null,
  usesModels: boolean,
): AsyncGenerator<Check> {
  try {
    await using loaded = running ? await askGateway(running, settings) : await loadAlone(settings);
    yield* checkPlugins(loaded);
    if (usesModels) yield* checkModels(await loaded.models());
    yield* await checkTools(loaded.tools, loaded.canary, process.platform);
  } catch (thrown) {
    const { message, hint } = toProblem(thrown);
    yield plugins.problem("plugins", `could not be looked at: ${message}`, hint);
  }
}

function checkPlugins({ plugins: all, model }: Loaded): Check[] {
  const ready = all.filter(({ state }) => state === "ready");
  const providers = ready.filter(({ kind }) => kind === "provider").map(({ name }) => name);
  return [
    plugins.ok("ready", ready.map(({ name }) => name).join(", ") || "none"),
    ...all.flatMap((plugin) => trouble(plugin) ?? []),
    plugins.ok("providers", providers.join(", ") || "none; skills do without a model"),
    ...(model === null ? [] : [plugins.ok("model", model)]),
  ];
}

function trouble({ name, state, error }: PluginState): Check | null {
  if (state === "ready") return null;
  const says = error ? `${state}: ${error.message}` : state;
  // Untrusted is how a plugin should be that nobody has read.
  const make = state === "failed" ? plugins.problem : plugins.warning;
  return make(name, says, error?.hint);
}
