/** The guards at the borders and after a crash, each with the change that switches it off and the test that sees it. */

export interface Mutant {
  readonly guard: string;
  readonly file: string;
  /** Text that is in the file exactly once. */
  readonly search: string;
  readonly replace: string;
  /** Part of the test file's path. */
  readonly test: string;
}

type Row = readonly [guard: string, search: string, replace: string, test: string];

const of = (file: string, ...rows: readonly Row[]): Mutant[] =>
  rows.map(([guard, search, replace, test]) => ({ guard, file, search, replace, test }));

export const MUTANTS: readonly Mutant[] = [
  ...of(
    "core/http/admit.ts",
    ["Host is a listed one", "!rules.hosts.has(normalHost(seen.host))", "false", "http/browser"],
    ["Host is there once", "seen.hosts !== 1", "seen.hosts < 1", "http/browser"],
    ["Origin is a listed one", "!rules.origins.has(seen.origin)", "false", "http/browser"],
    ["Origin is there once", "seen.origins > 1 ||", "", "http/admit"],
    ["Sec-Fetch-Site", "FOREIGN.has(seen.site)", "false", "http/browser"],
    ["target is a path", '!target.startsWith("/")', "false", "http/browser"],
    ["target has one spelling", "UNTIDY.test(target)", "false", "http/addresses"],
    ["escapes can be read", "decodeURIComponent(target", "String(target", "http/wire"],
    ["API key", "!asks && !hasKey(seen, rules.keys)", "false", "http/bind"],
    ["Content-Type", "&& !isJson(seen.type)", "&& false", "http/browser"],
    ["Content-Encoding", "if (seen.encoding)", "if (false)", "http/bodies"],
    ["announced size", "seen.length > MAX_BODY", "false", "http/admit"],
  ),
  ...of(
    "core/http/body.ts",
    ["counted size", "if (size <= MAX_BODY)", "if (size > 0)", "http/bodies"],
    ["depth", "depthOf(text) > DEPTH", "false", "http/bodies"],
    ["strict UTF-8", "{ fatal: true }", "{}", "http/bodies"],
    ["words are cut", "text.slice(0, 100)", "text", "http/bodies"],
  ),
  ...of(
    "core/http/contract/requests.ts",
    ["keys of prototypes", "HOSTILE_KEYS.has(key)", "false", "http/bodies"],
    ["finite numbers", "!Number.isFinite(value)", "false", "http/bodies"],
    ["page size", "Math.min(Number(digits), most)", "Number(digits)", "http/addresses"],
    ["whole numbers", "/^\\d{1,15}$/", "/./", "http/addresses"],
  ),
  ...of("core/http/query.ts", ["one value a name", "query.has(key)", "false", "http/addresses"]),
  ...of("core/http/routes/sessions.ts", ["ids only", "ID.test(id) ?", "id ?", "http/addresses"]),
  ...of(
    "core/http/answer.ts",
    ["guard headers", '["x-content-type-options", "nosniff"],', "", "http/answers"],
    ["HEAD ends its stream", "await body?.cancel();", "void body;", "http/answers"],
  ),
  ...of(
    "core/http/serve.ts",
    ["errors of a socket in between", 'socket.on("error", () => {});', "", "ws/upgrade"],
    [
      "sharing with listed pages only",
      'rules.origins.has(req.headers.origin ?? "")',
      "req.headers.origin !== undefined",
      "http/browser",
    ],
    [
      "a body is asked for after the guard",
      'server.on("checkContinue", onRequest);',
      "",
      "http/wire",
    ],
    ["no answer within an answer", "|| isAnswering(socket)", "", "http/wire"],
    [
      "guard of upgrades",
      "if (refusal) refuse(socket, refusal);",
      "if (false) refuse(socket, refusal);",
      "ws/upgrade",
    ],
  ),
  ...of(
    "core/http/server.ts",
    ["silent connections", "silent.size > MAX_SILENT", "false", "http/load"],
    ["the other address of localhost", 'throw taken("::1", bound);', "", "http/bind"],
    [
      "own answer to a missing Host",
      "requireHostHeader: false",
      "requireHostHeader: true",
      "http/browser",
    ],
    ["other protocols on offer", '=== "websocket"', '!== "none"', "http/wire"],
  ),
  ...of("core/run/sentinel.ts", ["loop left alone", "shell.stdin.write(", "void (", "e2e/crash"]),
  ...of("core/kernel.ts", [
    "no key, no other machine",
    "!loopback && config.apiKeys",
    "false && config.apiKeys",
    "http/bind",
  ]),
  ...of(
    "core/ws/upgrade.ts",
    ["one path", 'if (path !== "/ws") return false;', "", "ws/upgrade"],
    ["number of clients", "hub.size >= MAX_PEERS", "false", "ws/upgrade"],
    ["handshake", "checkHandshake(req);", "", "ws/upgrade"],
  ),
  ...of(
    "core/ws/sockets.ts",
    ["exceptions in hooks", "args[0].terminate();", "throw thrown;", "ws/upgrade"],
    ["messages a second", "state.messages > RATE", "false", "ws/frames"],
    ["pings a second", "ping: guarded((peer: Peer) => void mayGoOn(peer)),", "", "ws/frames"],
    ["size of a message", "maxPayload: MESSAGE", "maxPayload: 2 ** 30", "ws/frames"],
    ["goodbye has an end", "closeTimeout: GOODBYE", "closeTimeout: 30_000", "ws/upgrade"],
  ),
  ...of(
    "core/ws/hub.ts",
    ["lost peers", "peer.send(text) > LOST", "peer.send(text) < 0", "ws/events"],
    [
      "progress for peers that lag",
      "peer.waiting() > LAGS) return;",
      "peer.waiting() < 0) return;",
      "ws/hub",
    ],
    [
      "only the session asked for",
      "if (isOf(event, session)) peer",
      "if (event) peer",
      "ws/events",
    ],
  ),
  ...of(
    "core/sessions/progress.ts",
    ["ten a second", "setTimeout(sendNow, EVERY)", "setTimeout(sendNow, 1)", "ws/progress"],
    ["progress never falls", "Math.max(current.fraction, bounded)", "bounded", "ws/progress"],
  ),
  ...of(
    "core/sessions/restart.ts",
    [
      "approval left by a crash",
      'for (const id of pages.idsIn("applying")) {',
      "for (const id of [] as string[]) {",
      "e2e/crash",
    ],
    [
      "run left by a crash",
      'for (const id of pages.idsIn("running")) {',
      "for (const id of [] as string[]) {",
      "e2e/crash",
    ],
  ),
  ...of("core/sessions/apply.ts", [
    "edit met by recovery",
    'return hash === file.baseHash ? "base" : "edited";',
    'return "base";',
    "e2e/crash",
  ]),
  ...of("core/kernel.ts", [
    "process left by a crash",
    "endLeftovers(book.entries());",
    "",
    "e2e/crash",
  ]),
  ...of("core/sessions/runs.ts", [
    "named run is its session's own",
    "if (stored) refuseAnother(",
    "if (false) refuseAnother(",
    "e2e/named",
  ]),
];
