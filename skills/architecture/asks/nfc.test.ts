/** Whether a line about NFC wants a reader or what a phone reads. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { words } from "../fixtures/requirements.ts";
import { PLAIN, run } from "../fixtures/run.ts";

const test = suite("skills/architecture/asks/nfc");

const asked = async (statement: string) => {
  const { design } = await run([...PLAIN, words("n", statement)]);
  return design.blocks.filter(({ id }) => id.startsWith("nfc")).map(({ id }) => id);
};

test("wants a tag where a phone reads it or sets the device up", async () => {
  const lines = [
    "An NFC interface shall allow commissioning with a phone.",
    "The device is paired by tapping a smartphone (NFC)",
    "Provisioning over NFC",
    "Smartphones read the serial number by NFC",
  ];
  for (const text of lines) assert.equal(await asked(text), ["nfc-tag"], text);
  const { block } = await run([...PLAIN, words("n", lines[0]!)]);
  assert.match(block("nfc-tag")!.tbd!, /^dynamic NFC tag with I2C \(the phone is the reader/);
});

test("wants a reader where the device reads", async () => {
  const lines = [
    "It reads NFC cards",
    "NFC reader for badges",
    "An RFID reader identifies the animals",
    "The NFC reader shall read tags and phones",
  ];
  for (const text of lines) assert.equal(await asked(text), ["nfc"], text);
});

test.run();
