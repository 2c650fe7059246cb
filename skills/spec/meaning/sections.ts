/** What a heading says about the statements below it, as data. */

export type SectionKind =
  | "requirement" // says how the product has to be
  | "excluded" // non-goals, out of scope
  | "background" // overview, stakeholders, user stories, glossary, references, history
  | "design" // chosen or candidate parts, reference designs, comparisons
  | "schedule"
  | "questions"
  | "risk"
  | "test"; // how it will be verified

export interface SectionSense {
  readonly kind: SectionKind;
  readonly priority: "must" | "should" | "may" | null;
}

/** Heading words → kind; the innermost heading that fits decides, the first row that fits it wins. */
const KINDS: readonly (readonly [RegExp, SectionKind])[] = [
  [
    /\bnon[- ]?(?:requirements?|goals?|objectives?)\b|out[- ]of[- ]scope|\bnot (?:in scope|included|required|supported|planned)\b|\bexclusions?\b|\bexcluded\b|\banti-?goals?\b|won'?t have|will not (?:have|do)|\bfuture (?:work|improvements?|enhancements?|features?|versions?|revisions?|considerations?|ideas?|plans?|scope|development)\b|\bdeferred\b/i,
    "excluded",
  ],
  [/non-?functional/i, "requirement"],
  [
    /open (?:questions?|issues?|items?|points?)|^questions?\b|\bunknowns?\b|\btb[dcr]s?\b|unresolved|to be (?:determined|decided)|outstanding (?:questions|items)|clarification|^to-?dos?$/i,
    "questions",
  ],
  [
    /reference designs?|similar (?:products|designs)|competit|competing|prior art|benchmark|alternatives? considered|market (?:analysis|research)|existing (?:products|solutions|systems|hardware)|inspiration|trade (?:study|studies)|comparisons?\b/i,
    "design",
  ],
  [
    /bill of materials|\bbom\b(?!.*(?:cost|budget|target))|parts? list|shopping list|component (?:selection|choices?|candidates?|list|suggestion|option)|candidate|(?:selected|suggested|chosen|proposed|recommended|possible|example) (?:components?|parts?|hardware)|part (?:selection|options|numbers?)|components? used|design (?:notes?|decisions?|ideas?|options?)|pin ?(?:out|map|mapping|assignment)s?$|suppliers?|vendors?|sourcing links|implementation (?:notes?|ideas?|plan)|selection criteria/i,
    "design",
  ],
  [
    /revision|change ?log|version history|document (?:history|control|information)|^history$|approval|sign-?off|distribution list|authors?$|contributors?|licen[cs]e$/i,
    "background",
  ],
  [
    /related|references?$|^references?\b|applicable documents|bibliography|further reading|see also|resources|^links?$|documents?$|glossary|terminology|definitions?|acronyms?|abbreviations?|nomenclature|table of contents|^contents$|^toc$|appendix/i,
    "background",
  ],
  [
    /user stor|use cases?|personas?|stakeholders?|target (?:users?|market|audience|customers?)|^users?$|customers?\b|market\b|business (?:case|objectives?|goals?)|marketing|document information|scenarios?\b|voice of/i,
    "background",
  ],
  [
    /timeline|schedule|milestones?|roadmap|project plan|phases?$|deliver(?:y|ables?)|work packages?|gantt|next steps|deadline/i,
    "schedule",
  ],
  [/\brisks?\b|mitigations?|\bconcerns?\b|failure modes|fmea/i, "risk"],
  [
    /verification (?:matrix|approach|method|plan|summary)|traceability|compliance matrix|^verification$/i,
    "background",
  ],
  [
    /\btests?\b|\btesting\b|validation|verification|qualification|acceptance procedure|test plan/i,
    "test",
  ],
  [
    /^(?:overview|assumptions?(?: (?:and|&) dependencies)?|introduction|intro|background|purpose|scope|summary|abstract|executive summary|about|motivation|vision|context|problem(?: statement)?|mission(?: statement)?|description|project (?:overview|objective|description|summary|background)s?|objectives?|what is .*|preface|document overview|system (?:overview|description)|product (?:overview|description|vision)|rationale|philosophy)$/i,
    "background",
  ],
];

const PRIORITIES: readonly (readonly [RegExp, "must" | "should" | "may"])[] = [
  [
    /stretch|nice[- ]to[- ]have|could have|optional|future|wish ?list|bonus|^later$|if time|later (?:versions?|revisions?)|v2\b(?!.*\b(?:requirements?|specifications?|prd)\b)|phase [2-9]|enhancements?$|extras?$|won'?t/i,
    "may",
  ],
  [/should have|desired|desirable|preferred|recommended|secondary|goals?$|^targets?$/i, "should"],
  [/must have|mandatory|essential|required|critical|^minimum|shall/i, "must"],
];

const TOPIC =
  /\b(?:power|electrical|mechanical|environment(?:al)?|interfaces?|performance|dimensions?|size|weight|cost|budget|physical|communications?|sensors?|reliability|safety|compliance|requirements?|specifications?|constraints?|modes?|limits?|ratings?)\b/i;

/** "Cost and schedule": one part of a joint heading that names a requirement is enough to read below it. */
function kindOf(heading: string): SectionKind | null {
  const whole = kindOfWords(heading);
  if (whole === null || ["requirement", "excluded", "questions"].includes(whole)) return whole;
  const parts = heading.split(/\s*(?:\band\b|&|\+|,|\/)\s*/i);
  const specifies = (part: string): boolean => kindOfWords(part) === null && TOPIC.test(part);
  return parts.length > 1 && parts.some(specifies) ? "requirement" : whole;
}

const kindOfWords = (words: string): SectionKind | null =>
  KINDS.find(([fits]) => fits.test(words))?.[1] ?? null;

/** What the headings above a statement, outermost first, say about it. */
export function senseOf(section: readonly string[], parents: readonly string[] = []): SectionSense {
  // "The following are out of scope:" before a list does what a heading does.
  const led = parents.map((words) => KINDS.find(([fit]) => fit.test(words))?.[1]);
  const kindOfList = led.find((found) => found === "excluded" || found === "questions");
  if (kindOfList) return { kind: kindOfList, priority: null };
  let kind: SectionKind | null = null;
  let topic = false;
  let priority: SectionSense["priority"] = null;
  for (let at = section.length - 1; at >= 0; at--) {
    const heading = section[at]!;
    // The title of the document names the product, not a section.
    const title = at === 0 && section.length > 1;
    // A topic of its own below an overview or a use case specifies again.
    if (kind === null && !title && at > 0 && TOPIC.test(heading)) topic = true;
    if (!title) kind ??= kindOf(heading);
    if (!title) priority ??= PRIORITIES.find(([words]) => words.test(heading))?.[1] ?? null;
    // An explicit "Requirements" or "Specifications" below an overview is one.
    if (
      !title &&
      kind === null &&
      /requirement|specification|constraint|must|shall|limits?$|performance|operational modes?/i.test(
        heading,
      )
    )
      kind = "requirement";
  }
  if (topic && kind === "background") kind = "requirement";
  return { kind: kind ?? "requirement", priority };
}
