/** Names a choice by the words around its values: "RC receiver input (SBUS/CRSF)" is `rc_receiver_input`. */
import type { Statement } from "../reading/index.ts";
import type { Named } from "./enumerables.ts";
import { labelSlug, slug } from "./slug.ts";
import { GROUPS } from "./vocabulary.ts";

/** Nouns behind a value that say what it is: "Mini-USB connector", "MCP2515 Controller". */
const ROLE =
  /^[\s-]*(?:\d+(?:\.\d+)? ?V\s+)?(connectors?|data(?= (?:connection|link|interface|line|port))|outputs?|inputs?|outlets?|peripheral|ports?|controllers?|transceivers?|drivers?|receivers?|modules?|sensors?|batter(?:y|ies)|displays?|receptacles?|sockets?|charging|charger|bridge|regulator|codec|gyro|magnetometer|accelerometer|barometer|imu|expander|host|radio|antenna|camera|modem|headers?|enclosure|case|frame|housing|shell)\b/i;
/** Groups whose values stand for a thing of that kind, whatever is around them. */
const SELF: Readonly<Record<string, string>> = {
  ip: "ip_rating",
  flame: "flammability",
  display: "display_type",
  modulation: "modulation",
  form: "form_factor",
  cable: "cable_type",
  assistant: "voice_assistant",
};
const SYSTEM: ReadonlySet<string> = new Set([
  "Linux",
  "Windows",
  "macOS",
  "Android",
  "iOS",
  "FreeRTOS",
  "Zephyr",
  "NuttX",
  "RTOS",
  "Mbed",
  "Yocto",
]);

/** "Provide a radio, one of: …": the words around what is chosen. */
const OFFER =
  /^(?:provide|include|support|use|offer|have)s? (?:an? |the )?|,? (?:(?:at least )?one|any|either) of(?: the following)?$/gi;

/** `taken` holds the names already given in this statement. */
export function choiceName(
  statement: Statement,
  group: string,
  found: readonly Named[],
  taken: ReadonlySet<string>,
): string {
  const { text } = statement;
  const label = statement.label === null ? "" : labelSlug(statement.label.replace(OFFER, ""));
  const first = found[0]!;
  const name = ownName(text, label, group, found, first, statement);
  if (!taken.has(name)) return name;
  const kind = group === "part" ? "part" : (GROUPS[group]?.parameter ?? group);
  if (kind.startsWith(`${name}_`)) return kind;
  return name.endsWith(kind) ? `${name}_${taken.size + 1}` : `${name}_${kind}`;
}

function ownName(
  text: string,
  label: string,
  group: string,
  found: readonly Named[],
  first: Named,
  statement: Statement,
): string {
  // "Battery: 18650 Li-ion": the chemistry has the label's own name.
  if (group === "cell") return /(?:battery|cell)$/.test(label) ? `${label}_size` : "battery_size";
  if (
    label !== "" &&
    !/^(?:or|requirement|alternatively|option)s?$/.test(label) &&
    found.some((named) => statement.bodyAt <= named.start)
  ) {
    if (group === "package" && !/size|package|footprint|case/.test(label))
      return `${label.replace(/s$/, "")}_size`;
    // "**BME280** (I2C or SPI)": the label is the part, not what is chosen.
    return /^[a-z]+\d{2,}/.test(label) && group === "interface" ? `${label}_interface` : label;
  }
  // "**RS232/UART interface**:" with nothing behind it is its own name.
  if (label !== "" && statement.bodyAt >= text.length - 1) return label;
  const kind = GROUPS[group]?.parameter ?? "component";
  const named = SELF[group];
  if (named !== undefined) return named;
  const bracket = /(?<![\w/-])([A-Za-z][\w /-]{1,40})\s*\([^()]*$/.exec(text.slice(0, first.start));
  // "surge of 1 kV (IEC 61000-4-5)": only a short name in front of a bracket is what the standard is about.
  if (bracket && group === "standard" && (/\d/.test(bracket[1]!) || !isAlone(text, bracket)))
    return kind;
  if (bracket) {
    const thing = slug(bracket[1]!);
    const part = /[a-z]\d/.test(thing);
    // "STM32F4 family (ARM Cortex-M4)": the bracket says what the part is, not what it is for.
    if (part && group !== "interface") return kind;
    if (thing !== "") return part ? `${thing}_interface` : thing;
  }
  const partner =
    /\b(?:communicate|interface|connect|talk|link)\w*\s+(?:with|to)\s+(?:the\s+|an?\s+)?([\w -]{2,30}?)\s+(?:via|over|using|through|by|with)\b/i.exec(
      text.slice(0, first.start),
    );
  if (partner) return `${slug(partner[1]!)}_interface`;
  const route =
    /^(?:.*?\b(?:shall|must|should)\b(?: be)?)?\s*([A-Za-z][\w -]{2,40}?)\s+(?:via|over|using|through|per|according to|in accordance with)\b/i.exec(
      text.slice(0, first.start),
    );
  if (route && route[1]!.split(/\s+/).length <= 4) {
    const thing = slug(
      route[1]!.replace(/^(?:conform|comply|survive|meet|pass|be|withstand)\s+/i, ""),
    );
    // "derated per": what is done by the rule.
    if (thing !== "")
      return group === "standard" && !thing.includes("_")
        ? thing.replace(/(?<=[a-z]{3})ed$/, "ing")
        : thing;
  }
  // "Pin mapping must follow Betaflight conventions": what follows is named first.
  const follower =
    /^([A-Za-z][\w -]{2,40}?)\s+(?:(?:shall|must|should)\s+(?:follow|match|conform to|adhere to)|follows|matches|conforms to|adheres to)\b/i.exec(
      text.slice(0, first.start),
    );
  if (follower && group === "software" && slug(follower[1]!) !== "") return slug(follower[1]!);
  const role = found
    .map(({ end }) => ROLE.exec(text.slice(end, end + 24))?.[1]?.toLowerCase())
    .find((word) => word !== undefined);
  if (role !== undefined) return roleName(role, group, first, statement.parents.at(-1) ?? "");
  if (group === "software")
    return found.every(({ value }) => SYSTEM.has(value))
      ? "operating_system"
      : /firmware/i.test(text)
        ? "firmware"
        : /framework/i.test(text)
          ? "framework"
          : "software";
  if (group === "part") return ownerName(statement) || kind;
  if (group === "interface" && found.length === 1 && text.length <= first.value.length + 14)
    return labelSlug(first.value);
  if (group === "wireless" && found.length === 1) return "wireless";
  return kind;
}

function roleName(role: string, group: string, { value }: Named, parent: string): string {
  const noun = slug(role).replace(/ies$/, "y").replace(/s$/, "");
  // Under "CAN", a controller is the CAN controller.
  if (group === "part")
    return /^[A-Za-z0-9]{2,8}$/.test(parent) ? `${labelSlug(parent)}_${noun}` : noun;
  if (group === "material") return `${noun}_material`;
  if (group === "battery") return "battery_type";
  // What a socket in the wall gives differs by its kind; what charges is an interface.
  if (noun === "outlet") return "outlet_type";
  if (noun === "charging" && (group === "usb" || group === "interface" || group === "connector"))
    return "charging_interface";
  const short =
    group === "usb"
      ? "usb"
      : group === "connector" || group === "navigation"
        ? ""
        : labelSlug(value);
  return short === "" ? noun : `${short}_${noun}`;
}

/** Nothing but the words in front of a bracket opens the statement, and they are few. */
const isAlone = (text: string, { index, 1: words = "" }: RegExpExecArray): boolean =>
  /^\W*$/.test(text.slice(0, index)) && words.trim().split(/\s+/).length <= 4;

/** The item or heading above, which names the thing a part is chosen for. */
function ownerName(statement: Statement): string {
  const owner = statement.parents.at(-1) ?? statement.section.at(-1) ?? "";
  const name = slug(
    owner.replace(/\b(?:selection|choice|options?|integrated|internal|external)\b/gi, ""),
  );
  return name.split("_").length <= 3 ? name.replace(/s$/, "") : "";
}
