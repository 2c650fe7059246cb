/** What a skill may ask of the parts catalogue, and what it gets. Figures carry their unit and where they come from. */

/** One number of a data sheet as it stands there; bounds that are not given are null, never guessed. */
export interface Figure {
  readonly min: number | null;
  readonly typ: number | null;
  readonly max: number | null;
  /** SI or the field's own: "V", "A", "mA" is written "A"; "°C", "Hz", "B", "bit", "h", "Ah", "K/W". */
  readonly unit: string;
  /** Under which it holds, such as "Wi-Fi transmit 802.11b, 3.3 V". */
  readonly condition: string | null;
  readonly source: FigureSource;
  /** When it was compared once more, and with what: the sheet's text, or another record of it. Null: not compared. */
  readonly checked: { readonly date: string; readonly against: string } | null;
}

export interface FigureSource {
  /** The document: maker's number or title, with revision where it is known. */
  readonly document: string;
  /** Section, table or page; null only for a line of the user's own list. */
  readonly section: string | null;
}

export type Family =
  | "mcu"
  | "radio-module"
  | "radio"
  | "sensor-motion"
  | "sensor-environment"
  | "sensor-light"
  | "sensor-current"
  | "ldo"
  | "buck"
  | "boost"
  | "buck-boost"
  | "charger"
  | "cell"
  | "cell-holder"
  | "memory"
  | "transceiver"
  | "usb"
  | "can"
  | "protection"
  | "connector"
  | "crystal"
  | "led"
  | "display"
  | "driver"
  | "gnss"
  | "other";

/** Names of figures; which ones a family should have is in the catalogue's README. All values in the figure's unit. */
export type FigureName =
  | "supply_voltage"
  | "io_voltage"
  | "input_voltage"
  | "output_voltage"
  | "output_current"
  | "dropout_voltage"
  | "quiescent_current"
  | "shutdown_current"
  | "efficiency"
  | "switching_frequency"
  | "active_current"
  | "sleep_current"
  | "peak_current"
  | "transmit_current"
  | "receive_current"
  | "charge_current"
  | "operating_temperature"
  | "junction_temperature"
  | "thermal_resistance"
  | "clock_frequency"
  | "flash_size"
  | "ram_size"
  | "gpio_count"
  | "capacity"
  | "nominal_voltage"
  | "cutoff_voltage"
  | "pulse_current"
  | "self_discharge"
  | "internal_resistance"
  | "memory_size"
  | "data_rate"
  | "range"
  | "resolution"
  | "accuracy"
  | "forward_voltage"
  | "standoff_voltage"
  | "isolation_voltage"
  | "current_rating"
  | "cycles"
  | "frequency";

export interface PriceBreak {
  readonly quantity: number;
  readonly unitPrice: number;
  readonly currency: string;
  /** ISO date on which it was seen. */
  readonly date: string;
  readonly source: string;
}

export interface Part {
  /** "manufacturer/MPN" in kebab-case and upper case: "stmicroelectronics/STM32G030F6P6". */
  readonly id: string;
  readonly origin: "catalogue" | "approved-list" | "kicad";
  readonly manufacturer: string;
  readonly mpn: string;
  readonly family: Family | null;
  readonly description: string;
  readonly package: { readonly name: string; readonly pins: number | null };
  /** KiCad's "Library:Name" where it is known to be this part. */
  readonly symbol: string | null;
  readonly footprint: string | null;
  readonly datasheet: string | null;
  readonly figures: Readonly<Partial<Record<FigureName, readonly Figure[]>>>;
  /** Such as "i2c", "spi", "uart", "usb", "can", "wifi", "ble", "lora", "802.15.4". */
  readonly interfaces: readonly string[];
  /** Number of each peripheral, such as { i2c: 2, spi: 2, uart: 2, adc_channels: 16 }. */
  readonly peripherals: Readonly<Record<string, number>>;
  /** Cell chemistry, regulator topology, sensor quantity, … by name. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly lifecycle: {
    readonly status: "active" | "nrnd" | "obsolete" | "unknown";
    readonly date: string | null;
    readonly source: string | null;
  };
  readonly prices: readonly PriceBreak[];
}

/** One demand; a part that lacks the figure does not meet it, and the reason says "not known". */
export interface Demand {
  readonly figure: FigureName;
  /** Its largest guaranteed value has to be at least this (a supply that reaches up to it, a current that it can give). */
  readonly atLeast?: number;
  /** Its value has to be at most this (a consumption, a dropout). */
  readonly atMost?: number;
  /** Its range has to cover this one, both ends included. */
  readonly covers?: { readonly from: number; readonly to: number };
  readonly unit: string;
}

export interface PartSearch {
  readonly family?: Family | readonly Family[];
  readonly text?: string;
  readonly demands?: readonly Demand[];
  readonly interfaces?: readonly string[];
  readonly peripherals?: Readonly<Record<string, number>>;
  readonly attributes?: Readonly<Record<string, string>>;
  /** By default 20. */
  readonly limit?: number;
  /** Also the installed KiCad symbols, which have no figures: matches by text only. */
  readonly symbols?: boolean;
}

export interface Eliminated {
  readonly id: string;
  /** "input_voltage reaches 5.5 V, 12 V is asked for". */
  readonly reasons: readonly string[];
}

export interface PartsActions {
  /** Best first: what meets all demands, by the fewest unknowns, then by how closely. With parts.csv only its parts. */
  search(input: PartSearch): Promise<{
    readonly matches: readonly Part[];
    readonly total: number;
    readonly searched: number;
    /** The nearest that did not, fewest reasons first. */
    readonly eliminated: readonly Eliminated[];
    readonly approvedListUsed: boolean;
    readonly problems: readonly string[];
  }>;
  get(input: { readonly id: string }): Promise<{ readonly part: Part | null }>;
  /** Parts that could stand in for it, compared by code: what is equal, better, worse or not known. */
  alternates(input: { readonly id: string; readonly limit?: number }): Promise<{
    readonly alternates: readonly {
      readonly part: Part;
      readonly samePackage: boolean;
      readonly samePinout: boolean | null;
      readonly differences: readonly {
        readonly figure: string;
        readonly verdict: "equal" | "better" | "worse" | "unknown";
        readonly text: string;
      }[];
    }[];
  }>;
}

declare module "metaforge" {
  interface ToolMap {
    readonly parts: PartsActions;
  }
}
