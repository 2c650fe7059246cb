/** What comes with the gateway is read in few processes; what comes from elsewhere, each in one of its own. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { until } from "../fixtures/run-pool.ts";
import { pluginHome } from "./home.ts";

const test = suite("test/plugins/shared");

/** A skill that says in which process it was read. */
const skill = (name: string, text = "") => `
import { defineSkill } from "metaforge";
export default defineSkill({
  name: "${name}", agent: "${name}", version: "1.0.0", description: \`\${process.pid}${text}\`,
  input: { files: [] }, run: async () => ({ artifacts: [] }),
});`;

test("reads the package's plugins in two processes, and ends them", async () => {
  const names = ["a", "b", "c", "d", "e"];
  using home = pluginHome({
    ...Object.fromEntries(names.map((n) => [`package/skills/${n}/index.ts`, skill(n)])),
    "user/x/index.ts": skill("x"),
    "user/y/index.ts": skill("y"),
  });
  await using loaded = await home.host();
  const processOf = (name: string) => Number(loaded.row(name).facts!.description);
  const shared = new Set(names.map(processOf));
  assert.ok(shared.size <= 2, `${shared.size} processes`);
  const own = [processOf("x"), processOf("y")];
  assert.is(new Set([...own, ...shared]).size, shared.size + 2);
  await until(() => ![...own, ...shared].some(isAlive));
});

test("reads a plugin that changes while others are read in a process that does not know it", async () => {
  const slow = "await new Promise((go) => setTimeout(go, 1500));";
  using home = pluginHome({ "package/skills/a/index.ts": skill("a") });
  await using loaded = await home.host();
  home.write("package/skills/slow/index.ts", slow + skill("slow"));
  home.write("package/skills/a/index.ts", skill("a", " second"));
  const first = loaded.host.refresh();
  await until(() => loaded.row("a").facts?.description.endsWith("second") === true);
  home.write("package/skills/a/index.ts", skill("a", " third"));
  await Promise.all([first, loaded.host.refresh()]);
  assert.match(loaded.row("a").facts!.description, / third$/);
});

test.run();

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
