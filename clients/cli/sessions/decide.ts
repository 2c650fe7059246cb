/** Approves and rejects, and says what came of it. */
import type { Session, Stated } from "../../typescript/src/index.ts";
import { problem } from "../problem.ts";
import type { Shell } from "../shell.ts";
import { shortId } from "./words.ts";
import type { Output } from "../terminal/output.ts";

/** Throws what the gateway answers; a CONFLICT about files says which, and what to do. */
export async function approve(
  session: Session,
  { user }: Pick<Shell, "user">,
  { automatic, comment }: { readonly automatic: boolean; readonly comment?: string | undefined },
): Promise<string[]> {
  try {
    return (await session.approve(comment, { by: byOf(user), automatic })).artifacts;
  } catch (thrown) {
    throw explained(thrown, session);
  }
}

export async function reject(
  session: Session,
  { user }: Pick<Shell, "user">,
  reason: string,
): Promise<void> {
  try {
    await session.reject(reason, { by: byOf(user), automatic: false });
  } catch (thrown) {
    throw explained(thrown, session);
  }
}

const byOf = (user: string | null): NonNullable<Stated["by"]> => ({
  ...(user === null ? {} : { name: user }),
  client: "cli",
});

export function sayWritten(to: Output, paths: readonly string[]): void {
  const count = paths.length === 1 ? "1 file" : `${paths.length} files`;
  to.line(`${to.paint("green", "approved")}, ${count} written:`);
  for (const path of paths) to.line(`  ${path}`);
}

/** `paths` have changed since; `sessions` are those that it builds on and that are not approved. */
interface Conflict {
  readonly paths?: readonly string[];
  readonly status?: string;
  readonly sessions?: readonly string[];
}

function explained(thrown: unknown, { id, skill }: Session): unknown {
  const { code, message, details } = thrown as { code?: string; message: string; details?: object };
  if (code !== "CONFLICT") return thrown;
  const { paths, status, sessions } = { ...details } as Conflict;
  const first = sessions?.map((each) => `\`metaforge approve ${shortId(each)}\``).join(", ");
  const again = `metaforge run ${skill} …`;
  const hint = first
    ? `nothing was written; decide on what it builds on first: ${first}. When that is not to be had any more: ${again}`
    : paths
      ? `nothing was written. Run it again on what stands there now (${again}), then \`metaforge reject ${shortId(id)}\` this one`
      : `it has been decided already${status ? ` and is ${status}` : ""}: metaforge show ${shortId(id)}`;
  const files = paths ? `: ${paths.join(", ")}` : "";
  return problem(code, message.includes(files) ? message : message + files, {
    hint,
    details: { ...details },
  });
}
