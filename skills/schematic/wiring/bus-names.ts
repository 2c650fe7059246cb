/** How controllers and peripherals call the signals of a bus. In upper case, without bars. */

export interface BusNames {
  /** Signal → what a controller calls it; the group is the instance, such as I2C1. */
  readonly controller: Readonly<Record<string, RegExp>>;
  /** Signal → what a peripheral calls it. */
  readonly peripheral: Readonly<Record<string, RegExp>>;
  /** Whether all peripherals of a controller hang on the same nets. */
  readonly isShared: boolean;
}

const SPI = /(SPI\d*)/.source;
const UART = /((?:LP)?US?ART\d*)/.source;

const named = (pattern: string, signal: string) => new RegExp(`^(?:${pattern}_)?${signal}$`);

export const BUSES: Readonly<Record<string, BusNames>> = {
  i2c: {
    isShared: true,
    controller: {
      SDA: /^(?:((?:I2C|TWI)\d*)_)?SDA$/,
      SCL: /^(?:((?:I2C|TWI)\d*)_)?SCL$/,
    },
    peripheral: { SDA: /^SDA$/, SCL: /^SCL$/ },
  },
  spi: {
    isShared: true,
    controller: {
      SCK: named(SPI, "(?:SCK|SCLK|CLK)"),
      MOSI: named(SPI, "MOSI"),
      MISO: named(SPI, "MISO"),
    },
    peripheral: {
      SCK: /^(?:SCK|SCLK|CLK|SPC|SCL)$/,
      MOSI: /^(?:MOSI|SDI|DI|SI|DIN)$/,
      MISO: /^(?:MISO|SDO|DO|SO|DOUT)$/,
    },
  },
  // What one sends the other receives: signals are called as the controller calls them.
  uart: {
    isShared: false,
    controller: { TX: named(UART, "TXD?"), RX: named(UART, "RXD?") },
    peripheral: { TX: /^U?(?:ART_?)?RXD?0?$/, RX: /^U?(?:ART_?)?TXD?0?$/ },
  },
  usb: {
    isShared: false,
    controller: {
      DP: /^(?:(USB(?:_OTG)?(?:_[FH]S)?)_)?(?:DP|D\+)$/,
      DM: /^(?:(USB(?:_OTG)?(?:_[FH]S)?)_)?(?:DM|D-)$/,
    },
    peripheral: { DP: /^(?:USB_)?(?:DP|D\+)$/, DM: /^(?:USB_)?(?:DM|D-)$/ },
  },
  can: {
    isShared: false,
    controller: { TX: /^((?:FD)?CAN\d*)_TX$/, RX: /^((?:FD)?CAN\d*)_RX$/ },
    peripheral: { TX: /^(?:TXD?|D)$/, RX: /^(?:RXD?|R)$/ },
  },
};

export const SELECT = /^(?:N?CS[NB]?|SS|NSS|NSS_?\d|SCSN?)$/;

/** "I²C", "I2C0", "USB 2.0": the bus by its plain name, else null. */
export function busOf(name: string): string | null {
  const plain = name
    .toLowerCase()
    .replaceAll("²", "2")
    .replaceAll(/[^a-z0-9]/g, "");
  if (/^(?:i2c|iic|smbus|twi)/.test(plain)) return "i2c";
  if (plain.startsWith("spi")) return "spi";
  if (/^(?:uart|usart|serial|rs232)/.test(plain)) return "uart";
  if (plain.startsWith("usb")) return "usb";
  return plain.startsWith("can") ? "can" : null;
}

/** Pins that a board needs for itself: taken last. */
export const RESERVED = /SWDIO|SWCLK|JTMS|JTCK|NRST|RESET|BOOT|OSC|XTAL|^XIN|^XOUT/;
