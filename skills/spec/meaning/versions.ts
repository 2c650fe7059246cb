/** The version behind a standard's name is a part of the choice: "BLE 5.0", "LoRaWAN 1.0.4", "Wi-Fi 802.11 b/g/n". */
import { isCountable, readUnit } from "../quantity/index.ts";
import type { Named } from "./enumerables.ts";

/** Names with versions that differ in what they can do. The rest of a name such as USB 2.0 is a name of its own. */
const VERSIONED: ReadonlySet<string> = new Set([
  "BLE",
  "Bluetooth",
  "DisplayPort",
  "HDMI",
  "LoRaWAN",
  "Matter",
  "MQTT",
  "OpenThread",
  "PCIe",
  "ROS",
  "Thread",
  "TLS",
  "WiFi",
  "Zigbee",
]);

/** The name with its version, where one stands in it or right behind it. */
export function withVersion(text: string, named: Named): Named {
  if (!VERSIONED.has(named.value)) return named;
  const own = text.slice(named.start, named.end);
  const inside = /(?<!802\.1?)\b\d(?:\.\d+)*E?$|(?<=[A-Z])\d(?:\.\d+)*$/.exec(own)?.[0];
  const amendment =
    named.value === "WiFi" ? AMENDMENT.exec(text.slice(named.start, named.end + 30)) : null;
  if (amendment && amendment.index <= own.length) {
    const end = Math.max(named.start + amendment.index + amendment[0].length, named.end);
    const version = inside ?? `802.11${amendment[1]!.replaceAll(" ", "")}`;
    return { ...named, end, value: `WiFi ${version}` };
  }
  if (inside !== undefined) {
    if (!measures(text, named.end, inside)) return { ...named, value: `${named.value} ${inside}` };
    return { ...named, end: named.end - inside.length };
  }
  const behind = BEHIND.exec(text.slice(named.end, named.end + 24));
  if (behind === null || measures(text, named.end + behind[0].length, behind[1]!)) {
    return named;
  }
  return {
    ...named,
    end: named.end + behind[0].length,
    value: `${named.value} ${behind[1]}`,
  };
}

/** "802.11 b/g/n", "(IEEE 802.11ax)": at most a bracket away from the name. */
const AMENDMENT =
  /(?:[\s(,]*(?:IEEE )?)?(?<![\d.])802\.11[-\s]?((?:[a-z]{1,2}(?![a-z]))(?:\s?\/\s?[a-z]{1,2}(?![a-z])){0,5})/;
const BEHIND =
  /^\s?(?:v(?:er(?:sion)?\.?)?\s?)?(\d{1,2}(?:\.\d{1,2}){0,2})(?![\d\w]|[.,]\d|\s?[%°×x/-])/i;

/** "BLE 4 channels", "Wi-Fi 5 GHz": the number counts or measures. */
function measures(text: string, end: number, number: string): boolean {
  const hints = { temperature: false, acceleration: false, resistance: false };
  const word = /^\s([A-Za-z]+)/.exec(text.slice(end, end + 24))?.[1] ?? "";
  if (readUnit(text, end, hints, Number.parseFloat(number)) !== null) return true;
  return !number.includes(".") && isCountable(word);
}
