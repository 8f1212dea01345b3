/** What MovieLens puts into one text. */
export interface MovieLensTitle {
  readonly title: string;
  readonly year?: number;
  /** Its other name: mostly the original one, though MovieLens does not say. */
  readonly originalTitle?: string;
}

/** Articles that stand behind their title; no title in these languages ends in one of its own. */
const ARTICLES = [
  ...['The', 'A', 'An'],
  ...['Le', 'La', 'Les', "L'", 'L’', 'Un', 'Une'],
  ...['El', 'Los', 'Las', 'Una', 'Il', 'Lo', 'I', 'Gli', 'Uno'],
  ...['O', 'Os', 'As', 'Um', 'Uma'],
  ...['Der', 'Die', 'Das', 'Ein', 'Eine', 'De', 'Het', 'Een'],
  ...['Den', 'Det', 'En', 'Et', 'Ett'],
];
const ARTICLE_BEHIND = new RegExp(`^(?<bare>.*\\S), ?(?<article>${ARTICLES.join('|')})$`, 'su');

/** "(1999)", "(2006–2007)" or "(2009– )" at the end. */
const YEAR_BEHIND = /^(?<name>.*\S)\s*\((?<year>\d{4})(?:\s*[-–]\s*(?:\d{4})?)?\s*\)$/su;

/** A parenthesis at the end that holds more than a number; "Frontière(s)" is one word. */
const NAME_BEHIND = /^(?<name>.*\S)\s+\((?!\d+\))(?<other>[^()]*(?:\([^()]*\)[^()]*)*)\)$/su;

const ALSO_KNOWN_AS = /^a\.?k\.?a\.?(?:\s+|$)/iu;

/** Longer texts are no titles, and are not taken apart. */
const MAX_LENGTH = 1_000;

/**
 * Takes apart "City of Lost Children, The (Cité des enfants perdus, La) (1995)": the title with its
 * article in front, the year, of a range its first, and the other name. Of several other names the
 * one without "a.k.a." is taken, and none where that leaves more than one.
 */
export function takeApart(text: string): MovieLensTitle {
  const whole = text.trim();
  if (whole.length > MAX_LENGTH) return { title: whole };
  const { name = whole, year } = groupsOf(YEAR_BEHIND, whole);
  const { bare, others } = withoutOthers(name);
  const title = withArticleInFront(bare);
  const other = onlyOther(others);
  return {
    title,
    ...(year === undefined ? {} : { year: Number(year) }),
    ...(other === undefined || other === title ? {} : { originalTitle: other }),
  };
}

/** "Cité des enfants perdus, La" → "La Cité des enfants perdus". */
function withArticleInFront(name: string): string {
  const { bare, article } = groupsOf(ARTICLE_BEHIND, name);
  if (bare === undefined || article === undefined) return name;
  return /['’]$/u.test(article) ? `${article}${bare}` : `${article} ${bare}`;
}

/** The names in parentheses behind a title, the last first, and what is left without them. */
function withoutOthers(name: string): { readonly bare: string; readonly others: string[] } {
  const others: string[] = [];
  let bare = name;
  for (;;) {
    const { name: left, other } = groupsOf(NAME_BEHIND, bare);
    if (left === undefined || other === undefined) return { bare, others };
    others.push(other.trim());
    bare = left;
  }
}

function onlyOther(others: readonly string[]): string | undefined {
  const plain = others.filter((other) => !ALSO_KNOWN_AS.test(other));
  const candidates = plain.length > 0 ? plain : others;
  if (candidates.length !== 1) return undefined;
  const other = withArticleInFront(candidates[0].replace(ALSO_KNOWN_AS, '').trim());
  return other === '' ? undefined : other;
}

/** What the named groups of a pattern hold; nothing where it does not match. */
const groupsOf = (pattern: RegExp, text: string): Partial<Record<string, string>> =>
  pattern.exec(text)?.groups ?? {};
