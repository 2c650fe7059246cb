/** Which words of a requirement ask for a controller, memory, display, key or actuator. */
import { PANEL } from "./panel.ts";
import type { Rule } from "./rule.ts";

export const MCU: Rule = {
  id: "mcu",
  name: "Microcontroller",
  kind: "mcu",
  parameter:
    /^(?:mcu|processor|microcontroller|flash|ram|cpu_frequency|clock_speed|cpu_clock|control_loop|mcu_\w+|gpio|firmware|firmware_update|hardware_fpu|usb_peripheral|programming_interface)$/,
  words:
    /\bmcu\b|\bmicro-?controllers?\b|\bobc\b|\bon-?board computer\b|\bmicrocontroller unit\b|\bfirmware\b/i,
  unless: /\bcuriosity nano\b/i,
  notValues: /\bsbc\b|\bjetson\b|\braspberry pi\b|\bcuriosity nano\b|\bbeaglebone\b/i,
  // "SoM - Graphics Processing" is the heading of a computer module.
  topic:
    /^(?!.*\b(?:som|graphics|gpu|computer module|image|signal)\b).*(?:\bmcu\b|\bmicro-?controllers?\b|\bprocessing\b|\bobc\b)/i,
  families: ["mcu", "radio-module"],
  buses: [],
  powered: true,
  wanted: "microcontroller",
};

export const COMPUTER: Rule = {
  id: "computer",
  name: "Computer module",
  kind: "mcu",
  values:
    /\bsbc\b|\bjetson\b|\braspberry pi\b|\bcuriosity nano\b|\bbeaglebone\b|\bsystem[- ]on[- ]module\b/i,
  words:
    /\bsingle[- ]board computer\b|\bsom (?:graphics|processing|module)\b|\bcuriosity nano\b|\bai payload (?:shall use|peak|idle)\b/i,
  topic: /^processor$|\bcomputer\b|\bsom\b|\bai payload\b/i,
  families: [],
  buses: [],
  powered: true,
  each: "chapter",
  wanted: "computer module as the document names it",
};

const other = { kind: "other", powered: false, families: [] } as const;

export const DEVICES: readonly Rule[] = [
  {
    id: "display",
    name: "Display",
    kind: "display",
    parameter: /^(?:display|display_type|display_size|display_resolution\w*)$/,
    words:
      /\b(?:e-?ink|e-?paper|oled|lcd|tft) (?:display|screen|panel)\b|\bdisplay screen\b|\bdisplay data visually\b|\bsegment(?:s)? display\b/i,
    unless: /\bled\b|\btouch overlay\b/i,
    topic: /^display(?:\b|$)/i,
    families: ["display"],
    buses: ["spi", "i2c"],
    pins: 3,
    powered: true,
    wanted: "display of the stated type, size and resolution",
  },
  {
    ...other,
    id: "touch",
    name: "Touch panel",
    kind: "display",
    words: /\btouch ?screen\b|\btouch (?:overlay|panel)\b/i,
    buses: ["i2c"],
    powered: true,
    wanted: "touch panel with controller",
  },
  {
    ...other,
    id: "buttons",
    name: "Buttons",
    parameter: /^(?:buttons?|emergency_buttons?|push_?buttons?|keys|enable_switch\w*)$/,
    words:
      /\b(?:push|physical|emergency|tactile|user|reset)[- ]?(?:physical )?buttons?\b|\bslide switch\b/i,
    buses: ["gpio"],
    count: /buttons?$/,
    wanted: "push button or switch, one a function",
  },
  ...PANEL,
  {
    id: "storage",
    name: "Data storage",
    kind: "memory",
    parameter:
      /^(?:internal_storage|mission_data_storage|data_storage|external_flash|eeprom|log_memory|datalog_size)$/,
    words:
      /\b(?:external|spi|nor|nand) flash\b|\beeprom\b|\bfram\b|\bemmc\b|\bnon-?volatile (?:memory|storage)\b/i,
    unless: /\bno emmc\b/i,
    families: ["memory"],
    buses: ["spi", "i2c"],
    powered: true,
    wanted: "non-volatile memory of the stated size",
  },
  {
    id: "rtc",
    name: "Real-time clock",
    kind: "other",
    words: /\brtc\b|\breal[- ]time clock\b/i,
    families: ["other"],
    attributes: { function: "rtc" },
    buses: ["i2c"],
    powered: true,
    wanted: "real-time clock",
  },
  {
    id: "haptic-driver",
    name: "Vibration motor drivers",
    kind: "actuator",
    parameter: /^(?:actuators|number_of_actuators|driver)$/,
    words: /\bvibration (?:motor|actuator)s?\b|\bhaptic\b|\blinear resonant actuator\b/i,
    families: ["driver"],
    attributes: { load: "vibration-motor" },
    buses: ["i2c"],
    pins: 1,
    powered: true,
    perPiece: /\bper (?:actuator|motor)\b/i,
    count: /actuators$/,
    wanted: "haptic driver, one an actuator",
  },
  {
    id: "motor-driver",
    name: "Motor driver",
    kind: "actuator",
    words:
      /\b(?:dc|stepper|brushed|brushless|pump) motors?\b|\bmotor (?:driver|controller|control for)\b|\bh-bridge\b|\blinear actuators?\b/i,
    unless:
      /\bvibration\b|\bmotor control (?:timers?|peripherals?|firmware|loops?|algorithms?|software)\b/i,
    families: ["driver"],
    buses: ["gpio"],
    peripherals: { pwm: 1 },
    pins: 2,
    powered: true,
    wanted: "motor driver for the stated current",
  },
  {
    ...other,
    id: "magnetorquers",
    name: "Magnetorquers",
    kind: "actuator",
    words: /\bmagnetorquers?\b/i,
    buses: ["gpio"],
    peripherals: { pwm: 1 },
    pins: 1,
    powered: true,
    count: /^magnetorquers?_axes$/,
    wanted: "magnetorquer coil and bridge driver, one an axis",
  },
  {
    id: "relay",
    name: "Relay",
    kind: "actuator",
    words:
      /\brelays?\b|\b(?:outlet|plug)s?\b.{0,40}\b(?:on or off|on and which|are on|switch\w*)\b|\bpower output (?:of|from) each (?:plug|outlet)\b/i,
    families: ["other"],
    attributes: { function: "relay" },
    buses: ["gpio"],
    powered: true,
    count: /^(?:relays?|relay_outputs?|outlets?)$/,
    wanted: "relay, one an output",
  },
  {
    ...other,
    id: "speaker",
    name: "Audio output",
    words: /\b(?:speaker|loudspeaker|headphone)s?\b|\baudio (?:output|amplifier)\b/i,
    kind: "actuator",
    families: ["other"],
    attributes: { function: "audio-amplifier" },
    buses: ["i2s"],
    powered: true,
    wanted: "audio amplifier",
  },
];
