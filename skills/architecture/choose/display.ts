/** Whether a display shows what is asked for: its technology and its pixels. */
import type { Ask } from "../asks/read.ts";
import type { Part } from "./select.ts";

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
  const all = [...because, ...about].filter(({ priority }) => priority === "must");
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
  return ({ attributes }) => {
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
