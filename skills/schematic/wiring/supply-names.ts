/** What makers of parts call the pins that carry power. Whole names in upper case, without bars. */

export const GROUND = /^(?:[ADPSU]?GND(?:[A-Z]?\d*|IO|ANA)|VSS(?:A|_PAD)?\d*|[ADP]?VSS)$/;

export const EXPOSED = /^(?:EP|EPAD|PAD|DAP|THERMAL_?PAD|EXPOSED_?PAD)$/;

/**
 * A pin of a load that takes its rail. DVDD and VDDCORE are not here: they are as often the output of a part's own
 * regulator, and VDDH, VDDSMPS and the like have other limits than VDD.
 */
export const SUPPLY =
  /^(?:VDD(?:A|IO|_IO|_I\/O|USB|RF|ANA|IN)?\d*|VDD3P3(?:_\w+)?|VCC(?:A|_?IO)?\d*|A(?:VDD|VCC)|DVCC|IOVDD|QSPI_IOVDD|USB_VDD|USB_OTP_VDD|ADC_AVDD|V_?IO|VLOGIC|VBAT(?:_\w+)?|VS|V\+|\+?3V3|\+?3\.3V)$/;

export const INPUT = /^(?:[AP]?VIN\d*|V_IN|VI|IN\d*|VBUS|VCC|VDD)$/;

/** VOS senses the output. */
export const OUTPUT = /^(?:\+?VOUT\d*|V_OUT|\+?VO|VOUT\+|OUT\d*|VOS)$/;

/** Of an isolated converter. */
export const RETURN = /^(?:-VOUT|-VO|VOUT-)$/;

/** Of a charger: the cell. */
export const CELL = /^V?BAT\d*$/;

export const ENABLE = /^(?:EN|ENABLE|CE|ON|SHDN|ON\/OFF)$/;
