/** What belongs to a computer module, and what stays with the controller beside it. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { constraint, words } from "../fixtures/requirements.ts";
import { PLAIN, run } from "../fixtures/run.ts";

const test = suite("skills/architecture/asks/pictured");

const MCU = constraint("mcu", { parameter: "mcu", statement: "An MCU", values: ["true"] });
const SCREEN = constraint("d", { parameter: "display", statement: "A display on HDMI" });
const BOARD = words("som", "A single board computer shows the pictures");

test("links a display to no small controller where a computer module is there", async () => {
  const both = await run([...PLAIN, MCU, SCREEN, BOARD]);
  assert.equal(both.block("display")!.interfaces, []);
  const risk = both.design.risks.find(({ id }) => id === "computer-links")!;
  assert.match(risk.text, /links of computer are not laid out.* lead to .*display/);
  const alone = await run([...PLAIN, MCU, SCREEN]);
  assert.ok(!alone.design.risks.some(({ id }) => id === "computer-links"));
});

test("shows a connection of the battery by no plug that is there for data", async () => {
  const usb = (subject: string) =>
    constraint("c", {
      ...{ category: "interface", parameter: "connection", subject },
      ...{ values: ["USB"], statement: "Connection: USB" },
    });
  const row = async (subject: string) =>
    (await run([...PLAIN, MCU, usb(subject)])).design.coverage.find(
      ({ requirement }) => requirement === "REQ-c",
    )!;
  assert.is((await row("battery")).status === "addressed", false);
});

test.run();
