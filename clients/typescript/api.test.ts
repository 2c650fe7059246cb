/** The client's types are those of the API as it is. */
import { readFileSync } from "node:fs";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { TYPES, clientTypes } from "../../config/write-client-types.ts";

const test = suite("clients/typescript/api");

test("is what config/write-client-types.ts makes of the API's description today", async () => {
  const stored = readFileSync(TYPES, "utf8");
  assert.ok(stored === (await clientTypes()), "run `node config/write-client-types.ts`");
});

test.run();
