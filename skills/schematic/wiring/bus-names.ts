/** How controllers and peripherals call the signals of a bus. In upper case, without bars. */

export interface BusNames {
  /** Signal → what a controller calls it; the group is the instance, such as I2C1. */
  readonly controller: Readonly<Record<string, RegExp>>;
  /** Signal → what a peripheral calls it. */
  readonly peripheral: Readonly<Record<string, RegExp>>;
  /** Whether all peripherals of a controller hang on the same nets. */
  readonly isShared: boolean;
}

const I2C = /((?:I2C|TWIM?|SERCOM|USI)\d*)/.source;
const SPI = /((?:SPIM?|SERCOM|USI)\d*)/.source;
const UART = /((?:(?:LP)?US?ARTE?|SERCOM)\d*)/.source;
/** MSP430: the symbol's own names, such as UCB0SDA. */
const USCI = /(UC[AB]\d)/.source;

const named = (pattern: string, signal: string, usci: string) =>
  new RegExp(`^(?:(?:${pattern}_)?${signal}|${USCI}${usci})$`);

export const BUSES: Readonly<Record<string, BusNames>> = {
  i2c: {
    isShared: true,
    controller: {
      SDA: named(I2C, "SDA", "SDA"),
      SCL: named(I2C, "SCL", "SCL"),
    },
    peripheral: { SDA: /^SDA$/, SCL: /^SCL$/ },
  },
  spi: {
    isShared: true,
    controller: {
      SCK: named(SPI, "(?:SCK|SCLK|CLK)", "CLK"),
      MOSI: named(SPI, "MOSI", "SIMO"),
      MISO: named(SPI, "MISO", "SOMI"),
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
    controller: { TX: named(UART, "TXD?", "TXD"), RX: named(UART, "RXD?", "RXD") },
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
    controller: {
      TX: /^(?:((?:FD)?CAN\d*|TWAI\d*)_TX|TXCAN)$/,
      RX: /^(?:((?:FD)?CAN\d*|TWAI\d*)_RX|RXCAN)$/,
    },
    peripheral: { TX: /^(?:TXD?|D)$/, RX: /^(?:RXD?|R)$/ },
  },
  // A memory that a program is run from: its controller has pins for it.
  qspi: {
    isShared: false,
    controller: {
      CS: /^(?:(?:QSPI|QUADSPI_BK1|OCTOSPIM_P1)_(?:SS|NCS|CS))$/,
      CLK: /^(?:(?:QSPI|QUADSPI|OCTOSPIM_P1)_(?:SCLK|CLK))$/,
      IO0: /^(?:(?:QSPI|QUADSPI_BK1|OCTOSPIM_P1)_(?:SD|IO)0)$/,
      IO1: /^(?:(?:QSPI|QUADSPI_BK1|OCTOSPIM_P1)_(?:SD|IO)1)$/,
      IO2: /^(?:(?:QSPI|QUADSPI_BK1|OCTOSPIM_P1)_(?:SD|IO)2)$/,
      IO3: /^(?:(?:QSPI|QUADSPI_BK1|OCTOSPIM_P1)_(?:SD|IO)3)$/,
    },
    peripheral: {
      CS: /^(?:N?CS[NB]?)$/,
      CLK: /^(?:SCK|SCLK|CLK)$/,
      IO0: /^(?:S?IO_?0|DI)$/,
      IO1: /^(?:S?IO_?1|DO)$/,
      IO2: /^S?IO_?2$/,
      IO3: /^S?IO_?3$/,
    },
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
  if (/^(?:qspi|quadspi)/.test(plain)) return "qspi";
  if (plain.startsWith("spi")) return "spi";
  if (/^(?:uart|usart|serial|rs232)/.test(plain)) return "uart";
  if (plain.startsWith("usb")) return "usb";
  return plain.startsWith("can") ? "can" : null;
}

/** Pins that a board needs for itself: taken last. */
export const RESERVED = /SWDIO|SWCLK|JTMS|JTCK|NRST|RESET|BOOT|OSC|XTAL|^XIN|^XOUT/;
