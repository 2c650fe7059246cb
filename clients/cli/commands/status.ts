/** `metaforge status`: the gateway, what is out of date, its skills and tools, and what is in trouble. */
import { configFor } from "../../../core/settings.ts";
import { GATEWAY, command } from "../command.ts";
import { modelWords } from "../doctor/models.ts";
import { connect } from "../gateway/connect.ts";
import type { WorkspaceArgs } from "../gateway/workspace.ts";
import { writeStale } from "../sessions/stale.ts";
import { settingsOf } from "../settings.ts";
import type { Shell } from "../shell.ts";
import type { Output } from "../terminal/output.ts";
import { writeFields, writeTable } from "../terminal/table.ts";
import type { Cell } from "../terminal/table.ts";
import { span } from "../terminal/time.ts";

export default command({
  args: GATEWAY,
  examples: [
    ["metaforge status", "the gateway of this folder"],
    ["metaforge status --json | jq .tools", "for a script"],
  ],
  async run({ args, shell }) {
    const { client, url, workspace } = await connect(args, shell);
    const [status, health, tools, skills] = await Promise.all([
      client.status(),
      client.health(),
      client.tools(),
      client.skills(),
    ]);
    const { out } = shell;
    if (args.json) {
      const { tools: _t, agents: _a, ...rest } = status;
      return out.json({ url, uptime: health.uptime, ...rest, skills, tools });
    }
    const wished = workspace === null ? [] : await modelsOf(args, shell);
    const { active, pending, completed } = status.sessions;
    const waits = pending > 0 ? " (see `metaforge pending`)" : "";
    writeFields(out, [
      ["workspace", status.workspace],
      ["gateway", `${url}, version ${status.version}, up ${span(health.uptime)}`],
      [
        "sessions",
        `${active} running, ${pending} waiting for a decision${waits}, ${completed} completed`,
      ],
      ["model", modelWords(health.components.llm_provider, status.plugins, wished)],
    ]);
    if (status.stale.length > 0) await writeStale(out, client, skills);
    section(
      out,
      "skills",
      skills.map(({ name, version, description }) => [["green", name], version, description]),
    );
    section(
      out,
      "tools",
      tools.map(({ name, version, available, reason }) =>
        available
          ? [["green", name], version ?? "", "found"]
          : [["yellow", name], "", `not found${reason ? `: ${reason}` : ""}`],
      ),
    );
    const troubled = status.plugins.filter(({ state }) => state !== "ready");
    if (troubled.length === 0) return;
    out.line(`\n${out.paint("bold", "plugins that are not ready")}`);
    for (const { name, kind, state, error } of troubled) {
      const said = error ? `: ${error.message}` : "";
      out.prose(`  ${out.paint("red", name)} (${kind ?? "plugin"}) is ${state}${said}`, "    ");
      if (error?.hint) out.prose(`    hint: ${error.hint}`, "    ");
    }
  },
});

/** What the configuration names; a broken one is for `metaforge doctor` to explain. */
async function modelsOf(args: WorkspaceArgs, shell: Shell): Promise<readonly string[]> {
  const settings = settingsOf(args, shell);
  const config = await configFor(settings, settings.workspace).catch(() => null);
  return config?.models.use ?? [];
}

function section(out: Output, title: string, rows: readonly (readonly Cell[])[]): void {
  out.line(`\n${out.paint("bold", title)}`);
  if (rows.length === 0) out.line("  none");
  writeTable(out, rows, 2);
}
