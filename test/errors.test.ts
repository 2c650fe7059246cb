/** Pins the table of error codes: a code or a status that changes is a change for every client. */
import { suite } from "uvu";
import * as assert from "uvu/assert";
import { ERRORS, fail, isGatewayError, toErrorReport } from "../core/errors.ts";

const test = suite("core/errors");

test("keeps every code and its status", () => {
  const table = Object.entries(ERRORS).map(([code, { status }]) => `${code} ${status}`);
  assert.equal(table, [
    "VALIDATION_ERROR 400",
    "UNAUTHORIZED 401",
    "FORBIDDEN 403",
    "NOT_FOUND 404",
    "METHOD_NOT_ALLOWED 405",
    "CONFLICT 409",
    "PAYLOAD_TOO_LARGE 413",
    "UNSUPPORTED_MEDIA_TYPE 415",
    "RATE_LIMITED 429",
    "AGENT_ERROR 500",
    "TOOL_ERROR 500",
    "INTERNAL_ERROR 500",
    "UNAVAILABLE 503",
    "TIMEOUT 504",
    "STORAGE_ERROR 507",
    "DUPLICATE_SERVICE 500",
    "CONFIG_INVALID 500",
    "START_REFUSED 500",
    "PLUGIN_UNTRUSTED 503",
    "PLUGIN_CHANGED 503",
    "PLUGIN_IMPORT_FAILED 500",
    "PLUGIN_NOT_DEFINED 500",
    "PLUGIN_NAME_MISMATCH 500",
    "PLUGIN_DUPLICATE 500",
    "PLUGIN_NEEDS_MISSING 500",
    "PLUGIN_NEEDS_CYCLE 500",
    "PLUGIN_START_TIMEOUT 504",
    "PLUGIN_UNSAFE 500",
  ]);
});

test("fills the message from the details and leaves what it does not know", () => {
  const error = fail("PLUGIN_DUPLICATE", { plugin: "spec" });
  assert.is(error.message, "'spec' is already loaded from {first}");
  assert.is(error.hint, "rename one of the two");
});

test("recognises an error by its code, also a copy that crossed a process border", () => {
  assert.ok(isGatewayError(structuredClone({ ...fail("CONFLICT", { problem: "late" }) })));
  assert.not(isGatewayError({ code: "toString", status: 500 }));
  assert.not(isGatewayError({ code: "ENOENT" }));
  assert.not(isGatewayError(null));
});

test("keeps the text of an unknown error to itself", () => {
  const report = toErrorReport(new Error("no such table: secrets"));
  assert.equal(report, { code: "INTERNAL_ERROR", message: "Internal error", details: {} });
});

test("shows the text of an unknown error where the caller named what failed", () => {
  const report = toErrorReport("out of paper", "AGENT_ERROR");
  assert.is(report.message, "The agent failed: out of paper");
});

test.run();
