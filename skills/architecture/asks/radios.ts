/** Which words of a requirement ask for which radio. */
import type { Rule } from "./rule.ts";

const radio = { kind: "radio", buses: ["spi", "uart"], powered: true } as const;

/** A phone reads tags; what is read by it, or set up with it, needs no reader. */
const PHONE =
  /\bnfc\b.*\b(?:(?:smart|mobile )?phones?|smartphones?|commission\w*|pairing|provisioning|tap to)\b|\b(?:(?:smart|mobile )?phones?|smartphones?|commission\w*|pairing|provisioning)\b.*\bnfc\b/i;
const READER =
  /\bread(?:s|ing)? (?:of )?(?:the )?(?:[\w-]+ ){0,3}(?:tags?|cards?|badges?|labels?|chips?|phones?)\b|\b(?:nfc|rfid|card|tag) readers?\b/i;

export const RADIOS: readonly Rule[] = [
  {
    ...radio,
    id: "wifi",
    name: "Wi-Fi",
    values: /^wi-?fi\b|^802\.11/i,
    words: /\bwi-?fi\b|\b802\.11\b|\bwlan\b/i,
    families: ["radio-module"],
    interfaces: ["wifi"],
    inside: "wifi",
    wanted: "Wi-Fi",
  },
  {
    ...radio,
    id: "ble",
    name: "Bluetooth Low Energy",
    values: /^ble\b|^bluetooth/i,
    words: /\bble\b|\bbluetooth\b/i,
    families: ["radio-module"],
    interfaces: ["ble"],
    inside: "ble",
    wanted: "Bluetooth Low Energy",
  },
  {
    ...radio,
    id: "lora",
    name: "LoRa",
    values: /^lora/i,
    words: /\blora(?:wan)?\b/i,
    families: ["radio-module", "radio"],
    interfaces: ["lora"],
    inside: "lora",
    wanted: "LoRa transceiver",
  },
  {
    ...radio,
    id: "ieee-802-15-4",
    name: "IEEE 802.15.4",
    values: /^(?:zigbee|thread|matter|802\.15\.4)/i,
    words: /\bzigbee\b|\b802\.15\.4\b|\bthread network\b/i,
    families: ["radio-module"],
    interfaces: ["802.15.4"],
    inside: "802.15.4",
    wanted: "IEEE 802.15.4 transceiver",
  },
  {
    ...radio,
    id: "cellular",
    name: "Cellular modem",
    values: /^(?:lte|nb-?iot|gsm|gprs|4g|5g)/i,
    words: /\blte(?:-m|-cat)?\b|\bnb-?iot\b|\bcellular\b|\bgsm\b/i,
    families: ["radio-module"],
    attributes: { modem: "at-commands" },
    buses: ["uart"],
    wanted: "cellular modem",
  },
  {
    ...radio,
    id: "uwb",
    name: "Ultra-wideband radio",
    words: /\buwb\b|\bultra-?wide-?band\b/i,
    families: ["radio-module", "radio"],
    attributes: { modulation: "UWB" },
    wanted: "ultra-wideband transceiver",
  },
  {
    ...radio,
    id: "rf-transceiver",
    name: "Radio transceiver",
    parameter: /^(?:transmit_frequency|transmitter_data_rate|radio_frequency|rf_frequency)$/,
    words: /\b(?:rf|radio|vhf|uhf|sub-?ghz|amateur|ism) (?:transmitter|transceiver|module)s?\b/i,
    topic: /\btransmitter\b|\bbeacon\b/i,
    families: ["radio", "radio-module"],
    buses: ["spi"],
    pins: 2,
    wanted: "radio transceiver of the stated frequency, power and modulation",
  },
  {
    ...radio,
    id: "remote-link",
    name: "Link to an app or assistant",
    words:
      /\bvoice (?:assistant|control)\b|\b(?:mobile|phone|smartphone) app(?:lication)?\b|\bwireless standard\b/i,
    families: [],
    buses: [],
    wanted: "radio or network; the document names no standard",
  },
  {
    ...radio,
    id: "nfc-tag",
    name: "NFC tag",
    words: PHONE,
    unless: READER,
    families: [],
    buses: ["i2c"],
    pins: 1,
    wanted:
      "dynamic NFC tag with I2C (the phone is the reader; its field may wake the controller) and its antenna",
  },
  {
    ...radio,
    id: "nfc",
    name: "NFC",
    words: /\bnfc\b|\brfid\b/i,
    unless: new RegExp(`^(?!.*(?:${READER.source})).*(?:${PHONE.source})`, "i"),
    families: [],
    wanted: "NFC or RFID reader",
  },
];
