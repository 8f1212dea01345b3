/** Scripts written without spaces between words: a dictionary segmenter has to cut them. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:'[\p{L}\p{M}]+)*/gu;
/** What an apostrophe ties to a word without changing what it is about: ship's, l'amour, jusqu'à. */
const CLITIC_BEFORE =
  /^(?:[cdjlmnst]|(?:jus|lors|puis|quoi)?qu|dell|dall|nell|sull|all|quell|un)['’](?=\p{L})/u;
const CLITIC_AFTER = /['’](?:s|ll|re|ve|d|m)$/u;
/** The curly apostrophes, and the letter that Ukrainian texts have in their place. */
const APOSTROPHES = /[‘’ʼ]/gu;
/** What changes how a word is set but not how it is read: soft hyphen, (non-)joiners, tatweel. */
const TYPESETTING = /[\u00ad\u200c\u200d\u0640]/gu;
/** Latin and Greek letters with marks, in one piece or two, and ё. */
const MAY_HAVE_ACCENTS = /[\u00c0-\u024f\u1e00-\u1eff\u0300-\u036f\u0370-\u03ff\u1f00-\u1fffё]/u;
/** Ligatures and letters whose dots come and go: Unicode does not take them apart, but people do. */
const OTHER_SPELLINGS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ё: 'е',
};

const segmenters = new Map<string, Intl.Segmenter>();

/** NFKC, lower case, one kind of apostrophe: what is the same to a reader is the same text. */
function normalizeText(text: string, language: string): string {
  // Turkish and Azeri have two letters i; every other language lower-cases as Unicode does.
  const plain = text.normalize('NFKC').toLocaleLowerCase(language);
  return plain.replace(TYPESETTING, '').replace(APOSTROPHES, "'");
}

/** What stands between spaces and punctuation, normalised; by Unicode's rules if no language is given. */
export function spacedWords(text: string, language = 'en'): string[] {
  return normalizeText(text, language).match(WORD) ?? [];
}

/** Words of a text in reading order: NFKC, lower case, any script. Numbers are words. */
export function tokenize(text: string, language: string): string[] {
  const words = spacedWords(text, language);
  return UNSPACED.test(text) ? words.flatMap((word) => segment(word, language)) : words;
}

/** The word without its clitics: "ship's" → "ship", "l'amour" → "amour". */
export function stripClitics(word: string): string {
  return word.includes("'") || word.includes('’')
    ? word.replace(CLITIC_AFTER, '').replace(CLITIC_BEFORE, '')
    : word;
}

/**
 * "amélie" → "amelie", "cœur" → "coeur". Only marks that readers take for accents: й and ガ are
 * letters of their own.
 */
export function foldAccents(word: string): string {
  return MAY_HAVE_ACCENTS.test(word)
    ? word
        .replace(/[ßæœıё]/gu, (letter) => OTHER_SPELLINGS[letter])
        .normalize('NFD')
        .replace(/([\p{Script=Latin}\p{Script=Greek}])\p{M}+/gu, '$1')
        .normalize('NFC')
    : word;
}

function segment(word: string, language: string): string[] {
  if (!UNSPACED.test(word)) return [word];
  let segmenter = segmenters.get(language);
  if (segmenter === undefined) {
    segmenter = new Intl.Segmenter(language, { granularity: 'word' });
    segmenters.set(language, segmenter);
  }
  const words: string[] = [];
  for (const part of segmenter.segment(word))
    if (part.isWordLike === true) words.push(part.segment);
  return words;
}
