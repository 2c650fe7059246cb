/** Gives a command its gateway: the one that is named, the one that runs for the workspace, or one started for it. */
import { MetaForgeClient } from "../../typescript/src/index.ts";
import { VERSION } from "../../../core/version.ts";
import { problem } from "../problem.ts";
import type { Shell } from "../shell.ts";
import { idleSeconds, startInBackground } from "./background.ts";
import { findGateway, isAlive, namedUrl } from "./find.ts";
import type { Found } from "./find.ts";
import { isTooWide, workspaceOf } from "./workspace.ts";

export interface GatewayArgs {
  readonly workspace?: string | undefined;
  readonly url?: string | undefined;
  /** False by `--no-start`. */
  readonly start?: unknown;
}

export interface Gateway {
  readonly client: MetaForgeClient;
  readonly url: string;
  /** This machine's folder; null for a gateway that was named by its URL. */
  readonly workspace: string | null;
  /** False when the process that answered has ended; one that was named by its URL is taken to be there. */
  readonly isThere: () => boolean;
}

/** Throws NO_GATEWAY with `--no-start`, START_FAILED, or USAGE. */
export async function connect(args: GatewayArgs, shell: Shell): Promise<Gateway> {
  const named = namedUrl(args, shell);
  if (named)
    return { client: clientAt(named, shell), url: named, workspace: null, isThere: () => true };
  const workspace = workspaceOf(args, shell);
  const found = await findGateway(workspace);
  if (found) warnOfOtherVersion(found, shell);
  const { url, pid } = found ?? (await started(args, workspace, shell));
  return { client: clientAt(url, shell), url, workspace, isThere: () => isAlive(pid) };
}

/** The key goes to a URL that the user named, or to a process of theirs on this machine. */
const clientAt = (url: string, { env }: Shell): MetaForgeClient =>
  new MetaForgeClient(url, { apiKey: env["METAFORGE_API_KEY"] || undefined });

async function started(args: GatewayArgs, workspace: string, shell: Shell): Promise<Found> {
  if (args.start === false) {
    throw problem("NO_GATEWAY", `no gateway runs for ${workspace}`, {
      hint: "`metaforge start` starts one in a terminal; without --no-start it starts by itself",
    });
  }
  if (isTooWide(workspace)) {
    throw problem(
      "NO_GATEWAY",
      `${workspace} is no project folder, so no gateway is started for it`,
      {
        hint: "go to your project, or name it with -w DIR; `metaforge start` insists",
      },
    );
  }
  const { gateway, isOurs } = await startInBackground(workspace, shell);
  if (isOurs) {
    const seconds = idleSeconds(shell.env);
    const time = seconds % 60 === 0 ? `${seconds / 60} min` : `${seconds} s`;
    shell.err.prose(
      `started a gateway for ${workspace} on ${gateway.url} (stops after ${time} without use; \`metaforge stop\` ends it)`,
    );
  }
  return gateway;
}

function warnOfOtherVersion({ version }: Found, { err }: Shell): void {
  if (version === null || version === VERSION) return;
  err.prose(
    `${err.paint("yellow", "note:")} the gateway of this workspace has version ${version}, this command ${VERSION}; \`metaforge stop\` makes room for the new one`,
  );
}
