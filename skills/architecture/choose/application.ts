/** A controller with the memory for an operating system such as Linux is an application processor, which needs more around it than a microcontroller. */
import { isDeferred, isRefusal } from "../asks/read.ts";
import type { Ask } from "../asks/read.ts";
import type { Constraint } from "../input.ts";
import { say } from "../supply/number.ts";
import { figuresOf } from "./wish.ts";
import type { Part } from "./wish.ts";

/** In byte: no microcontroller has as much inside, and less carries no such system. */
const LEAST = 16 * 2 ** 20;
const MEMORY = /^(?:\w+_)?(?:s|d|sd|ddr\d?_?)?ram(?:_size)?$/;
const SYSTEM = /\b(?:linux|android|windows|yocto|debian|ubuntu|buildroot)\b/i;
/** What runs on another machine, or is only to get along with it. */
const ELSEWHERE =
  /\b(?:apps?|applications?|pc|computers?|laptops?|hosts?|desktops?|phones?|smartphones?|tablets?|tools?|toolchain|ide|drivers? for|ground station|compatib\w+|clients?|users?)\b/i;

export const AROUND =
  "its DDR memory, the supplies of both or a PMIC, the memory that it boots from and its crystal are no blocks of this draft and have to be added, or come with a module";

/** The ask as an application processor, with the line that makes it one; as it is where none does. */
export function asApplication(controller: Ask, constraints: readonly Constraint[]): Ask {
  const own = new Set([...controller.because, ...controller.about]);
  const lines = controller.implied ? constraints : constraints.filter((one) => own.has(one));
  const found = lines.find(
    (one) => !isDeferred(one) && !isRefusal(one) && (isLarge(one) || isSystem(one)),
  );
  if (!found) return controller;
  const name = "Application processor";
  const wanted = `application processor, since ${found.id} asks for more than a microcontroller has; ${AROUND}`;
  return { ...controller, name, rule: { ...controller.rule, name, wanted }, application: found.id };
}

const isLarge = ({ parameter, si, priority }: Constraint): boolean =>
  MEMORY.test(parameter) &&
  si?.unit === "byte" &&
  priority === "must" &&
  (si.min ?? si.typ ?? 0) >= LEAST;

function isSystem({ parameter, values, statement, priority }: Constraint): boolean {
  if (priority !== "must" || ELSEWHERE.test(statement)) return false;
  return parameter === "operating_system"
    ? (values ?? [statement]).some((one) => SYSTEM.test(one))
    : /\b(?:runs?|running|boots?|booting)\b/i.test(statement) && SYSTEM.test(statement);
}

/** Without a stated size of the memory a microcontroller would fit every demand. */
export function applicationAgainst({ application }: Ask, part: Part): string | null {
  if (application === undefined) return null;
  const known = figuresOf(part, "ram_size", "B").flatMap(
    ({ max, typ, min }) => max ?? typ ?? min ?? [],
  );
  const most = Math.max(0, ...known);
  return most >= LEAST
    ? null
    : `RAM is ${known.length === 0 ? "not known" : say(most, "B")}, an operating system is asked for (${application})`;
}
