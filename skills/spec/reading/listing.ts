/** Recognises tables that list something other than requirements: pins, parts, registers, revisions, tasks, risks. */

type Test = (titles: readonly string[]) => boolean;

const has =
  (...words: readonly RegExp[]): Test =>
  (titles) =>
    words.every((word) => titles.some((title) => word.test(title)));

const LISTINGS: readonly Test[] = [
  has(
    /^(?:pin|pins|pin ?(?:#|no\.?|number|name)|gpio(?: pin)?|pad)$/i,
    /function|signal|net|name|description|connect|purpose|use|gpio|assign|type|label/i,
  ),
  has(
    /^(?:qty\.?|quantity|amount|count|#)$/i,
    /part|component|item|description|designator|reference|mpn|name|material/i,
    /price|cost|supplier|link|mpn|manufacturer|vendor|designator|source|footprint|part (?:number|no)|total/i,
  ),
  has(
    /^(?:component|part|item|module|name)s?$/i,
    /^(?:link|url|supplier|vendor|datasheet|part ?(?:number|no\.?|#)|mpn|manufacturer)$/i,
  ),
  has(/^(?:rev(?:ision)?|version|ver\.?|issue)$/i, /date|author|change|description|comment/i),
  has(
    /^(?:date|day|week|month|milestone|task|phase|sprint|deliverable)s?$/i,
    /date|due|deadline|duration|owner|deliverable|end|start|status|who|responsible/i,
  ),
  has(
    /^(?:bytes?|bits?|offset|address|addr|register|opcode|command|cmd|index|reg)(?:\s*(?:\(hex\)|#|no\.?))?$/i,
    /description|meaning|type|value|name|content|function|data|default|access/i,
  ),
  has(/^analysis$/i, /^(?:test|inspection|demonstration)$/i),
  has(/likelihood|probability/i, /impact|severity|consequence/i),
  has(/^(?:acronym|abbreviation|term)s?$/i, /definition|meaning|description/i),
  has(
    /^(?:document|reference|ref|doc)s?(?: (?:id|number|no\.?))?$/i,
    /^(?:title|name|description|document)$/i,
  ),
  has(/^(?:product|competitor|brand)s?$/i, /price|cost|feature|pros|cons|manufacturer/i),
];

export const isListing: Test = (titles) => LISTINGS.some((test) => test(titles));
