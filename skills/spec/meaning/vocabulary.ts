/** Names that can be listed: buses, connectors, radios, standards, ratings, chemistries … as data. */
import type { Group } from "./vocabulary/group.ts";
import { LINKS } from "./vocabulary/links.ts";
import { RULES } from "./vocabulary/rules.ts";
import { THINGS } from "./vocabulary/things.ts";

export const GROUPS: Readonly<Record<string, Group>> = { ...LINKS, ...RULES, ...THINGS };
