import fc from 'fast-check';
import { ordinaryTexts, WORDS } from '../testing/arbitraries.js';
import { analyzeLikeSklearn, createLanguageAnalyzer } from './analyzer.js';
import { SKLEARN_STOP_WORDS } from './sklearn-stop-words.js';

const analyze = createLanguageAnalyzer();

function termsOf(text: string, language = 'en', analyzer = analyze): string[] {
  const terms: string[] = [];
  analyzer(text, language, (term) => terms.push(term));
  return terms;
}

describe('the language analyzer', () => {
  describe('in English', () => {
    it.each([
      'run runs running',
      'robbery robberies',
      'imprisoned imprisonment imprisonments',
      'ghost ghosts',
      'investigate investigates investigating investigation',
    ])('takes the forms of a word for one term: %s', (forms) => {
      expect(new Set(termsOf(forms)).size).toBe(1);
      expect(termsOf(forms)).toHaveLength(forms.split(' ').length);
    });

    // From the sample vocabulary that Martin Porter publishes with his algorithm.
    it.each([
      ['caresses', 'caress'],
      ['ponies', 'poni'],
      ['relational', 'relat'],
      ['conflated', 'conflat'],
      ['hopping', 'hop'],
      ['happy', 'happi'],
      ['generalizations', 'gener'],
    ])('stems %s to %s, as Porter does', (word, stem) => {
      expect(termsOf(word)).toEqual([stem]);
    });

    it('drops stop words, whatever their case', () => {
      expect(termsOf('The heist AND the getaway are not over')).toEqual(termsOf('heist getaway'));
    });

    it('keeps words that tell films apart although some stop lists have them', () => {
      expect(termsOf('world home room')).toHaveLength(3);
    });

    it('takes a word with a clitic for the word', () => {
      expect(termsOf("the ship's crew; l'amour, d'Artagnan")).toEqual(
        termsOf('ship crew amour Artagnan'),
      );
    });

    it('drops stop words that carry a clitic', () => {
      expect(termsOf("he'll she's I'm they've it’s")).toEqual([]);
    });

    it("drops negations: they say nothing of a film's plot", () => {
      expect(termsOf("doesn't can't isn't won't DON’T ain’t couldn't've")).toEqual([]);
      expect(termsOf("can't", 'xx')).toEqual(["can't"]);
    });

    it('takes a word for one term, whichever apostrophe it is written with', () => {
      expect(termsOf('O’Brien')).toEqual(termsOf("O'Brien"));
    });

    it('drops lone letters and keeps lone digits', () => {
      expect(termsOf('x marks é plan 9')).toEqual(termsOf('marks plan 9'));
      expect(termsOf('9')).toEqual(['9']);
    });

    it('reads "amélie" and "amelie" as one term, composed or not', () => {
      const [term] = termsOf('amelie');
      expect(termsOf('Amélie amélie AMÉLIE')).toEqual([term, term, term]);
      expect(termsOf('Amélie'.normalize('NFD'))).toEqual([term]);
    });

    it.each(['fiancé', 'fiancée', 'cliché', 'café', 'naïve', 'protégé', 'résumé'])(
      'reads %s with and without its accents as one term',
      (word) => {
        const plain = word.normalize('NFD').replace(/\p{M}/gu, '');
        expect(termsOf(word)).toEqual(termsOf(plain));
      },
    );

    it.each(['constructor', '__proto__', 'toString', 'hasOwnProperty'])(
      'takes %s for a word like any other',
      (word) => {
        expect(termsOf(word)).toHaveLength(1);
      },
    );
  });

  it('stems Russian and drops its stop words', () => {
    const [ship] = termsOf('корабль', 'ru');
    expect(ship).toBeDefined();
    expect(termsOf('Корабли и корабля', 'ru')).toEqual([ship, ship]);
  });

  it.each([
    ['Russian', 'ru', 'война город книга'],
    ['Italian', 'it', 'città mondo'],
  ])('keeps %s words that tell films apart, as it does in English', (_, language, words) => {
    // War, city, book, world: the longest stop lists have them.
    expect(termsOf(words, language)).toHaveLength(words.split(' ').length);
  });

  it('does not fold Cyrillic letters: й stays й', () => {
    expect(termsOf('йод', 'ru')).toEqual(['йод']);
  });

  it('stems Spanish, drops its stop words and folds what is left', () => {
    const [song] = termsOf('cancion', 'es');
    expect(termsOf('la canción de las canciones', 'es')).toEqual([song, song]);
    expect(termsOf('los niños', 'es')).toEqual(['nin']);
  });

  it('stems words whose endings are known by their accents', () => {
    const [[run], [love]] = [termsOf('correr', 'es'), termsOf('aimer', 'fr')];
    expect(termsOf('corrió', 'es')).toEqual([run]);
    expect(termsOf('aimée', 'fr')).toEqual([love]);
  });

  it('folds accents in languages that it cannot stem', () => {
    expect(termsOf('Příběh café', 'cs')).toEqual(['pribeh', 'cafe']);
  });

  it('frees French words of their articles', () => {
    expect(termsOf("l'amour qu'elle", 'fr')).toEqual(termsOf('amour', 'fr'));
  });

  it('drops the particles of Japanese and Chinese and keeps words of one character', () => {
    const japanese = termsOf('東京で猫を探す少年の物語', 'ja');
    expect(japanese).toEqual(expect.arrayContaining(['東京', '猫', '少年', '物語']));
    for (const particle of ['で', 'を', 'の']) expect(japanese).not.toContain(particle);
    expect(termsOf('我喜欢北京的电影', 'zh')).toEqual(['喜欢', '北京', '电影']);
  });

  it('cuts Thai into words', () => {
    expect(termsOf('ฉันรักภาพยนตร์ไทย', 'th')).toEqual(expect.arrayContaining(['ภาพยนตร์', 'ไทย']));
  });

  it('reads Korean words', () => {
    expect(termsOf('한국 영화', 'ko')).toEqual(['한국', '영화']);
  });

  it('keeps Korean words of one syllable: it is written as one letter, but is not one', () => {
    expect(termsOf('물 집 칼', 'ko')).toEqual(['물', '집', '칼']);
  });

  it('leaves the words of a language that it does not know as they are, and drops none', () => {
    expect(termsOf('Running houses the and', 'xx')).toEqual(['running', 'houses', 'the', 'and']);
  });

  it.each(['', 'EN', 'en-US', 'english', 'e1', '__proto__'])(
    'takes a text for English if %j, no code of two letters, is said to be its language',
    (code) => {
      expect(termsOf('the running ghosts', code)).toEqual(termsOf('the running ghosts', 'en'));
    },
  );

  it('does not mix up languages: each stems and drops its own words', () => {
    const shared = createLanguageAnalyzer();
    const text = 'die running canciones';
    for (const language of ['en', 'de', 'es', 'xx', 'en'])
      expect(termsOf(text, language, shared)).toEqual(
        termsOf(text, language, createLanguageAnalyzer()),
      );
    expect(termsOf('die', 'de')).toEqual([]);
    expect(termsOf('die', 'en')).toEqual(['die']);
  });

  it('tells the word as it was read beside each term, without what is tied to it', () => {
    const surfaces: string[] = [];
    analyze("The Ship's GHOSTS", 'en', (_, surface) => surfaces.push(surface));
    expect(surfaces).toEqual(['ship', 'ghosts']);
  });

  it('gives the terms of two texts for the two joined', () => {
    const text = fc
      .array(fc.constantFrom(...WORDS, 'the', "ship's", 'Amélie', 'x', '東京で'))
      .map((words) => words.join(' '));
    fc.assert(
      fc.property(text, text, (a, b) => {
        expect(termsOf(`${a}\n${b}`)).toEqual([...termsOf(a), ...termsOf(b)]);
      }),
    );
  });

  it('never emits an empty term, whatever the text', () => {
    fc.assert(
      fc.property(
        fc.oneof(ordinaryTexts, fc.string({ unit: 'grapheme' })),
        fc.constantFrom('en', 'fr', 'ru', 'ja', 'xx', ''),
        (text, language) => {
          expect(termsOf(text, language)).not.toContain('');
        },
      ),
    );
  });

  it('leaves the words that other specs build catalogues from as they are', () => {
    // The naive oracle counts on this.
    expect(termsOf(WORDS.join(' '))).toEqual(WORDS);
    expect(termsOf(WORDS.join(' '), 'en', analyzeLikeSklearn)).toEqual(WORDS);
  });
});

describe('analyzeLikeSklearn', () => {
  const sklearn = (text: string) => termsOf(text, 'en', analyzeLikeSklearn);

  // Each line was read off TfidfVectorizer(stop_words='english').build_analyzer() in scikit-learn 1.2.1.
  it.each([
    ["The ship's crew don't quit", ['ship', 'crew', 'don', 'quit']],
    ['Amélie, naïve fiancée', ['amélie', 'naïve', 'fiancée']],
    ['a I x 7 42 3D', ['42', '3d']],
    ['snake_case _private __', ['snake_case', '_private', '__']],
    ['running RUNS ran', ['running', 'runs', 'ran']],
    ['½ x² ①② 東京タワー', ['x²', '①②', '東京タワー']],
    ['हिन्दी', []],
    ['ＦＵＬＬ ﬁlm', ['ｆｕｌｌ', 'ﬁlm']],
    ['𝒳𝒴 𐐀𐐁', ['𝒳𝒴', '𐐨𐐩']],
    ['well-known e.g. U.S.A. co-op', ['known', 'op']],
  ])('finds the words of %j that scikit-learn finds', (text, words) => {
    expect(sklearn(text)).toEqual(words);
  });

  it('has the 318 stop words, none of them twice or upper-case', () => {
    expect(SKLEARN_STOP_WORDS.size).toBe(318);
    for (const word of SKLEARN_STOP_WORDS) expect(word).toMatch(/^[a-z]+$/u);
    expect(sklearn([...SKLEARN_STOP_WORDS].join(' ').toUpperCase())).toEqual([]);
  });
});
