/** Whether a line lists what a controller has inside: "PWM" below its heading "Peripherals" is no connector. */
import type { Constraint } from "../input.ts";
import type { Rule } from "./rule.ts";

const LIST =
  /^(?:(?:required|internal|on-?chip|integrated|mcu|micro-?controller) )*peripherals?(?: (?:required|needed|requirements))?$/i;
const CONTROLLER = /\b(?:mcu|micro-?controller|processor|soc)\b/i;
/** Then it is to be plugged into. */
const LED_OUT =
  /\b(?:connectors?|ports?|headers?|external|expansion|breakout|terminals?|sockets?)\b/i;
const PORTS = new Set(["pwm-outputs", "uart-port", "i2c-port", "spi-port"]);

export function isOnChip({ source, statement }: Constraint): boolean {
  const [heading = "", above = ""] = source.section
    .split(" › ")
    .toReversed()
    .map((text) => text.trim());
  const isList = LIST.test(heading) && (CONTROLLER.test(above) || CONTROLLER.test(heading));
  return isList && !LED_OUT.test(statement);
}

/** A bus or an output that the controller has to have makes no connector. */
export const isNoPort = ({ id }: Rule, one: Constraint): boolean => PORTS.has(id) && isOnChip(one);
