/** Which variables of the gateway's environment a run process and a tool may see: no keys, ever. */

const ALLOWED = [
  "PATH",
  "LANG",
  "LC_ALL",
  "LC_CTYPE",
  "LC_NUMERIC",
  "TZ",
  "TMPDIR",
  // What Windows programs cannot start without.
  "SystemRoot",
  "SystemDrive",
  "ComSpec",
  "PATHEXT",
  "TEMP",
  "TMP",
];

/** The allow-listed part of an environment, with `extra` names allowed besides. */
export function allowedEnv(
  env: NodeJS.ProcessEnv,
  extra: readonly string[] = [],
): NodeJS.ProcessEnv {
  const names = [...ALLOWED, ...extra];
  return Object.fromEntries(names.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));
}
