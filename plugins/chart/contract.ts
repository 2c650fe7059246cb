/** What a skill may ask to be drawn: SVG text, the same bytes for the same input, readable in light and dark. */

export interface Axis {
  readonly label: string;
  /** Shown with SI prefixes, such as "V"; absent for a bare number. */
  readonly unit?: string | undefined;
  readonly scale?: "linear" | "log" | undefined;
}

export interface LinesInput {
  readonly title: string;
  readonly x: Axis;
  readonly y: Axis;
  readonly series: readonly {
    readonly name: string;
    readonly x: readonly number[];
    readonly y: readonly number[];
  }[];
  /** Horizontal lines: what a requirement or a limit says. */
  readonly limits?:
    | readonly {
        readonly name: string;
        readonly y: number;
        readonly side: "max" | "min";
      }[]
    | undefined;
  /** Points worth pointing at. */
  readonly points?:
    | readonly { readonly name: string; readonly x: number; readonly y: number }[]
    | undefined;
}

export interface BarsInput {
  readonly title: string;
  readonly value: Axis;
  /** One bar each, of stacked parts when there are several. */
  readonly bars: readonly {
    readonly name: string;
    readonly parts: readonly { readonly name: string; readonly value: number }[];
    /** A mark across the bar. */
    readonly limit?:
      | {
          readonly name: string;
          readonly value: number;
          readonly side: "max" | "min";
        }
      | undefined;
  }[];
}

/** Boxes and arrows, laid out from left to right: a power tree. */
export interface TreeInput {
  readonly title: string;
  readonly nodes: readonly {
    readonly id: string;
    /** Lines of text; the first stands out. */
    readonly lines: readonly string[];
    readonly kind: "source" | "converter" | "load" | "problem";
  }[];
  readonly edges: readonly {
    readonly from: string;
    readonly to: string;
    readonly label?: string | undefined;
  }[];
}

export interface ChartActions {
  lines(input: LinesInput): Promise<{ readonly svg: string }>;
  bars(input: BarsInput): Promise<{ readonly svg: string }>;
  tree(input: TreeInput): Promise<{ readonly svg: string }>;
}

declare module "metaforge" {
  interface ToolMap {
    readonly chart: ChartActions;
  }
}
