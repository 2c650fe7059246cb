/** Says what each column of a table holds, by its title: the parameter, a bound, a unit, a sentence. */
import { QUANTITY_HEADER, unitOfName } from "./columns.ts";

export type Role =
  | "id"
  | "name"
  | "sentence"
  | "value"
  | "min"
  | "typ"
  | "max"
  | "unit"
  | "tolerance"
  | "priority"
  | "condition"
  | "owner"
  | "note"
  | "data";

interface Words {
  readonly text: string;
}

/** The role of each column; `body` are the rows below the titles. */
export function rolesOf(titles: readonly string[], body: readonly (readonly Words[])[]): Role[] {
  const roles = titles.map((title, at): Role => {
    const role = ROLES.find(([words]) => words.test(title))?.[1] ?? "data";
    // A "Level" of 24 V is a value; one of "high" or "2" says how much a row binds.
    const measured =
      role === "priority" && body.some((row) => /\d\s?[^\s\d]/.test(row[at]?.text ?? ""));
    return measured ? "value" : role;
  });
  // "Topic | Spec": what sorts the rows elsewhere names them here.
  if (
    roles.includes("value") &&
    !roles.some((role) => ["name", "sentence", "data"].includes(role))
  ) {
    const owner = roles.indexOf("owner");
    if (owner >= 0) roles[owner] = "name";
  }
  // "Condition | Operating | Storage": the first column names the rows.
  if (roles[0] === "value" && roles.slice(1).includes("data")) roles[0] = "name";
  if (
    roles[0] === "condition" &&
    !roles.some((role) => ["name", "sentence", "value", "min", "max"].includes(role))
  ) {
    roles[0] = "name";
  }
  // "Aspect | Requirement | Acceptance": where a column names the parameter, the requirement is its value.
  if (
    roles.includes("name") &&
    !roles.includes("value") &&
    roles.includes("sentence") &&
    !isDescribed(titles, roles)
  ) {
    roles[roles.indexOf("sentence")] = "value";
  }
  const bounded = roles.some((role) => ["value", "min", "typ", "max"].includes(role));
  // "Requirement | Measurement" names the parameter; "ID | Requirement | Parent" holds sentences.
  const named = roles.map((role): Role => (role === "sentence" && bounded ? "name" : role));
  if (!named.includes("name") && !named.includes("sentence")) {
    const first = named.findIndex((role) => role === "data");
    // "Voltage (V) | Current (mA)": every column is a parameter, and no row has a name.
    const unnamed = unitOfName(titles[first]) !== undefined;
    if (first >= 0 && !unnamed && (bounded || named.filter((role) => role === "data").length > 1)) {
      named[first] = "name";
    }
  }
  if (named.includes("name") && named.includes("sentence")) {
    // "Mode | Description | Power": the description explains, the last column measures.
    if (named.some((role, i) => role === "data" && QUANTITY_HEADER.test(titles[i]!))) {
      return named.map((role) => (role === "sentence" ? "note" : role));
    }
  }
  return named;
}

/** "Mode | Description | Power": the description explains what another column measures. */
const isDescribed = (titles: readonly string[], roles: readonly Role[]): boolean =>
  /description|definition/i.test(titles[roles.indexOf("sentence")]!);

/** Header words → role; the first row that fits wins. */
const ROLES: readonly (readonly [RegExp, Role])[] = [
  [
    /^(?:#|no\.?|nr\.?|n°|id|#id|req\.?(?:uirement)?\s*(?:id|no\.?|#|number)|ref\.?|item\s*(?:no\.?|#)|rank)$/i,
    "id",
  ],
  [/^min(?:imum|\.)?(?:\s|$|\()/i, "min"],
  [/^(?:typ(?:ical|\.)?|nom(?:inal|\.)?)(?:\s|$|\()/i, "typ"],
  [/^max(?:imum|\.)?(?:\s|$|\()/i, "max"],
  [/^(?:units?|uom)$/i, "unit"],
  [/^tol(?:erances?|\.)?(?:\s*[([].*)?$/i, "tolerance"],
  [/^(?:prio(?:rity)?|moscow|importance|level|must\/should|criticality|class)$/i, "priority"],
  [/^(?:conditions?|test conditions?|at)$/i, "condition"],
  [
    /note|comment|remark|rationale|justification|source|parent|trace|verif|method|status|owner|reference|reason|why|link|author|date|closure|timeline|due|estimated|phase|quarter|acceptance|how (?:to|it)|\bactual|as[- ]built|measured|achieved|result|current (?:value|design|status)/i,
    "note",
  ],
  [
    /^(?:values?|measurement|target(?: value)?|limits?|threshold|rating|specs?|specifications?|range|requirement value|goal|acceptance(?: criteria)?|criteria|quantity|qty\.?|setting)(?:\s*\(.*\))?$/i,
    "value",
  ],
  [/requirements?|description|shall|statement|definition/i, "sentence"],
  [
    /^(?:category|categories|area|type|group|domain|sub-?systems?|block|module|section|topic)$/i,
    "owner",
  ],
  [
    /^(?:parameters?|characteristics?|items?|features?|attributes?|metrics?|propert(?:y|ies)|names?|signals?|functions?|modes?|component|aspect|field|key)$/i,
    "name",
  ],
];
