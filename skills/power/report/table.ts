/** Markdown of foreign words and tables, as reports of all skills write them. */
export { tableOfMarkdown as table, words } from "metaforge/report";
