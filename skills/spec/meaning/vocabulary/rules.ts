/** Standards, ratings, software and services. */
import type { Group } from "./group.ts";

/** "2014/53/EU", "(EU) 2015/863": acts of the Union, by year and number. */
const EU_NUMBER =
  "(?:(?:19|20)\\d{2}/\\d{1,4}/(?:EU|EC|EEC|EG)|\\(EU\\) (?:No\\.? )?(?:19|20)\\d{2}/\\d{2,4})";
/** What precedes such a number. */
const DIRECTIVE =
  "RED|EMC|EMCD|LVD|MID|MDR|RoHS(?: ?[23])?|WEEE|REACH|ATEX|Ecodesign|(?:Radio Equipment|EMC|Low Voltage|Machinery|Measuring Instruments|Ecodesign|Battery|Toy Safety|General Product Safety|Pressure Equipment|Medical Device) (?:[Dd]irective|[Rr]egulation)|EMC [Dd]irective|RED [Dd]irective";
/** A directive without its number; a "battery regulation" in small letters is a circuit. */
const DIRECTIVE_NAME =
  "(?:Radio Equipment|EMC|Low Voltage|Machinery|Measuring Instruments|Ecodesign|Battery|Toy Safety|Pressure Equipment) (?:[Dd]irective|Regulation)";

export const RULES: Readonly<Record<string, Group>> = {
  standard: {
    parameter: "standard",
    category: "compliance",
    values: [
      [
        "/",
        "(?:IEC|ISO|EN|BS|ANSI|ASTM|IEEE|ETSI|CISPR|ISO/SAE|MIL-(?:STD|PRF|HDBK|DTL)|IPC|JEDEC|JESD|AEC|UL|CSA|SAE|DO|ECSS|NASA-STD|GSFC-STD|EEE-INST|RTCA|DIN|NF|AS|NPR|KSC|RSS|GB/T)(?:[-\\s/](?:IEC|ISO|EN|STD|E|Q|A|J)){0,2}[-\\s]?(?:[A-Z]{1,2}-?)?\\d[\\dA-Z]*(?:[-.:][\\dA-Za-z]+)*(?:\\s\\d{3}(?:[-.]\\d+)*(?![\\d.]*\\s?[A-Za-zµ°%]))?(?:[- ](?:[Cc]lass|[Ll]evel|[Pp]art|[Mm]ethod|[Gg]rade|ASIL|SIL|[Rr]ev\\.?) ?[A-Z0-9]+(?:\\.\\d+)*)?",
      ],
      ["/", "(?:ETSI )?EN 30\\d \\d{3}(?:-\\d+)*"],
      // A directive by its number, with the name that stands in front of it.
      ["/", `(?:(?:${DIRECTIVE}|Directive|Regulation)(?: \\([A-Z]{2,4}\\))? )?${EU_NUMBER}`],
      ["/", DIRECTIVE_NAME],
      ["/", `StVZO(?: ?§ ?\\d+[a-z]?)?`],
      [
        "RED",
        "(?<=CE ?\\(|[Cc]omply with |[Cc]omplies with |per |, )RED(?=(?:,| and| &| /|/) ?(?:EMC|LVD|RoHS|MID|WEEE|CE)\\b)",
      ],
      [
        "MID",
        "MID(?=[- ](?:approv|certif|complian|class|annex))|(?<=(?:RED|EU|CE|RoHS|with),? (?:and )?)MID(?=[.,;)]|$)",
      ],
      ["EMC", "(?<=RED,? (?:and |& )?)EMC(?=[,.;)]|$)"],
      // "LVD at 10.5 V" disconnects a battery.
      ["LVD", "LVD(?= ?(?:and|&|[,;/).]|$))"],
      ["KC", "KC(?= mark|,|$)"],
      ["RCM", "RCM(?= mark|,|$)"],
      ["NCC", "NCC(?= mark|,|$)"],
      ["ANATEL", "ANATEL"],
      ["ENEC", "ENEC"],
      ["/", "ICES-\\d{3}"],
      ["/", "OIML R ?\\d+"],
      ["/", "WELMEC \\d\\.\\d"],
      ["/", "ANSI/ESD S\\d+\\.\\d+"],
      ["CE", "CE(?: mark(?:ing|ed)?)?"],
      ["FCC", "FCC(?: (?:[Pp]art|CFR)? ?15(?: ?(?:Class )?[BC])?)?"],
      ["UKCA", "UKCA"],
      ["UL", "UL(?=[ ,./)]|$)(?: listed| certif\\w+)?"],
      ["RoHS", "RoHS(?: ?[23])?"],
      ["REACH", "REACH"],
      ["WEEE", "WEEE"],
      ["ETL", "ETL"],
      ["PSE", "PSE"],
      ["CCC", "CCC"],
      ["TELEC", "TELEC"],
      ["GEVS", "GEVS"],
      ["ATEX", "ATEX"],
      ["IECEx", "IECEx"],
      ["/", "(?:UN ?)?ECE ?R ?\\d+"],
      ["HIPAA", "HIPAA"],
      ["GDPR", "GDPR"],
      ["FDA", "FDA"],
      ["ESD", "HBM(?= ESD)"],
      ["UN38.3", "UN ?38\\.3"],
      ["Qi", "Qi(?= (?:wireless|charg|standard|compat))"],
    ],
  },
  ip: {
    parameter: "ip_rating",
    category: "environmental",
    values: [
      ["/", "IP-?\\s?[0-6X]K?[0-9X]K?"],
      ["/", "IK-?(?:0\\d|10)"],
      ["/", "NEMA ?(?:3R|4X?|6P?|12|13)(?![-\\d])"],
    ],
  },
  flame: {
    parameter: "flammability",
    category: "compliance",
    values: [["/", "(?:UL[- ]?)?94 ?V-?[012]"]],
  },
  security: {
    parameter: "encryption",
    category: "software",
    values: [
      ["/", "AES-?\\d{3}"],
      ["TLS", "TLS(?: ?1\\.\\d)?"],
      ["WPA2", "WPA2"],
      ["WPA3", "WPA3"],
    ],
  },
  software: {
    parameter: "software",
    category: "software",
    values: [
      ["Linux", "(?:embedded )?Linux"],
      ["Windows", "Windows(?: 1[01])?"],
      ["macOS", "macOS|OS ?X"],
      ["Android", "Android"],
      ["iOS", "iOS"],
      ["FreeRTOS", "FreeRTOS"],
      ["Zephyr", "Zephyr(?: RTOS)?"],
      ["NuttX", "NuttX"],
      ["Arduino", "Arduino IDE|Arduino[- ]compatib\\w+|Arduino framework"],
      ["CircuitPython", "Circuit-?Python"],
      ["MicroPython", "Micro-?Python"],
      ["Python", "Python"],
      ["ROS 2", "ROS ?2"],
      ["ROS", "ROS"],
      ["Betaflight", "Betaflight"],
      ["ArduPilot", "ArduPilot"],
      ["PX4", "PX4"],
      ["INAV", "INAV"],
      ["Home Assistant", "Home Assistant"],
      ["ESPHome", "ESPHome"],
      ["Tasmota", "Tasmota"],
      ["Klipper", "Klipper"],
      ["Marlin", "Marlin"],
      ["ROS", "ROS framework"],
      ["Yocto", "Yocto"],
      ["Mbed", "Mbed(?: OS)?"],
      ["RTOS", "RTOS"],
      ["Rust", "Rust(?= firmware|\\b)"],
      ["QMK", "QMK"],
      ["GRBL", "GRBL"],
      ["KiCad", "KiCad"],
    ],
  },
  assistant: {
    parameter: "voice_assistant",
    category: "interface",
    values: [
      ["Google Assistant", "Google (?:Assistant|Home)"],
      ["Amazon Alexa", "(?:Amazon )?Alexa"],
      ["Siri", "Siri"],
      ["HomeKit", "(?:Apple )?HomeKit"],
      ["Microsoft Cortana", "(?:Microsoft )?Cortana"],
    ],
  },
};
