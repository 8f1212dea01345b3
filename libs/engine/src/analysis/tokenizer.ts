/** Scripts written without spaces between words: a dictionary segmenter has to cut them. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:'[\p{L}\p{M}]+)*/gu;
/** What an apostrophe ties to a word without changing what it is about: ship's, l'amour, d'Artagnan. */
const CLITIC_BEFORE = /^(?:[cdjlmnst]|qu|dell|dall|nell|sull|all)['’](?=\p{L}{2})/u;
const CLITIC_AFTER = /['’](?:s|ll|re|ve|d|m)$/u;
/** Latin letters with marks, in one piece or two. */
const MAY_HAVE_ACCENTS = /[\u00c0-\u024f\u1e00-\u1eff\u0300-\u036f]/u;

const segmenters = new Map<string, Intl.Segmenter>();

/** NFKC, lower case, one kind of apostrophe: what is the same to a reader is the same text. */
function normalizeText(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll('’', "'");
}

/** What stands between spaces and punctuation, normalised. */
export function spacedWords(text: string): string[] {
  return normalizeText(text).match(WORD) ?? [];
}

/** Words of a text in reading order: NFKC, lower case, any script. Numbers are words. */
export function tokenize(text: string, language: string): string[] {
  const words = spacedWords(text);
  return UNSPACED.test(text) ? words.flatMap((word) => segment(word, language)) : words;
}

/** The word without its clitics: "ship's" → "ship", "l'amour" → "amour". */
export function stripClitics(word: string): string {
  return word.includes("'") || word.includes('’')
    ? word.replace(CLITIC_AFTER, '').replace(CLITIC_BEFORE, '')
    : word;
}

/** "amélie" → "amelie". Only marks on Latin letters: й and ガ are letters of their own. */
export function foldAccents(word: string): string {
  return MAY_HAVE_ACCENTS.test(word)
    ? word
        .normalize('NFD')
        .replace(/(\p{Script=Latin})\p{M}+/gu, '$1')
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
