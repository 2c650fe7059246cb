/** Preloaded before a plugin's test: lets it import `metaforge` and its other doors of this installation. */
import { resolveMetaforge } from "../../../core/run/resolve.ts";

resolveMetaforge();
