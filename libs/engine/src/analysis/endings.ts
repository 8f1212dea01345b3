/*
 * Korean and Japanese write particles and inflections onto the word. Here the script tells the
 * language: a wish in Korean meets Korean films in a catalogue of any language.
 */

/** No word stacks more: 소년-들-에게서-는. A bound, because strangers write wishes. */
const MAX_PARTICLES = 4;

/** "소년은", "소년들에게" → "소년": the word without particles, plural and the verb 하다 or 되다. */
function stripParticles(word: string): string {
  let rest = word.normalize('NFD');
  for (let i = 0; i < MAX_PARTICLES; i++) rest = rest.replace(KOREAN_ENDING, '');
  return rest.normalize('NFC');
}

// Decomposed, a syllable is a consonant, a vowel and perhaps a final consonant.
const OPEN = '[\u1100-\u1112][\u1161-\u1175]';
const FINAL = '[\u11a8-\u11c2]';
const SYLLABLE = `${OPEN}${FINAL}?`;
const after = (what: string, endings: string): string =>
  `(?<=${what})(?:${endings.trim().split(/\s+/u).join('|')})$`.normalize('NFD');

/**
 * Particles have one form after a consonant and another after a vowel: 이 is one in 소년이 and none
 * in 아이. Those in which many nouns of two syllables end (강도, 회의, 결과, 포로) must leave two.
 */
const KOREAN_ENDING = new RegExp(
  [
    after(
      SYLLABLE,
      '에 에서 에서부터 에게 에게서 한테 께서 부터 까지 처럼 보다 마다 조차 마저 밖에 는 는다',
    ),
    after(OPEN + FINAL, '은 이 을 이나 이며 이자 이다 이라는 이었다 이었던 으로 으로서 으로부터'),
    after(OPEN, '를 였다 였던'),
    after(SYLLABLE + SYLLABLE, '의 도 만 들 적 적인 이다'),
    after(SYLLABLE + SYLLABLE, '하는 한 할 해 했다 했던 하여 하고 하며 하면서 한다 하던 하기'),
    after(SYLLABLE + SYLLABLE, '되는 된 될 됐다 되었다 되어 되고 되며 되면서 된다 되던 되기'),
    after(SYLLABLE + OPEN + FINAL, '과'),
    after(SYLLABLE + OPEN, '가 와'),
    after(`${SYLLABLE}${OPEN}\u11af?`, '로 로서 로부터'),
    // The plain present: 떠난다.
    `(?<=${SYLLABLE}${OPEN})\u11ab${'다'.normalize('NFD')}$`,
  ].join('|'),
  'u',
);

/**
 * "探す", "探し" → "探": what follows the last kanji inflects. Of longer endings the last syllable goes,
 * and a る before that: 生まれる is born, not 生きる.
 */
const OKURIGANA =
  /^(\p{Script=Han}.*?)(?:し[いくさみ]|[っん][ただてで]|さん|たち|だち|ども|\p{Script=Hiragana}る|\p{Script=Hiragana})$/u;

/** The word without what its script shows to be an ending; any other word as it is. */
export function stripEndings(word: string): string {
  if (/\p{Script=Hangul}$/u.test(word)) return stripParticles(word);
  return word.replace(OKURIGANA, '$1');
}
