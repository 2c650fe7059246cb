/**
 * The units that requirement documents use, as data: spelling, canonical code, SI conversion.
 * Factors: BIPM SI Brochure (9th ed.) and NIST SP 811, appendix B. Information units are powers of 1024,
 * as memory sizes in requirements mean them.
 */

/** What a unit measures; used to choose a parameter's name and category. */
export type Dimension =
  | "voltage"
  | "current"
  | "power"
  | "apparent_power"
  | "resistance"
  | "capacitance"
  | "inductance"
  | "frequency"
  | "time"
  | "length"
  | "area"
  | "volume"
  | "mass"
  | "temperature"
  | "angle"
  | "acceleration"
  | "speed"
  | "angular_rate"
  | "force"
  | "torque"
  | "pressure"
  | "charge"
  | "energy"
  | "level"
  | "ratio"
  | "data"
  | "bits"
  | "data_rate"
  | "sample_rate"
  | "pixels"
  | "pixel_density"
  | "gauge"
  | "money"
  | "count"
  | "rate"
  | "light"
  | "field"
  | "flow"
  | "hardness"
  | "other";

export type Row = readonly [
  code: string,
  spellings: string,
  dimension: Dimension,
  si: string,
  factor: number,
  prefixes?: string,
];

/** `prefixes`: which SI prefixes the spellings take; words take their long prefixes (milli, kilo …) as well. */
export const ROWS: readonly Row[] = [
  [
    "V",
    "V|VDC|Vdc|VAC|Vac|V DC|V dc|V AC|V ac|V RMS|V rms|Vrms|VRMS|Vpp|Vp-p|Vpk|volt|volts|Volt|Volts",
    "voltage",
    "V",
    1,
    "numkM",
  ],
  ["A", "A|Arms|Apk|ADC|amp|amps|Amp|Amps|ampere|amperes", "current", "A", 1, "pnumk"],
  ["W", "W|watt|watts|Watt|Watts|Wp", "power", "W", 1, "nmukM"],
  ["VA", "VA", "apparent_power", "VA", 1, "k"],
  ["Ohm", "Ω|Ohm|ohm|ohms|Ohms|OHM", "resistance", "Ohm", 1, "mukMKG"],
  ["F", "F|farad|farads", "capacitance", "F", 1, "pnum"],
  ["H", "H|henry", "inductance", "H", 1, "pnum"],
  ["Hz", "Hz|hz|HZ|hertz|Hertz", "frequency", "Hz", 1, "mkKMGT"],
  ["s", "s|sec|secs|second|seconds|Seconds", "time", "s", 1, "pnum"],
  ["min", "min|mins|minute|minutes|Minutes", "time", "s", 60],
  ["h", "h|hr|hrs|hour|hours|Hours", "time", "s", 3600],
  ["d", "day|days|Days", "time", "s", 86400],
  ["wk", "week|weeks|Weeks", "time", "s", 604800],
  ["mo", "month|months|Months", "time", "s", 2629800],
  ["a", "year|years|yr|yrs|Years", "time", "s", 31557600],
  ["m", "m|meter|meters|metre|metres|Meters", "length", "m", 1, "numck"],
  ["in", 'in|inch|inches|Inches|Inch|"|″|”', "length", "m", 0.0254],
  ["ft", "ft|foot|feet|′", "length", "m", 0.3048],
  ["mil", "mil|mils|thou", "length", "m", 2.54e-5],
  ["mi", "mile|miles", "length", "m", 1609.344],
  ["mm2", "mm²|mm2|mm^2|sq mm", "area", "m2", 1e-6],
  ["cm2", "cm²|cm2|cm^2|sq cm", "area", "m2", 1e-4],
  ["m2", "m²|m2|m^2", "area", "m2", 1],
  ["L", "L|l|liter|liters|litre|litres", "volume", "m3", 1e-3, "mu"],
  ["mL", "cc", "volume", "m3", 1e-6],
  ["cm3", "cm³|cm3|cm^3", "volume", "m3", 1e-6],
  ["mm3", "mm³|mm3", "volume", "m3", 1e-9],
  ["m3", "m³|m3|m^3", "volume", "m3", 1],
  ["g", "g|gram|grams|Grams", "mass", "kg", 1e-3, "muk"],
  ["kg", "kgs|Kg|KG|Kgs", "mass", "kg", 1],
  ["lb", "lb|lbs|pound|pounds", "mass", "kg", 0.45359237],
  ["oz", "oz|ounce|ounces", "mass", "kg", 0.028349523125],
  [
    "Cel",
    "°C|℃|degC|deg C|° C|ºC|º C|degrees C|degree C|degrees Celsius|degree Celsius|Celsius|oC",
    "temperature",
    "Cel",
    1,
  ],
  [
    "degF",
    "°F|℉|degF|deg F|° F|ºF|degrees F|degrees Fahrenheit|Fahrenheit",
    "temperature",
    "Cel",
    5 / 9,
  ],
  ["K", "kelvin|Kelvin", "temperature", "Cel", 1],
  ["deg", "°|º|deg|degree|degrees|Degrees", "angle", "deg", 1],
  ["rad", "rad|radian|radians", "angle", "deg", 180 / Math.PI, "m"],
  [
    "deg/s",
    "dps|°/s|º/s|deg/sec|deg/s|degrees/s|degrees/second|degrees per second",
    "angular_rate",
    "deg/s",
    1,
  ],
  ["rpm", "rpm|RPM", "rate", "1/s", 1 / 60],
  ["1/min", "bpm|BPM|times per minute|times a minute", "rate", "1/s", 1 / 60],
  ["1/s", "times per second|times a second", "rate", "1/s", 1],
  ["1/h", "times per hour|times an hour", "rate", "1/s", 1 / 3600],
  ["1/d", "times per day|times a day", "rate", "1/s", 1 / 86400],
  ["G", "gee|gees|Grms|gRMS|grms", "acceleration", "m/s2", 9.80665],
  ["m/s2", "m/s²|m/s2|m/s^2", "acceleration", "m/s2", 1],
  ["m/s", "m/s|m/sec|mps", "speed", "m/s", 1],
  ["km/h", "km/h|kph|kmh", "speed", "m/s", 1 / 3.6],
  ["mph", "mph|MPH", "speed", "m/s", 0.44704],
  ["kn", "knot|knots", "speed", "m/s", 1852 / 3600],
  ["N", "N|newton|newtons", "force", "N", 1, "muk"],
  ["kgf", "kgf", "force", "N", 9.80665],
  ["N.m", "Nm|N·m|N.m|N-m|N*m|newton-meters", "torque", "N.m", 1, "mk"],
  ["kgf.cm", "kg-cm|kg·cm|kg.cm|kgf·cm|kgf.cm|kgcm", "torque", "N.m", 0.0980665],
  ["Pa", "Pa|pascal", "pressure", "Pa", 1, "mhkM"],
  ["hPa", "HPa|mb", "pressure", "Pa", 100],
  ["bar", "bar|bars", "pressure", "Pa", 1e5, "m"],
  ["psi", "psi|PSI", "pressure", "Pa", 6894.757293168],
  ["cmH2O", "cmH2O|cmH20|cm H2O|cmH₂O|cm H₂O", "pressure", "Pa", 98.0665],
  ["mmHg", "mmHg|mm Hg", "pressure", "Pa", 133.322387415],
  ["atm", "atm|ATM", "pressure", "Pa", 101325],
  ["Ah", "Ah|AH|amp-hours|amp hours", "charge", "C", 3600, "mu"],
  ["mAh", "mAH|MAH|maH|mA h|mA·h|mA-h|milliamp hours", "charge", "C", 3.6],
  ["C", "coulomb|coulombs", "charge", "C", 1, "mnp"],
  ["Wh", "Wh|WH|watt-hours|watt hours|W·h", "energy", "J", 3600, "mkM"],
  ["J", "J|joule|joules", "energy", "J", 1, "mukn"],
  ["dB", "dB|db|DB|decibel|decibels", "level", "dB", 1],
  ["dBm", "dBm|dbm|dBM", "level", "dBm", 1],
  ["dBi", "dBi|dbi", "level", "dBi", 1],
  ["dBc", "dBc", "level", "dBc", 1],
  ["dBV", "dBV", "level", "dBV", 1],
  ["dBu", "dBu|dBv", "level", "dBu", 1],
  ["dBA", "dBA|dB(A)|dba|dB A|dB SPL|dBSPL", "level", "dBA", 1],
  ["dBFS", "dBFS", "level", "dBFS", 1],
  ["%", "%|percent|% RH|%RH|%rh|% relative humidity|% r.h.|pct", "ratio", "1", 0.01],
  ["permille", "‰", "ratio", "1", 1e-3],
  ["ppm", "ppm|PPM", "ratio", "1", 1e-6],
  ["ppb", "ppb|PPB", "ratio", "1", 1e-9],
  ["byte", "B|byte|bytes|Bytes", "data", "byte", 1],
  ["KB", "KB|kB|KiB|kbytes|Kbytes|KBytes|kilobytes|kilobyte|K bytes", "data", "byte", 1024],
  ["MB", "MB|MiB|Mbytes|MBytes|megabytes|megabyte|Mbyte", "data", "byte", 1024 ** 2],
  ["GB", "GB|GiB|Gbytes|gigabytes|gigabyte|Gbyte", "data", "byte", 1024 ** 3],
  ["TB", "TB|TiB|terabytes|terabyte", "data", "byte", 1024 ** 4],
  ["bit", "bit|bits|Bit|Bits|BIT", "bits", "bit", 1],
  ["Mbit", "Mbit|Mb|Mbits|megabit", "bits", "bit", 1e6],
  ["Gbit", "Gbit|Gb|Gbits|gigabit", "bits", "bit", 1e9],
  ["bit/s", "bps|bit/s|bits/s|b/s|bits per second|baud|Bd|bd|Baud", "data_rate", "bit/s", 1],
  ["kbit/s", "kbps|Kbps|KBPS|kbit/s|Kbit/s|kb/s|kbaud|kbits/s|kBaud", "data_rate", "bit/s", 1e3],
  ["Mbit/s", "Mbps|mbps|MBPS|Mbit/s|Mb/s|MBit/s|MBaud|Mbaud|Mbits/s", "data_rate", "bit/s", 1e6],
  ["Gbit/s", "Gbps|gbps|Gbit/s|Gb/s|GBit/s|GT/s", "data_rate", "bit/s", 1e9],
  ["KB/s", "KB/s|kB/s|KBps|KiB/s", "data_rate", "bit/s", 8192],
  ["MB/s", "MB/s|MBps|MiB/s", "data_rate", "bit/s", 8 * 1024 ** 2],
  ["GB/s", "GB/s|GBps|GiB/s", "data_rate", "bit/s", 8 * 1024 ** 3],
  [
    "SPS",
    "SPS|sps|S/s|Sps|samples/s|samples/sec|samples/second|samples per second|sample/s|sample per second",
    "sample_rate",
    "1/s",
    1,
  ],
  ["kSPS", "kSPS|ksps|kS/s|KSPS|kSps|ks/s", "sample_rate", "1/s", 1e3],
  ["MSPS", "MSPS|Msps|MS/s|MSps", "sample_rate", "1/s", 1e6],
  ["GSPS", "GSPS|Gsps|GS/s|GSa/s", "sample_rate", "1/s", 1e9],
  ["MSPS", "MSa/s", "sample_rate", "1/s", 1e6],
  ["fps", "fps|FPS|frames/s|frames per second|frames/second", "rate", "1/s", 1],
  ["px", "px|pixel|pixels|Pixels", "pixels", "px", 1],
  ["PPI", "PPI|ppi", "pixel_density", "1/m", 1 / 0.0254],
  ["DPI", "DPI|dpi", "pixel_density", "1/m", 1 / 0.0254],
  ["AWG", "AWG|awg|gauge|ga", "gauge", "AWG", 1],
  ["HRC", "HRC", "hardness", "HRC", 1],
  ["T", "T|tesla", "field", "T", 1, "mnu"],
  ["gauss", "gauss|Gauss", "field", "T", 1e-4, "m"],
  ["A.m2", "A·m²|A·m2|Am²|Am2|A.m2|A-m²|A m²|A*m^2|A-m^2", "field", "A.m2", 1],
  ["lx", "lux|lx", "light", "lx", 1, "k"],
  ["lm", "lm|lumen|lumens", "light", "lm", 1],
  ["cd/m2", "nit|nits|cd/m²|cd/m2", "light", "cd/m2", 1],
  ["cd", "cd", "light", "cd", 1, "m"],
  ["L/min", "LPM|lpm|L/min|l/min|liters per minute", "flow", "m3/s", 1e-3 / 60],
  ["mL/min", "mL/min|ml/min", "flow", "m3/s", 1e-6 / 60],
  ["USD", "USD|US$|dollars|dollar|usd", "money", "USD", 1],
  ["EUR", "EUR|euro|euros|eur", "money", "EUR", 1],
  ["GBP", "GBP|gbp", "money", "GBP", 1],
  ["CHF", "CHF", "money", "CHF", 1],
  ["CNY", "CNY|RMB|yuan", "money", "CNY", 1],
  ["JPY", "JPY|yen", "money", "JPY", 1],
  ["INR", "INR|rupees", "money", "INR", 1],
  ["AUD", "AUD", "money", "AUD", 1],
  ["CAD", "CAD", "money", "CAD", 1],
];
