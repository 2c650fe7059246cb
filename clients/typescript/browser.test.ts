/** The published client in a real browser, from a plain module script on a page of another origin. */
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { text } from "node:stream/consumers";
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { buildClient } from "../../config/build.ts";
import { needs } from "../../test/runner/needs.ts";
import { stageWith } from "./stage.ts";

const test = suite("clients/typescript/browser");
const inChromium = needs("chromium", test);

const KEY = "key-of-the-page";

/** What the page does; it reports what it saw. */
const SCRIPT = `
  import { MetaForgeClient } from "/client/index.js";
  const { base, apiKey } = JSON.parse(document.body.dataset.about);
  const client = new MetaForgeClient(base, { apiKey });
  const files = { "電源 µ.txt": "5 V\\n" };
  const seen = {};
  const tell = () => fetch("/seen", { method: "POST", body: JSON.stringify(seen) });
  setTimeout(() => ((seen.error = "took too long"), tell()), 50_000);
  try {
    const session = await client.runSkill("write-files", { args: { files, steps: 8 } });
    seen.progress = [];
    await session.waitForCompletion({ onProgress: ({ progress }) => seen.progress.push(progress) });
    seen.waits = session.status;
    seen.text = new TextDecoder().decode(await session.artifact("電源 µ.txt"));
    await session.approve("from a page");
    seen.decided = [session.status, session.decision.comment];
    seen.events = [];
    for await (const { event, data } of client.events({ since: 0 })) {
      if (event !== "agent.progress") seen.events.push(event);
      if (event === "session.approved") break;
    }
    const none = await client.session("session-none").catch((error) => error);
    seen.missing = [none.name, none.code, none.status];
    seen.refused = [];
    if (apiKey) {
      const other = new MetaForgeClient(base, { apiKey: "another" });
      const refused = await other.events().next().catch((error) => error);
      seen.refused = [refused.name, refused.code];
    }
    const nobody = new MetaForgeClient("http://127.0.0.1:9", { retries: 0 });
    const lost = await nobody.health().catch((error) => error);
    seen.lost = [lost.name, lost.code];
  } catch (error) {
    seen.error = String(error.stack ?? error);
  }
  await tell();
`;

for (const [how, apiKey] of [
  ["over a WebSocket", undefined],
  ["with a key, over fetch alone", KEY],
] as const) {
  inChromium(`runs, waits, follows and approves ${how}`, async () => {
    await using page = await pageServer();
    const sha256 = createHash("sha256").update(KEY).digest("hex");
    await using stage = await stageWith({
      allowedOrigins: [page.origin],
      ...(apiKey === undefined ? {} : { apiKeys: [{ name: "page", sha256 }] }),
    });
    const { progress, ...seen } = await page.open({ base: stage.base, apiKey });
    assert.equal(seen, {
      waits: "pending_approval",
      text: "5 V\n",
      decided: ["completed", "from a page"],
      events: ["session.created", "session.started", "session.complete", "session.approved"],
      missing: ["ApiError", "NOT_FOUND", 404],
      refused: apiKey === undefined ? [] : ["ApiError", "UNAUTHORIZED"],
      lost: ["ConnectionError", "CONNECTION_FAILED"],
    });
    assert.ok((progress as number[]).length > 2 && (progress as number[]).at(-1) === 1);
    assert.is(readFileSync(stage.at("電源 µ.txt"), "utf8"), "5 V\n");
  });
}

test.run();

/** Serves the compiled client and one page, and waits for what the page reports. */
async function pageServer() {
  const folder = mkdtempSync(join(realpathSync(tmpdir()), "metaforge-page-"));
  const client = buildClient(folder);
  let page = "";
  let report = (_seen: string) => {};
  const server = createServer(async (req, res) => {
    const name = basename(req.url!);
    if (req.method === "POST") report(await text(req));
    if (req.url!.startsWith("/client/")) {
      res.setHeader("content-type", "text/javascript");
      res.end(readFileSync(join(client, name)));
    } else res.setHeader("content-type", "text/html; charset=utf-8").end(page);
  });
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    /** What the page reports, or that the browser ended. */
    async open(about: object): Promise<Record<string, unknown>> {
      const told = JSON.stringify(about).replaceAll("'", "&#39;");
      page = `<!doctype html><body data-about='${told}'><script type="module">${SCRIPT}</script>`;
      const seen = new Promise<string>((resolve) => (report = resolve));
      const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"];
      const profile = `--user-data-dir=${join(folder, "profile")}`;
      const browser = spawn("chromium", [...flags, profile, origin], { stdio: "ignore" });
      const exited = new Promise<string>((resolve) =>
        browser.once("exit", (code) => resolve(`{"error": "chromium ended with ${code}"}`)),
      );
      try {
        return JSON.parse(await Promise.race([seen, exited])) as Record<string, unknown>;
      } finally {
        browser.kill("SIGKILL");
        await exited;
      }
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => void server.close(resolve));
      // The browser's own processes may still write for a moment.
      rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    },
  };
}
