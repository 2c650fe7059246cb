/** `metaforge run`: a skill from its start to the decision on what it proposes. */
import { DECIDES, GATEWAY, command, shellAs } from "../command.ts";
import { connect } from "../gateway/connect.ts";
import { fileIn } from "../gateway/workspace.ts";
import { EXIT, usage } from "../problem.ts";
import { runChain } from "../sessions/chain.ts";
import { argumentsOf, optionsOf, timeoutOf } from "../sessions/input.ts";
import { runAsJson } from "../sessions/json-run.ts";
import { performRun } from "../sessions/perform.ts";
import { settle } from "../sessions/settle.ts";
import type { How } from "../sessions/settle.ts";

export default command({
  args: {
    skill: { type: "positional", required: true, description: "`metaforge status` lists them" },
    "files…": {
      type: "positional",
      required: false,
      description: "files of the workspace that it reads (default: the skill's own)",
    },
    ...GATEWAY,
    arg: {
      type: "string",
      alias: "a",
      valueHint: "NAME=VALUE",
      description: "an argument of the skill, as text or JSON; may be repeated",
    },
    args: { type: "string", valueHint: "JSON", description: "all arguments as one JSON object" },
    temperature: {
      type: "string",
      valueHint: "T",
      description: "of a model, 0 to 2 (default: its own)",
    },
    verbose: { type: "boolean", description: "ask the skill for more detail" },
    yes: {
      type: "boolean",
      alias: "y",
      description: "approve without asking; recorded as automatic",
    },
    ...DECIDES,
    later: { type: "boolean", description: "leave the decision for later without asking" },
    "one-approval": {
      type: "boolean",
      description:
        "of a chain: each skill reads what the one before proposes; one decision at the end",
    },
    timeout: {
      type: "string",
      valueHint: "SECONDS",
      description: "wait no longer; the run goes on (default: until it ends)",
    },
  },
  notes: [
    "Shows the progress, then what the skill found and the diff, then asks whether to write the files. Without a",
    "terminal and without --yes it writes nothing and leaves the proposal for `metaforge approve` (exit code 0).",
    "The name of a chain, such as `design`, runs its skills one after the other; files and arguments are the first one's.",
    "Ctrl-C cancels the run. --json prints events and, at last, a result, one JSON object a line.",
    "Exit codes: 0 well, 1 failed or cancelled, 2 wrong usage, 3 rejected, 130 Ctrl-C.",
  ],
  examples: [
    ["metaforge run spec", "PRD.md → constraints.json, asks before it writes"],
    ["metaforge run spec docs/PRD.md --yes", "writes without asking"],
    ["metaforge run design", "spec, architecture, power, test-plan, each with its decision"],
    ["metaforge run check --arg rule=clearance --arg min=0.2", "with arguments"],
  ],
  async run({ args, words, all, shell: given }) {
    const shell = shellAs(args.as, given);
    const [skill = "", ...files] = words;
    if (args.yes && args.later) throw usage("--yes and --later exclude each other");
    const handed = argumentsOf(args.args, all("arg"));
    const options = optionsOf(args.temperature, args.verbose);
    const timeout = timeoutOf(args.timeout);
    const { client, workspace, isThere } = await connect(args, shell);
    const named = workspace ? files.map((file) => fileIn(workspace, file, shell.cwd)) : files;
    const input = {
      ...(named.length > 0 ? { files: named } : {}),
      ...(handed ? { args: handed } : {}),
    };
    const how: How = args.yes ? "yes" : args.later ? "later" : "ask";
    const job = { client, isThere, skill, input, options, timeout };
    const oneApproval = args["one-approval"] === true;
    const chain = (await client.chains()).find(({ name }) => name === skill);
    if (chain) return runChain(job, chain, shell, { how, json: args.json === true, oneApproval });
    if (oneApproval) throw usage(`--one-approval is for chains, and '${skill}' is none`);
    if (args.json) return (await runAsJson(job, shell, args.yes === true)).code;
    const session = await performRun(job, shell, false);
    if (!session) {
      shell.err.line("cancelled; nothing was written");
      return EXIT.interrupted;
    }
    return settle(session, client, shell, how);
  },
});
