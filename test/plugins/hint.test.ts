/** The hint beside a plugin that could not be imported fits what went wrong. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { pluginHome } from "./home.ts";

const test = suite("test/plugins/hint");

test("tells apart a syntax Node does not run, a missing import, a thrown error and a missing folder", async () => {
  using home = pluginHome({
    "user/enums/index.ts": "enum A { X }",
    "user/broken/index.ts": "const a = ;",
    "user/decorated/index.ts": "@dec class A {}",
    "user/package/index.ts": 'import "no-such-package";',
    "user/file/index.ts": 'import "./no-such-file.ts";',
    "user/throws/index.ts": 'throw new Error("boom");',
    "user/parses/index.ts": "JSON.parse('{');",
    "user/exits/index.ts": "process.exit(1);",
  });
  const userPlugins = ["user", "gone"].map((name) => ({ name: home.at(name), from: home.root }));
  await using loaded = await home.host({ find: { userPlugins } });
  for (const [name, hint] of [
    ["enums", "no enums"],
    ["broken", "no enums"],
    ["decorated", "no enums"],
    ["package", "install it"],
    ["file", "correct the import"],
    ["throws", "runs while it is imported"],
    ["parses", "runs while it is imported"],
    ["exits", "runs while it is imported"],
    ["gone", "in the metaforge.yaml"],
  ] as const) {
    const { error } = loaded.row(name);
    assert.match(error!.hint!, hint, `${name}: ${error!.message}: ${error!.hint}`);
  }
});

test.run();
