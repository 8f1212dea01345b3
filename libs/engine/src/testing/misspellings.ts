/** One way in which people do not type a title as it is written; undefined where it changes nothing. */
type Slip = (title: string, random: () => number) => string | undefined;

export interface Misspelling {
  readonly kind: string;
  /** Which of the titles is meant. */
  readonly title: number;
  readonly typed: string;
}

const KEYBOARD = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const ARTICLE = /^(?:the|a|an|le|la|les|das|der|die|el) /iu;
/** Of shorter titles too little would be left to know them by. */
const MIN_LETTERS = 4;

/** The ways, each by its name. */
export const SLIPS: Readonly<Record<string, Slip>> = {
  'two letters swapped': (title, random) =>
    atLetter(
      title,
      random,
      (i) => title.slice(0, i) + title[i + 1] + title[i] + title.slice(i + 2),
    ),
  'a letter dropped': (title, random) =>
    atLetter(title, random, (i) => title.slice(0, i) + title.slice(i + 1)),
  'a letter doubled': (title, random) =>
    atLetter(title, random, (i) => title.slice(0, i + 1) + title.slice(i)),
  'the key beside': (title, random) =>
    atLetter(title, random, (i) => {
      const key = keyBeside(title[i].toLowerCase(), random);
      return key === undefined ? undefined : title.slice(0, i) + key + title.slice(i + 1);
    }),
  'no accents': (title) => title.normalize('NFD').replace(/\p{M}/gu, ''),
  'no article': (title) => title.replace(ARTICLE, ''),
  'no punctuation': (title) => title.replace(/[^\p{L}\p{N}\p{M}\s]/gu, ' '),
  'no space': (title, random) => {
    const spaces = [...title.matchAll(/ /gu)].map(({ index }) => index);
    const at = spaces.at(Math.floor(random() * spaces.length));
    return at === undefined ? undefined : title.slice(0, at) + title.slice(at + 1);
  },
  'words in another order': (title, random) => {
    const words = title.split(' ');
    if (words.length < 2) return undefined;
    const from = Math.floor(random() * (words.length - 1));
    words.splice(from, 2, words[from + 1], words[from]);
    return words.join(' ');
  },
  'not typed to the end': (title, random) => {
    const length = Math.ceil(title.length * (0.6 + 0.3 * random()));
    return title.slice(0, Math.max(length, MIN_LETTERS));
  },
};

/**
 * Titles as people type them, `count` in all, each kind as often as the others; a kind that changes
 * nothing in a title is tried on the next one.
 *
 * @param random numbers 0 ≤ x < 1
 */
export function misspell(
  titles: readonly string[],
  count: number,
  random: () => number,
): Misspelling[] {
  const kinds = Object.entries(SLIPS);
  const usable = [...titles.keys()].filter((i) => lettersOf(titles[i]).length >= MIN_LETTERS);
  const misspellings: Misspelling[] = [];
  for (let tries = 0; misspellings.length < count && tries < 1_000 * count; tries++) {
    const [kind, slip] = kinds[misspellings.length % kinds.length];
    const title = usable[Math.floor(random() * usable.length)];
    const typed = slip(titles[title], random)?.toLowerCase();
    if (typed !== undefined && typed !== titles[title].toLowerCase())
      misspellings.push({ kind, title, typed });
  }
  return misspellings;
}

/** Applies a slip at a letter that has another one behind it and is not the first of the title. */
function atLetter<T>(title: string, random: () => number, slip: (at: number) => T): T | undefined {
  const places = lettersOf(title).filter(
    (i) => i > 0 && /\p{L}/u.test(title[i + 1] ?? '') && title[i] !== title[i + 1],
  );
  return places.length === 0 ? undefined : slip(places[Math.floor(random() * places.length)]);
}

const lettersOf = (title: string): number[] =>
  [...title.matchAll(/\p{L}/gu)].map(({ index }) => index);

function keyBeside(letter: string, random: () => number): string | undefined {
  const row = KEYBOARD.find((keys) => keys.includes(letter)) ?? '';
  const at = row.indexOf(letter);
  const beside = [row[at - 1], row[at + 1]].filter((key: string | undefined) => key !== undefined);
  return beside.at(Math.floor(random() * beside.length));
}
