/** The symbols that rules add by themselves. */

export const RESISTOR = "Device:R";
export const CAPACITOR = "Device:C";
export const INDUCTOR = "Device:L";
/** A cell whose part has no symbol of its own. */
export const CELL = "Device:Battery_Cell";
/** The catch diode of a converter without a second transistor. Pin 1 is its cathode. */
export const DIODE = "Device:D_Schottky";
