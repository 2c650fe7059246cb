/** The API's description, OpenAPI 3.1, made from the same table of routes and schemas that answers requests. */
import { ERRORS } from "../errors.ts";
import type { ErrorCode } from "../errors.ts";
import { BASE } from "./app.ts";
import { ERROR_DOCS } from "./describe/error-docs.ts";
import { EXAMPLES } from "./describe/examples.ts";
import { TAGS } from "./describe/operation.ts";
import { toOperation } from "./operation.ts";
import type { Route } from "./route.ts";
import { componentSchemas } from "./schemas.ts";
import type { JsonObject } from "./schemas.ts";

export function toOpenApi(routes: readonly Route[], version: string): JsonObject {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, "{$1}");
    paths[path] = { ...paths[path], [route.method.toLowerCase()]: toOperation(route) };
  }
  const codes = Object.entries(ERROR_DOCS) as [ErrorCode, string][];
  const used = codes.filter(([code]) => code !== "METHOD_NOT_ALLOWED");
  return {
    openapi: "3.1.0",
    info: {
      title: "MetaForge Gateway",
      version,
      summary: "Skills propose files, a person approves them, only then they are written.",
      description: prose(codes),
      license: { name: "MIT", identifier: "MIT" },
    },
    servers: [{ url: BASE, description: "This gateway." }],
    tags: Object.entries(TAGS).map(([name, description]) => ({ name, description })),
    // None is asked for until keys are configured.
    security: [{}, { key: [] }],
    paths,
    components: {
      schemas: componentSchemas(),
      examples: Object.fromEntries(
        used.map(([code, summary]) => [code, { summary, value: EXAMPLES.errors[code] }]),
      ),
      securitySchemes: {
        key: {
          type: "http",
          scheme: "bearer",
          description: "A key from `apiKeys` of the configuration; none is asked for without it.",
        },
      },
    },
  };
}

const prose = (codes: readonly [ErrorCode, string][]): string => `\
An engineer brings a document, a **skill** reads it and proposes files, a person reads the diff and decides. Until then \
nothing in the workspace changes.

## A workflow

1. \`POST /agent/run\` starts a run and names its session.
2. \`GET /agent/{id}/status\` says how it stands; \`/ws\` and \`GET /events\` tell without being asked.
3. \`GET /session/{id}/diff\` shows what would change.
4. \`POST /approve/{session}\` writes it, \`POST /reject/{session}\` does not.

## Requests

- Bodies are \`application/json\` in UTF-8, at most 1 MiB and 64 levels deep. Unknown fields are refused.
- A query parameter that is empty, wrong or there twice is refused; an unknown one is ignored.
- Every path that takes GET takes HEAD: the same status and headers, no body. Another method is answered 405 with \`Allow\`.
- A path has one spelling: \`//\`, \`/../\` and escaped slashes are 404.

## Answers

- JSON, unless the operation says otherwise. Fields that are always there are \`required\`; more may be added later, \
so ignore what you do not know. Times are UTC, RFC 3339. Paths are relative to the workspace.
- Nothing is cached (\`Cache-Control: no-store\`), and other sites' pages cannot read it.
- A request that got no answer may be repeated when it reads. \`POST /agent/run\` repeated starts another run, unless a \
\`session_id\` is named: then it is started once.

## Access

The gateway listens on this machine alone, unless \`host\` says otherwise, which takes keys. It asks for none until \
\`apiKeys\` are configured; then each request needs \
\`Authorization: Bearer KEY\`, \`/docs\` too. What you type into a browser sends no header, so save it: \
\`curl -H 'Authorization: Bearer KEY' http://localhost:3000/docs > docs.html\`. Pages of other sites are refused, whatever \
they send, unless \`allowedOrigins\` names them.

## Errors

Every answer that is no success has the same form, \`{"error": {"code", "message", "details"}}\`. Codes are stable for ever.
A method that a path does not take is no operation of it, so it is answered here:

\`\`\`http
HTTP/1.1 405 Method Not Allowed
Allow: GET, HEAD

${JSON.stringify(EXAMPLES.errors.METHOD_NOT_ALLOWED)}
\`\`\`

| Code | Status | Meaning |
|---|---|---|
${codes.map(([code, meaning]) => `| \`${code}\` | ${ERRORS[code].status} | ${meaning} |`).join("\n")}
`;
