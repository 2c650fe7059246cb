/** What is asked to be marked in a picture, as it comes from outside. */
import { z } from "metaforge";

/** More could not be told apart. */
const MOST = 2000;

export const Marks = z
  .array(
    z.strictObject({
      xMm: z.number(),
      yMm: z.number(),
      severity: z.enum(["error", "warning", "info"]),
      label: z.string().max(40),
      title: z.string().max(2000),
      sheet: z.string().max(1000).optional(),
    }),
  )
  .max(MOST)
  .optional();
