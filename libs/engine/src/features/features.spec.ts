import fc from 'fast-check';
import { createLanguageAnalyzer, analyzeLikeSklearn } from '../analysis/analyzer.js';
import { type Block, PRESETS } from '../config.js';
import type { Film } from '../film.js';
import { ordinaryTexts } from '../testing/arbitraries.js';
import { aFilm } from '../testing/film-builder.js';
import { createExtractors, normalizeLabel } from './features.js';

const hybrid = createExtractors(PRESETS.hybrid, createLanguageAnalyzer());
const sklearn = createExtractors(PRESETS.sklearn, analyzeLikeSklearn);

/** What a block takes from a film: [term, weight] in the order of its emission. */
function featuresOf(block: Block, facts: Partial<Film>, extractors = hybrid): [string, number][] {
  const found: [string, number][] = [];
  extractors[block](aFilm(1, facts), (term, weight) => found.push([term, weight]));
  return found;
}

describe('normalizeLabel', () => {
  it.each([
    ['Sci-Fi ', 'sci fi'],
    ['Samuel L. Jackson', 'samuel l jackson'],
    ['  Science \t FICTION', 'science fiction'],
    ['Comédie', 'comedie'],
    ['Ｄｒａｍａ', 'drama'],
    ['Penélope Cruz'.normalize('NFD'), 'penelope cruz'],
    ['Йозеф', 'йозеф'],
    ['송강호', '송강호'],
  ])('writes %j as %j', (label, normal) => {
    expect(normalizeLabel(label)).toBe(normal);
  });

  it('writes a normal form as itself', () => {
    fc.assert(
      fc.property(ordinaryTexts, (label) => {
        const normal = normalizeLabel(label);
        expect(normalizeLabel(normal)).toBe(normal);
      }),
    );
  });

  it('writes a name with either apostrophe in one form', () => {
    expect(normalizeLabel('Lupita Nyong’o')).toBe(normalizeLabel("Lupita Nyong'o"));
  });
});

describe('the block text', () => {
  const facts = {
    title: 'Kraken',
    tagline: 'Comet ghosts',
    description: 'The robot, the robots',
    keywords: ['Desert  Trains', 'robot', 'fire'],
  };

  it('takes title, tagline, description and the words of keywords, none of them stop words', () => {
    expect(featuresOf('text', facts)).toEqual(
      ['kraken', 'comet', 'ghost', 'robot', 'robot', 'desert', 'train', 'robot'].map((term) => [
        term,
        1,
      ]),
    );
  });

  it('takes a word of a keyword for the term that it is in a description', () => {
    const [[term]] = featuresOf('text', { keywords: ['bank robberies'] }).slice(1);
    expect(featuresOf('text', { description: 'A robbery' })).toEqual([[term, 1]]);
  });

  it('takes the description alone in the preset sklearn', () => {
    expect(featuresOf('text', facts, sklearn)).toEqual([
      ['robot', 1],
      ['robots', 1],
    ]);
  });

  it("reads a film's texts in the film's own language, and in the configuration's if it names none", () => {
    const french = createExtractors(
      { ...PRESETS.hybrid, textLanguage: 'fr' },
      createLanguageAnalyzer(),
    );
    const film = { title: 'Les chevaux' };
    expect(featuresOf('text', film, french)).toEqual([['cheval', 1]]);
    expect(featuresOf('text', { ...film, textLanguage: 'fr' })).toEqual([['cheval', 1]]);
    expect(featuresOf('text', { ...film, textLanguage: 'xx' }, french)).toEqual([
      ['les', 1],
      ['chevaux', 1],
    ]);
    // Keywords are the catalogue's words, not the film's.
    const keywords = ['chevaux'];
    expect(featuresOf('text', { keywords, textLanguage: 'en' }, french)).toEqual([['cheval', 1]]);
  });

  it('takes nothing from a film without texts', () => {
    expect(featuresOf('text', {})).toEqual([]);
    expect(featuresOf('text', {}, sklearn)).toEqual([]);
  });
});

describe('the block genres', () => {
  it('takes each genre in its normal form', () => {
    expect(featuresOf('genres', { genres: ['Science  Fiction', 'Drama'] })).toEqual([
      ['science fiction', 1],
      ['drama', 1],
    ]);
  });
});

describe('the block keywords', () => {
  it('takes a phrase whole, and its words for 0.3 each', () => {
    expect(featuresOf('keywords', { keywords: ['Bank Robbery'] })).toEqual([
      ['bank robbery', 1],
      ['bank', 0.3],
      ['robberi', 0.3],
    ]);
  });

  it('takes a keyword of one word once, as the term that the word would be in a phrase', () => {
    expect(featuresOf('keywords', { keywords: ['Robbery'] })).toEqual([['robberi', 1]]);
  });

  it('takes no stop words out of a phrase', () => {
    expect(featuresOf('keywords', { keywords: ['based on novel'] }).map(([term]) => term)).toEqual([
      'based on novel',
      'base',
      'novel',
    ]);
  });

  it('takes the collection for a keyword, as a whole', () => {
    expect(featuresOf('keywords', { collection: 'Ocean’s Collection' })).toEqual([
      ["ocean's collection", 1],
    ]);
    expect(featuresOf('keywords', { keywords: ['heist'], collection: 'Alien' })).toEqual([
      ['heist', 1],
      ['alien', 1],
    ]);
  });

  it.each(['fire', 'system', 'mine'])(
    'takes the keyword "%s", although it would be a stop word in a text',
    (keyword) => {
      // Somebody chose it as a keyword: it is what the film is about.
      expect(featuresOf('keywords', { keywords: [keyword] })).toHaveLength(1);
    },
  );
});

describe('the block people', () => {
  it('counts a director 2, and each further name of the cast 0.85 of the one before', () => {
    const found = featuresOf('people', {
      directors: ['Ana Ruiz', 'Bo Chen'],
      cast: ['A', 'B', 'C'],
    });
    expect(found.map(([term]) => term)).toEqual(['ana ruiz', 'bo chen', 'a', 'b', 'c']);
    const expected = [2, 2, 1, 0.85, 0.7225];
    found.forEach(([, weight], i) => expect(weight).toBeCloseTo(expected[i], 12));
  });

  it('counts a name by its place in the cast, however many directors there are', () => {
    expect(featuresOf('people', { cast: ['A'] })).toEqual([['a', 1]]);
  });
});

describe('the block era', () => {
  it.each<[number, [string, number][]]>([
    [1995, [['1990s', 1]]],
    [
      1999,
      [
        ['1990s', Math.sqrt(0.6)],
        ['2000s', Math.sqrt(0.4)],
      ],
    ],
    [
      2000,
      [
        ['1990s', Math.SQRT1_2],
        ['2000s', Math.SQRT1_2],
      ],
    ],
    [
      2001,
      [
        ['1990s', Math.sqrt(0.4)],
        ['2000s', Math.sqrt(0.6)],
      ],
    ],
    [
      1894,
      [
        ['1880s', Math.sqrt(0.1)],
        ['1890s', Math.sqrt(0.9)],
      ],
    ],
  ])('takes %d for %j', (year, expected) => {
    const found = featuresOf('era', { year });
    expect(found.map(([term]) => term)).toEqual(expected.map(([term]) => term));
    found.forEach(([, weight], i) => expect(weight).toBeCloseTo(expected[i][1], 10));
  });

  it('gives every year one or two neighbouring decades, for weights above 0 with the norm 1', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1888, max: 2100 }), (year) => {
        const found = featuresOf('era', { year });
        expect(found.length === 1 || found.length === 2).toBe(true);
        for (const [, weight] of found) expect(weight).toBeGreaterThan(0);
        expect(Math.hypot(...found.map(([, weight]) => weight))).toBeCloseTo(1, 12);
        const decades = found.map(([term]) => parseInt(term, 10));
        if (decades.length === 2) expect(decades[1] - decades[0]).toBe(10);
        // The mean of the decades' middles, by their squares, is the year.
        const middle = found.reduce(
          (sum, [term, weight]) => sum + weight ** 2 * (parseInt(term, 10) + 5),
          0,
        );
        expect(middle).toBeCloseTo(year, 9);
      }),
    );
  });

  it('takes nothing from a film without a year', () => {
    expect(featuresOf('era', {})).toEqual([]);
  });
});

describe('the block language', () => {
  it("takes the film's original language, not that of its texts", () => {
    expect(featuresOf('language', { language: 'ko', textLanguage: 'en' })).toEqual([['ko', 1]]);
    expect(featuresOf('language', { textLanguage: 'en' })).toEqual([]);
  });

  it.each([
    ['ja', 'Japanese'],
    ['en', 'English'],
    ['xx', 'xx'],
    ['no code', 'no code'],
  ])('shows %j as %j', (language, shown) => {
    const surfaces: string[] = [];
    hybrid.language(aFilm(1, { language }), (_, __, surface) => surfaces.push(surface));
    expect(surfaces).toEqual([shown]);
  });
});

it.each(['genres', 'keywords', 'people', 'era', 'language', 'audience'] as const)(
  'the block %s takes nothing from a film that lacks its facts',
  (block) => {
    expect(featuresOf(block, { title: 'Kraken', description: 'A robot' })).toEqual([]);
  },
);
