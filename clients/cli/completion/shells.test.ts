/** Completion in the shells themselves: bash and zsh at a terminal, fish by its own `complete -C`. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { CTRL_U, ENTER, typeInto } from "../../../test/fixtures/terminal.ts";
import { isOnPath, needs } from "../../../test/runner/needs.ts";
import { COMMANDS } from "../commands/table.ts";

const test = suite("clients/cli/completion/shells");

/** A folder with `metaforge` in it, for PATH, and a project with some files. */
function shellHome() {
  const top = mkdtempSync(join(realpathSync(tmpdir()), "metaforge-shell-"));
  const main = fileURLToPath(new URL("../bin.js", import.meta.url));
  for (const folder of ["bin", "project/docs", "config", "home"])
    mkdirSync(join(top, folder), { recursive: true });
  const script = `#!/bin/sh\nexec '${process.execPath}' '${main}' "$@"\n`;
  writeFileSync(join(top, "bin/metaforge"), script, { mode: 0o755 });
  for (const file of ["PRD one.md", "PRD.md"]) writeFileSync(join(top, "project", file), "");
  const env = {
    PATH: `${join(top, "bin")}:${process.env["PATH"]}`,
    XDG_CONFIG_HOME: join(top, "config"),
    HOME: join(top, "home"),
    ZDOTDIR: top,
  };
  return {
    top,
    cwd: join(top, "project"),
    env: { ...process.env, ...env },
    write: (name: string, text: string) => writeFileSync(join(top, name), text),
    [Symbol.dispose]: () => rmSync(top, { recursive: true, force: true }),
  };
}
const withShell = (name: string) =>
  isOnPath("python3") ? needs(name, test) : needs("python3", test);

withShell("bash")(
  "completes in bash: a command, a value behind =, a file with a space",
  async () => {
    using home = shellHome();
    home.write("rc", 'PS1="READY> "; eval "$(metaforge completion bash)"');
    const { code, shown } = await typeInto(
      ["bash", "--noprofile", "--rcfile", join(home.top, "rc"), "-i"],
      [
        ["READY> ", "metaforge comp\t"],
        ["completion ", `${CTRL_U}metaforge sessions --status=fa\t`],
        ["failed", `${CTRL_U}metaforge run spec PRD\\ \t`],
        ["PRD\\ one.md", `${CTRL_U}exit${ENTER}`],
      ],
      home,
    );
    assert.is(code, 0, shown);
    assert.match(shown, "metaforge completion ");
    assert.match(shown, "--status=failed");
    assert.match(shown, "PRD\\ one.md");
  },
);

withShell("zsh")("completes in zsh, with descriptions and files", async () => {
  using home = shellHome();
  home.write(
    ".zshrc",
    'PS1="READY> "; autoload -Uz compinit; compinit -D -u; eval "$(metaforge completion zsh)"',
  );
  const { code, shown } = await typeInto(
    ["zsh", "-i"],
    [
      ["READY> ", "metaforge s\t"],
      ["List sessions, newest first", `${CTRL_U}metaforge run spec d\t`],
      ["ocs/", `${CTRL_U}exit${ENTER}`],
    ],
    home,
  );
  assert.is(code, 0, shown);
  assert.match(shown, /sessions +-- List sessions, newest first/);
  assert.match(shown.replaceAll("\u0007", ""), "docs/");
});

needs("fish", test)("completes in fish, with descriptions and files", async () => {
  using home = shellHome();
  const ask = (line: string) =>
    execFileSync(
      "fish",
      [
        "--no-config",
        "-c",
        `metaforge completion fish | source; complete -C ${JSON.stringify(line)}`,
      ],
      {
        cwd: home.cwd,
        env: home.env,
        encoding: "utf8",
      },
    );
  assert.match(ask("metaforge sess"), `sessions\t${COMMANDS["sessions"]!.says}`);
  assert.equal(ask("metaforge new ").trim().split(/\s+/).toSorted(), ["provider", "skill", "tool"]);
  assert.match(ask("metaforge run spec P"), "PRD one.md");
  assert.match(ask("metaforge run -w d"), "docs/");
});

test.run();
