/** Turns a Vega specification into SVG text, the same bytes on every machine. */

/** A Vega specification; plain data, so foreign words in it are never an expression. */
export type Spec = Readonly<Record<string, unknown>>;

export async function toSvg(spec: Spec): Promise<string> {
  const vega = await import("vega");
  // Where somebody has installed the package `canvas`, texts would be measured with that machine's fonts.
  (vega as unknown as { textMetrics: { canvas(use: boolean): void } }).textMetrics.canvas(false);
  const view = new vega.View(vega.parse(spec as never), { renderer: "none" });
  try {
    return `${await view.toSVG()}\n`;
  } finally {
    view.finalize();
  }
}
