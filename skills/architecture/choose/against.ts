/** Reasons against parts that no demand of a figure can say: a display's pixels, a sensor's bus, a radio's modulation. */
import type { Ask } from "../asks/read.ts";
import type { Part } from "./wish.ts";

const TECHNOLOGIES: readonly (readonly [RegExp, string])[] = [
  [/\be-?(?:ink|paper)\b/i, "e-paper"],
  [/\boled\b/i, "oled"],
  [/\btft\b/i, "tft"],
  [/\blcd\b/i, "lcd"],
];

/** Neither technology nor size nor resolution is stated: any choice would be an invention. */
export function isVague({ because, about }: Ask): boolean {
  const all = [...because, ...about];
  const text = all
    .map(({ values, statement }) => `${(values ?? []).join(" ")} ${statement}`)
    .join("\n");
  return (
    !TECHNOLOGIES.some(([words]) => words.test(text)) &&
    !all.some(({ parameter }) => /resolution|display_size/.test(parameter))
  );
}

/** Null where the document asks nothing that the catalogue's attributes could show. */
export function displayAgainst({ because, about }: Ask): (part: Part) => string | null {
  const all = [...because, ...about];
  const text = all
    .map(({ values, statement }) => `${(values ?? []).join(" ")} ${statement}`)
    .join("\n");
  const technology = TECHNOLOGIES.find(([words]) => words.test(text))?.[1];
  const side = (name: RegExp) =>
    Math.max(
      0,
      ...all
        .filter(({ parameter, unit }) => name.test(parameter) && unit === "px")
        .map(({ min, typ }) => min ?? typ ?? 0),
    );
  const [wide, high] = [side(/resolution_x$/), side(/resolution_y$/)];
  const isHdmi = all.some(({ values }) => values?.some((one) => /hdmi/i.test(one)));
  return ({ attributes, interfaces }) => {
    if (isHdmi && !interfaces.includes("hdmi")) {
      return `has ${interfaces.join(", ")}, HDMI is asked for`;
    }
    const has = attributes["technology"];
    if (technology && has && !has.split(",").some((one) => one.trim().includes(technology))) {
      return `technology is ${has}, ${technology} is asked for`;
    }
    if (wide * high === 0) return null;
    const pixels = /^(\d+)x(\d+)$/.exec(attributes["pixels"] ?? "");
    if (!pixels) return `its resolution is not known, ${wide} × ${high} is asked for`;
    const [x, y] = [Number(pixels[1]), Number(pixels[2])];
    const fits = (x >= wide && y >= high) || (y >= wide && x >= high);
    return fits ? null : `resolution is ${x} × ${y}, ${wide} × ${high} is asked for`;
  };
}

/** Words of a document → how the catalogue calls the probe. */
const PROBES: readonly (readonly [RegExp, string])[] = [
  [/\bthermocouple\b/i, "thermocouple"],
  [/\brtd\b|\bpt-?1000?\b/i, "rtd"],
];

/** A sensor needs a bus that the document names, or one of the usual; one for a probe is none for the board. */
export function sensorAgainst({ rule, because, about }: Ask): (part: Part) => string | null {
  const values = [...because, ...about].flatMap(({ values: all }) => all ?? []);
  const stated = rule.buses.filter((bus) => values.some((one) => one.toLowerCase() === bus));
  const buses = stated.length > 0 ? stated : rule.buses;
  const wanted = PROBES.find(([words]) =>
    because.some(({ statement }) => words.test(statement)),
  )?.[1];
  return ({ interfaces, attributes }) => {
    const probe = attributes["probe"];
    if (probe && !wanted) return `it needs a probe (${probe}), and none is asked for`;
    if (wanted && !probe?.startsWith(wanted))
      return `it is for ${probe ?? "no probe"}, ${wanted} is asked for`;
    if (buses.length === 0 || buses.some((bus) => interfaces.includes(bus))) return null;
    return `has ${interfaces.join(", ") || "no interface that is known"}, ${buses.join(" or ")} is asked for`;
  };
}

/** A radio has to know the modulation that the document names. */
export function modulationAgainst({ because, about }: Ask): (part: Part) => string | null {
  const asked = [...because, ...about]
    .filter(({ parameter }) => parameter === "modulation")
    .flatMap(({ values }) => values ?? []);
  return ({ attributes }) => {
    const has = attributes["modulation"] ?? "";
    const words = has.toLowerCase().split(/[^a-z0-9-]+/);
    const missing = asked.find((one) => !words.includes(one.toLowerCase()));
    return missing === undefined
      ? null
      : `modulation is ${has || "not known"}, ${missing} is asked for`;
  };
}
