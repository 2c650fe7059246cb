/** The symbols that rules add by themselves. */

export const RESISTOR = "Device:R";
export const CAPACITOR = "Device:C";
export const INDUCTOR = "Device:L";
