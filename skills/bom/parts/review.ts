/** What a buyer or a reviewer should know about the parts: contradictions, what is missing, what is written in two ways. */
import type { Finding } from "metaforge";
import type { Group } from "../schema.ts";
import { findingId } from "./finding-id.ts";
import { fromDescription, fromPartNumber } from "./decode.ts";
import { isGeneral, MEANINGS, meaningOf, readings } from "./fields.ts";
import { byReference } from "./groups.ts";
import type { Component } from "./groups.ts";
import { nearDuplicates } from "./names.ts";
import { kindOf, valueOf } from "./value.ts";

/** `file` is the project's, for where findings are. */
export function review(
  groups: readonly Group[],
  components: readonly Component[],
  file: string,
): Finding[] {
  return [
    ...groups.flatMap((group) => contradictions(group, file)),
    ...twoReadings(components, file),
    ...missing(groups, file),
    ...sameValueTwice(groups, file),
    ...nearDuplicates(components, file),
  ];
}

/** Values of one decade series lie 1 % apart and more; rounding in words is below that. */
const SAME = 0.005;

function contradictions(group: Group, file: string): Finding[] {
  const { refs, value, mpn, description } = group;
  const kind = kindOf(refs[0]!);
  const stated = kind === null ? null : valueOf(value, kind);
  if (kind === null || stated === null || stated === 0) return [];
  const told = [
    mpn === null ? null : fromPartNumber(mpn, kind),
    description === null ? null : fromDescription(description, kind),
  ];
  return told.flatMap((one) => {
    if (one === null || Math.abs(one.value / stated - 1) <= SAME) return [];
    return {
      id: findingId("value-differs", ...refs, one.how),
      severity: "error",
      title: `${listed(refs)} ${refs.length === 1 ? "is" : "are"} ${value}, but the part is another value`,
      where: { file, item: refs.join(" ") },
      evidence: `${one.how} is ${inUnits(one.value, kind)}; the value says ${inUnits(stated, kind)}.`,
      action: "Correct the value or the part number before anything is ordered.",
    };
  });
}

/** Two fields that mean the same and say different things. */
function twoReadings(components: readonly Component[], file: string): Finding[] {
  return MEANINGS.flatMap((meaning) => {
    const told = components.map(({ ref, fields }) => {
      const all = readings(fields, meaning).filter(({ name }) => !isGeneral(name));
      const differ = new Set(all.map(({ text }) => text.toUpperCase())).size > 1;
      return {
        ref,
        words: differ ? all.map(({ name, text }) => `${name}: ${text}`).join("; ") : "",
      };
    });
    const groups = Map.groupBy(
      told.filter(({ words }) => words !== ""),
      ({ words }) => words,
    );
    return [...groups].map(([words, parts]): Finding => {
      const refs = parts.map(({ ref }) => ref).toSorted(byReference);
      return {
        id: findingId("fields-differ", meaning, words),
        severity: "warning",
        title: `${listed(refs)} ${refs.length === 1 ? "has" : "have"} two different texts for the ${IN_WORDS[meaning]}`,
        where: { file, item: refs.join(" ") },
        evidence: `${words}. The first is used.`,
        action: "Keep one of the fields.",
      };
    });
  });
}

const IN_WORDS = {
  mpn: "part number",
  manufacturer: "manufacturer",
  tolerance: "tolerance",
  voltage: "voltage",
} as const;

function missing(groups: readonly Group[], file: string): Finding[] {
  const bought = groups.filter(({ dnp }) => !dnp);
  const bare = bought.filter(({ mpn }) => mpn === null);
  const ordered = bare.filter(({ supplierParts }) => supplierParts.length > 0);
  const homeless = groups.filter(({ footprint }) => footprint === null);
  const findings: Finding[] = [];
  if (bare.length > 0) {
    const by =
      ordered.length === 0
        ? ""
        : ` ${ordered.length} of them ${have(ordered)} a distributor's number only.`;
    findings.push({
      id: "mpn-missing",
      severity: "warning",
      title: `${bare.length} of ${bought.length} lines ${have(bare)} no manufacturer's part number`,
      where: { file },
      evidence: `${cut(bare)}.${by}`,
      action: "Fill a field MPN: without it nobody knows which part is meant.",
    });
  }
  if (homeless.length > 0) {
    findings.push({
      id: "footprint-missing",
      severity: "warning",
      title: `${homeless.length} of ${groups.length} lines ${have(homeless)} no footprint`,
      where: { file },
      evidence: `${cut(homeless)}.`,
      action: "Assign a footprint in the schematic.",
    });
  }
  return findings;
}

/** One value in several packages, and one value written in several ways. */
function sameValueTwice(groups: readonly Group[], file: string): Finding[] {
  const classes = Map.groupBy(
    groups.filter(({ dnp }) => !dnp),
    ({ refs, value }) => {
      const kind = kindOf(refs[0]!);
      const number = kind === null ? null : valueOf(value, kind);
      return number === null ? null : `${kind} ${number}`;
    },
  );
  return [...classes].flatMap(([key, all]): Finding[] => {
    if (key === null) return [];
    const packages = new Set(all.map(({ footprint }) => footprint));
    // What stands behind the number (50V, 1%) is another matter.
    const spellings = new Set(all.map(({ value }) => value.split(/[\s/;]/, 1)[0]!));
    const findings: Finding[] = [];
    const evidence = `${all.map(({ refs, value, footprint }) => `${listed(refs)}: ${value} in ${footprint ?? "no package"}`).join("; ")}.`;
    if (packages.size > 1) {
      findings.push({
        id: findingId("packages", key),
        severity: "info",
        title: `${all[0]!.value} is used in ${packages.size} packages`,
        where: { file, item: all.flatMap(({ refs }) => refs).join(" ") },
        evidence,
        action: "One package makes one line, and one reel.",
      });
    }
    if (spellings.size > 1) {
      findings.push({
        id: findingId("spellings", key),
        severity: "info",
        title: `${[...spellings].join(" and ")} are the same value`,
        where: { file, item: all.flatMap(({ refs }) => refs).join(" ") },
        evidence,
        action: "Write it in one way, so that it becomes one line.",
      });
    }
    return findings;
  });
}

const PREFIXES = ["p", "n", "µ", "m", "", "k", "M", "G"];

/** 4700 → "4.7 kΩ" */
function inUnits(value: number, kind: "resistor" | "capacitor" | "inductor"): string {
  const unit = { resistor: "Ω", capacitor: "F", inductor: "H" }[kind];
  const third = Math.min(3, Math.max(-4, Math.floor(Math.log10(value) / 3 + 1e-9)));
  return `${Number((value / 10 ** (3 * third)).toPrecision(4))} ${PREFIXES[third + 4]}${unit}`;
}

const have = ({ length }: readonly unknown[]) => (length === 1 ? "has" : "have");

const SHOWN = 6;
const listed = (refs: readonly string[]) =>
  refs.length <= SHOWN
    ? refs.join(", ")
    : `${refs.slice(0, SHOWN).join(", ")} and ${refs.length - SHOWN} more`;

const cut = (groups: readonly Group[]) =>
  listed(groups.map(({ refs, value }) => `${refs[0]!}${refs.length > 1 ? "…" : ""} (${value})`));

/** Which names of fields each meaning was read from: for those who wonder where a column comes from. */
export function fieldsUsed(components: readonly Component[]): Record<string, string[]> {
  const names = [...new Set(components.flatMap(({ fields }) => Object.keys(fields)))].toSorted();
  const pairs = MEANINGS.map((meaning) => [
    meaning,
    names.filter((name) => meaningOf(name) === meaning),
  ]);
  return Object.fromEntries(pairs) as Record<string, string[]>;
}
