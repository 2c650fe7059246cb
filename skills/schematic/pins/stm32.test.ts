/** Reset and boot of STM32 where they share a pin with a port. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { block, rail } from "../fixtures/architecture.ts";
import { chip, link, wired } from "../fixtures/wired.ts";

const test = suite("skills/schematic/pins/stm32");

const MEMORY = chip("X:Memory", ["VDD", "GND", "SCK", "MOSI", "MISO", "CS:input"]);
const bus = ["SPI1_SCK", "SPI1_MOSI", "SPI1_MISO"];

function drawn(id: string, ports: readonly string[]) {
  const mcu = chip(id, ["VDD", "GND", ...ports, ...bus]);
  return wired(
    [mcu, MEMORY],
    [block("mcu", id, { kind: "mcu" }), block("memory", "X:Memory", link("mcu", "spi"))],
    [rail("main", null, ["mcu", "memory"])],
  );
}

test("never gives a pin that is reset away, and takes one that is boot last", () => {
  const at = (id: string, ports: string[]) => drawn(id, ports).nets.CS_U2?.[1];
  assert.is(at("MCU_ST_STM32U0:STM32U031F8Px", ["PF2", "PF3", "PA0"]), "U1.5");
  assert.is(at("MCU_ST_STM32G4:STM32G431K8Tx", ["PG10", "PB8"]), "U1.4");
  assert.is(at("MCU_ST_STM32C0:STM32C011F6Px", ["PF2"]), undefined);
  // Other families have reset at a pin of its own, and PF2 is a port like any other.
  assert.is(at("MCU_ST_STM32F3:STM32F303CCTx", ["PF2", "PA0"]), "U1.3");
  assert.is(at("MCU_ST_STM32L0:STM32L053C8Tx", ["PB9", "BOOT0:input"]), "U1.3");
});

test("tells of an open pin that it is reset or boot as well", () => {
  const { tbd } = drawn("MCU_ST_STM32L4:STM32L432KCUx", ["PH3", "PA0"]);
  assert.is(tbd.find(({ what }) => what === "U1 has open inputs")!.reason, "3 PH3 (BOOT0)");
  const other = drawn("MCU_ST_STM32F4:STM32F405RGTx", ["PH3", "PA0"]);
  assert.not(other.told.includes("mcu: U1 has open inputs"));
});

test.run();
