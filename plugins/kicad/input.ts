/** The inputs of the actions: a project of the workspace by any of its files, or a draft. */
import { z } from "metaforge";
import { PROJECT_FILES } from "./project/endings.ts";

/** Neither absolute nor upwards. What it names is checked by the workspace. */
const isRelative = (path: string) =>
  !path.startsWith("/") && !path.includes("\\") && !path.split("/").includes("..");

const relative = (what: string) =>
  z.string().min(1).max(1000).refine(isRelative, `${what} is relative and leads nowhere up`);

const isProjectFile = (name: string) =>
  PROJECT_FILES.endings.some((ending) => name.toLowerCase().endsWith(ending));

const timeoutMs = z.int().min(1).max(3_600_000).optional();

/** `options`: what the action takes beside the project. */
export const onProject = <Shape extends z.ZodRawShape>(options: Shape) =>
  z.union(
    [
      z.strictObject({ project: relative("a project's path"), timeoutMs, ...options }),
      z.strictObject({
        stem: z.string().regex(/^[^/\\.][^/\\]{0,200}$/),
        files: z.record(
          relative("a file's name").refine(isProjectFile, "a draft holds KiCad's files alone"),
          z.string(),
        ),
        timeoutMs,
        ...options,
      }),
    ],
    'name a project, { "project": "x.kicad_pro" }, or give a draft of KiCad\'s files, { "stem": "x", "files": {…} }',
  );
