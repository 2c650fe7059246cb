/** Preloaded before a plugin's test: lets it import `metaforge` and `metaforge/testing` of this installation. */
import { resolveMetaforge } from "../../../core/run/resolve.ts";

resolveMetaforge();
