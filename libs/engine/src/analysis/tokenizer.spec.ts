import fc from 'fast-check';
import { ordinaryTexts } from '../testing/arbitraries.js';
import { foldAccents, stripClitics, tokenize } from './tokenizer.js';

describe('tokenize', () => {
  it('gives the words in reading order, lower-case, without punctuation', () => {
    expect(tokenize('The QUICK, brown—fox… jumps! (twice)', 'en')).toEqual(
      'the quick brown fox jumps twice'.split(' '),
    );
  });

  it('takes numbers, and letters with numbers, for words', () => {
    expect(tokenize('2001: 3D, se7en & 12 Monkeys', 'en')).toEqual(
      '2001 3d se7en 12 monkeys'.split(' '),
    );
  });

  it('keeps accented words whole, composed or not', () => {
    expect(tokenize('Amélie', 'en')).toEqual(['amélie']);
    expect(tokenize('Amélie'.normalize('NFD'), 'en')).toEqual(['amélie']);
  });

  it('reads full-width letters and ligatures as plain ones', () => {
    expect(tokenize('ＦＵＬＬ ﬁlm', 'en')).toEqual(['full', 'film']);
  });

  it('keeps an apostrophe inside a word, and no quotation mark around one', () => {
    expect(tokenize("'the ship's crew' don't", 'en')).toEqual(['the', "ship's", 'crew', "don't"]);
  });

  it('reads a typographic apostrophe as a straight one', () => {
    // Texts mix both, and telephones type the curly one: they must not make two words of one.
    expect(tokenize('Peter O’Toole', 'en')).toEqual(tokenize("Peter O'Toole", 'en'));
  });

  it.each([
    ['a soft hyphen', 'Flücht\u00adling', 'flüchtling'],
    ['a joiner', 'क्\u200dष', 'क्ष'],
    ['a non-joiner', 'می\u200cخواهد', 'میخواهد'],
    ['a stretched line', 'كتـــاب', 'كتاب'],
  ])('reads a word through %s', (_, text, word) => {
    expect(tokenize(text, 'en')).toEqual([word]);
  });

  it('lower-cases as the language does: I is ı in Turkish alone', () => {
    expect(tokenize('IŞIK İSTANBUL', 'tr')).toEqual(['ışık', 'istanbul']);
    expect(tokenize('ILL', 'en')).toEqual(['ill']);
  });

  it('keeps the vowel signs of Indic scripts in the word', () => {
    expect(tokenize('हिन्दी फ़िल्म', 'hi')).toEqual(
      ['हिन्दी', 'फ़िल्म'].map((word) => word.normalize('NFKC')),
    );
  });

  it('parts Korean at its spaces', () => {
    expect(tokenize('살인의 추억, 영화', 'ko')).toEqual(['살인의', '추억', '영화']);
  });

  it.each([
    ['ja', '東京で猫を探す少年の物語', ['東京', '猫', '少年', '物語']],
    ['zh', '我喜欢北京的电影', ['喜欢', '北京', '电影']],
    ['th', 'ฉันรักภาพยนตร์ไทย', ['รัก', 'ภาพยนตร์', 'ไทย']],
  ])('cuts %s, written without spaces, into its words', (language, text, words) => {
    const found = tokenize(text, language);
    expect(found).toEqual(expect.arrayContaining(words));
    expect(found.join('')).toBe(text);
  });

  it('cuts them whatever language the text is said to be in', () => {
    expect(tokenize('a film: 我喜欢北京的电影', 'en')).toEqual(
      expect.arrayContaining(['a', 'film', '北京', '电影']),
    );
  });

  it('leaves words of other scripts beside them as they are', () => {
    expect(tokenize("東京 robot's ship", 'ja')).toEqual(['東京', "robot's", 'ship']);
    expect(tokenize("東'京", 'ja')).toEqual(['東', '京']);
  });

  it.each(['', '   ', '…!?', '\u0301'])('finds no word in %j', (text) => {
    expect(tokenize(text, 'en')).toEqual([]);
  });

  it('gives words that are words: tokenizing them again changes nothing', () => {
    fc.assert(
      fc.property(ordinaryTexts, (text) => {
        const words = tokenize(text, 'en');
        expect(words).not.toContain('');
        for (const word of words) expect(tokenize(word, 'en').join('')).toBe(word);
      }),
    );
  });
});

describe('stripClitics', () => {
  it.each([
    ["ship's", 'ship'],
    ['ship’s', 'ship'],
    ["they'll", 'they'],
    ["they're", 'they'],
    ["we've", 'we'],
    ["she'd", 'she'],
    ["i'm", 'i'],
    ["l'amour", 'amour'],
    ['l’amour', 'amour'],
    ["qu'elle", 'elle'],
    ["d'artagnan", 'artagnan'],
    ["dell'arte", 'arte'],
    ["l'amour's", 'amour'],
    ["l'a", 'a'],
    ["jusqu'à", 'à'],
    ["lorsqu'il", 'il'],
    ["puisqu'elle", 'elle'],
    ["un'amica", 'amica'],
    ["quell'uomo", 'uomo'],
  ])('frees %s to %s', (word, bare) => {
    expect(stripClitics(word)).toBe(bare);
  });

  it.each(['ship', "aujourd'hui", "o'brien", "rock'n'roll", 'lamour', 'dell', "don't"])(
    'leaves %s alone',
    (word) => {
      expect(stripClitics(word)).toBe(word);
    },
  );
});

describe('foldAccents', () => {
  it.each([
    ['amélie', 'amelie'],
    ['señor', 'senor'],
    ['čapek', 'capek'],
    ['über', 'uber'],
    ['straße', 'strasse'],
    ['cœur', 'coeur'],
    ['æon', 'aeon'],
    ['ışık', 'isik'],
    ['пётр', 'петр'],
    ['πόλεμος', 'πολεμος'],
    ['ΰ', 'υ'],
  ])('folds %s to %s', (word, folded) => {
    expect(foldAccents(word)).toBe(folded);
  });

  it.each([
    ['việt', 'viet'],
    ['tiếng', 'tieng'],
    ['ẁŷ', 'wy'],
  ])('folds %s, whose letters lie in a later block of Unicode, to %s', (word, folded) => {
    expect(foldAccents(word)).toBe(folded);
  });

  it('folds the dot that lower-casing leaves of the Turkish İ', () => {
    expect(foldAccents('İstanbul'.toLowerCase())).toBe('istanbul');
  });

  it.each([
    'plain',
    'война',
    'йод',
    'їжак',
    '가을',
    'ガメラ',
    'हिन्दी',
    '東京',
    'שָׁלוֹם',
    'øre',
    'łza',
  ])('leaves %s as it is', (word) => {
    expect(foldAccents(word)).toBe(word);
  });

  it('folds a Latin letter without touching other scripts beside it', () => {
    expect(foldAccents('café йод ガ 가을')).toBe('cafe йод ガ 가을');
  });
});
