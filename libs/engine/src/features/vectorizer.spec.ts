import fc from 'fast-check';
import { languageOf } from '../analysis/languages.js';
import { createAudienceExtractor } from '../audience/audience-features.js';
import { findCoLikes } from '../audience/co-likes.js';
import { type Block, BLOCKS, type EngineConfig, PRESETS, withAudience } from '../config.js';
import type { Film } from '../film.js';
import { rowOf } from '../index/neighbours.js';
import { catalogues, cataloguesWithLikes } from '../testing/arbitraries.js';
import { aConfig, aFilm } from '../testing/film-builder.js';
import { naiveAudience } from '../testing/naive-audience.js';
import { naiveRows } from '../testing/naive.js';
import type { FeatureExtractor } from './features.js';
import { vectorizeCatalogue, Vectorizer } from './vectorizer.js';

const EVENLY = { text: 0.25, genres: 0.15, keywords: 0.2, people: 0.2, era: 0.1, language: 0.1 };

const configs: fc.Arbitrary<EngineConfig> = fc.constantFrom(
  PRESETS.hybrid,
  PRESETS.sklearn,
  aConfig(EVENLY),
  aConfig({ keywords: 0.5, people: 0.5 }),
);
/** Limits that bite in a catalogue of up to 40 films; the shares are exact in binary. */
const limits = fc.record({
  minDocumentFrequency: fc.integer({ min: 1, max: 4 }),
  maxDocumentShare: fc.constantFrom(0.25, 0.5, 1),
  sublinear: fc.boolean(),
});

function withLimits(config: EngineConfig, change: Partial<EngineConfig['blocks']['text']>) {
  const blocks = Object.fromEntries(
    BLOCKS.map((block) => [block, { ...config.blocks[block], ...change }]),
  ) as EngineConfig['blocks'];
  return { ...config, blocks };
}

/** The rows of a fit, keyed as the naive ones are. */
function rowsOf(
  films: readonly Film[],
  config: EngineConfig,
  audience?: FeatureExtractor,
): Map<string, number>[] {
  const { vocabulary, matrix } = vectorizeCatalogue(films, config, audience);
  return films.map((_, film) => {
    const { terms, weights } = rowOf(matrix, film);
    return new Map(
      Array.from(terms, (term, e) => [
        `${vocabulary.blockOf(term)}:${vocabulary.terms[term]}`,
        weights[e],
      ]),
    );
  });
}

const termsOf = (films: readonly Film[], config: EngineConfig) =>
  vectorizeCatalogue(films, config).vocabulary.terms;

describe('vectorizeCatalogue', () => {
  it('gives each film the terms and weights that TF-IDF written out gives it', () => {
    fc.assert(
      fc.property(catalogues(0, 40), configs, limits, (films, config, change) => {
        const limited = withLimits(config, change);
        const expected = naiveRows(films, limited);
        rowsOf(films, limited).forEach((row, i) => {
          expect([...row.keys()].sort()).toEqual([...expected[i].keys()].sort());
          // A weight is stored with 24 bits.
          for (const [term, weight] of row)
            expect(Math.abs(weight - (expected[i].get(term) ?? NaN))).toBeLessThan(1e-6);
        });
      }),
      { numRuns: 200 },
    );
  });

  it('gives each film what its audience says by the same formula', () => {
    fc.assert(
      fc.property(cataloguesWithLikes(), configs, limits, ([films, likes], config, change) => {
        const limited = withLimits(withAudience(config), change);
        const coLikes = findCoLikes(likes, films);
        const expected = naiveRows(films, limited, naiveAudience(films, coLikes));
        const audience = createAudienceExtractor(films, coLikes);
        rowsOf(films, limited, audience).forEach((row, i) => {
          expect([...row.keys()].sort()).toEqual([...expected[i].keys()].sort());
          for (const [term, weight] of row)
            expect(Math.abs(weight - (expected[i].get(term) ?? NaN))).toBeLessThan(1e-6);
        });
      }),
    );
  });

  it('asks no audience that has no weight', () => {
    const films = [aFilm(1, { title: 'kraken' })];
    const audience = () => {
      throw new Error('asked');
    };
    expect(rowsOf(films, PRESETS.hybrid, audience)).toEqual(rowsOf(films, PRESETS.hybrid));
  });

  it('gives a block of a film the norm √weight without a pivot, and no more with one', () => {
    fc.assert(
      fc.property(catalogues(), configs, limits, (films, config, change) => {
        const { vocabulary, matrix } = vectorizeCatalogue(films, withLimits(config, change));
        for (let film = 0; film < films.length; film++) {
          const squares = new Map<Block, number>();
          const { terms, weights } = rowOf(matrix, film);
          terms.forEach((term, e) => {
            const block = vocabulary.blockOf(term);
            squares.set(block, (squares.get(block) ?? 0) + weights[e] ** 2);
          });
          for (const [block, sum] of squares) {
            const { weight, pivot } = config.blocks[block];
            if (pivot === 0) expect(sum).toBeCloseTo(weight, 6);
            else expect(sum).toBeLessThan(weight + 1e-6);
          }
        }
      }),
    );
  });

  it('gives a film of which little is known less than one of which more is known than the pivot', () => {
    const films = [
      aFilm(1, { genres: ['Drama', 'Horror', 'Western'] }),
      aFilm(2, { genres: ['Drama'] }),
      aFilm(3, { genres: ['Drama'] }),
    ];
    const norms = (pivot: number) =>
      rowsOf(films, withLimits(aConfig({ genres: 1 }), { pivot })).map((row) =>
        Math.hypot(...row.values()),
      );
    const idf = { drama: 1, ofOne: Math.log(2) + 1 };
    const [rich, poor] = norms(1.5);
    expect(rich).toBeCloseTo(1, 6);
    expect(poor).toBeCloseTo(idf.drama / (1.5 * idf.ofOne), 6);
    // A pivot below every norm changes nothing.
    for (const norm of norms(0.5)) expect(norm).toBeCloseTo(1, 6);
  });

  it('numbers the terms block by block, inside a block by code units, and rows follow that order', () => {
    fc.assert(
      fc.property(catalogues(), configs, (films, config) => {
        const { vocabulary, matrix } = vectorizeCatalogue(films, config);
        const { starts, terms } = vocabulary;
        expect(starts).toHaveLength(BLOCKS.length + 1);
        expect(starts[BLOCKS.length]).toBe(vocabulary.size);
        BLOCKS.forEach((block, b) => {
          const own = terms.slice(starts[b], starts[b + 1]);
          // Without a comparison function, sort() compares code units.
          expect(own).toEqual([...new Set(own)].sort());
          if (config.blocks[block].weight === 0) expect(own).toEqual([]);
        });
        expect(matrix.columns).toBe(vocabulary.size);
        expect(matrix.rows).toBe(films.length);
        for (let film = 0; film < films.length; film++) {
          const row = Array.from(rowOf(matrix, film).terms);
          expect(row).toEqual([...new Set(row)].sort((a, b) => a - b));
        }
      }),
    );
  });

  it('numbers terms by code units, not as a language would sort them', () => {
    const films = [aFilm(1, { genres: ['øde', 'zen', 'жанр'] })];
    expect(termsOf(films, aConfig({ genres: 1 }))).toEqual(['zen', 'øde', 'жанр']);
  });

  it('knows in how many films each term stands', () => {
    fc.assert(
      fc.property(catalogues(), configs, (films, config) => {
        const { vocabulary, matrix } = vectorizeCatalogue(films, config);
        const counted = new Uint32Array(vocabulary.size);
        for (const term of matrix.terms) counted[term]++;
        expect(vocabulary.documentFrequencies).toEqual(counted);
      }),
    );
  });

  it('numbers terms alike, whatever order the films come in', () => {
    const shuffled = catalogues(1).chain((films) =>
      fc.tuple(fc.constant(films), fc.shuffledSubarray([...films], { minLength: films.length })),
    );
    fc.assert(
      fc.property(shuffled, configs, ([films, other], config) => {
        const [one, two] = [vectorizeCatalogue(films, config), vectorizeCatalogue(other, config)];
        expect(two.vocabulary.terms).toEqual(one.vocabulary.terms);
        other.forEach((film, row) => {
          expect(rowOf(two.matrix, row)).toEqual(rowOf(one.matrix, films.indexOf(film)));
        });
      }),
    );
  });

  it('drops terms in fewer films than the lower limit and keeps those in as many', () => {
    const films = ['robot kraken tango', 'robot kraken', 'robot'].map((title, id) =>
      aFilm(id, { title }),
    );
    const config = aConfig({ text: 1 });
    expect(termsOf(films, config)).toEqual(['kraken', 'robot', 'tango']);
    expect(termsOf(films, withLimits(config, { minDocumentFrequency: 2 }))).toEqual([
      'kraken',
      'robot',
    ]);
    expect(termsOf(films, withLimits(config, { minDocumentFrequency: 4 }))).toEqual([]);
  });

  it('drops terms in a larger share of the films than the upper limit and keeps those in that share', () => {
    // In 64 films, a quarter are 16: "kraken" stands in 16 and "robot" in 17.
    const films = Array.from({ length: 64 }, (_, id) =>
      aFilm(id, { title: `${id < 16 ? 'kraken' : ''} ${id < 17 ? 'robot' : ''} comet${id}` }),
    );
    const terms = termsOf(films, withLimits(aConfig({ text: 1 }), { maxDocumentShare: 0.25 }));
    expect(terms).toContain('kraken');
    expect(terms).not.toContain('robot');
  });

  it('keeps frequent terms of a handful of films: ten films are never too many', () => {
    const sameTitle = (count: number) =>
      Array.from({ length: count }, (_, id) => aFilm(id, { title: 'kraken' }));
    const config = withLimits(aConfig({ text: 1 }), { maxDocumentShare: 0.25 });
    expect(termsOf(sameTitle(10), config)).toEqual(['kraken']);
    expect(termsOf(sameTitle(11), config)).toEqual([]);
  });

  it('counts a film with all its terms dropped as a film', () => {
    const films = [
      aFilm(1, { title: 'kraken robot' }),
      aFilm(2, { title: 'robot' }),
      aFilm(3, { title: 'tango' }),
    ];
    const [first, second, third] = rowsOf(
      films,
      withLimits(aConfig({ text: 1 }), { minDocumentFrequency: 2 }),
    );
    expect([...first.keys()]).toEqual(['text:robot']);
    expect(second.get('text:robot')).toBeCloseTo(1, 6);
    expect(third.size).toBe(0);
  });

  it('takes no terms and no rows from no films', () => {
    const { vocabulary, matrix } = vectorizeCatalogue([], PRESETS.hybrid);
    expect(vocabulary.size).toBe(0);
    expect(matrix.rows).toBe(0);
    expect([...matrix.starts]).toEqual([0]);
  });

  it('shows a term in the shortest form in which it was written', () => {
    const films = [
      aFilm(1, { title: 'imprisonments', genres: ['DRAMA '] }),
      aFilm(2, { title: 'imprisoned', genres: ['Drama'] }),
    ];
    const { vocabulary } = vectorizeCatalogue(films, aConfig({ text: 0.5, genres: 0.5 }));
    expect(vocabulary.terms).toEqual(['imprison', 'drama']);
    expect(vocabulary.surfaces).toEqual(['imprisoned', 'Drama']);
  });
});

describe('the memory for words', () => {
  const config = aConfig({ text: 0.5, keywords: 0.5 });
  const films = [
    aFilm(1, { title: 'kraken', keywords: ['train robbery'] }),
    aFilm(2, { title: 'kraken', keywords: ['train robbery'] }),
  ];
  const stem = jest.spyOn(languageOf('en'), 'stem');
  const stemmed = (word: string) => stem.mock.calls.filter(([asked]) => asked === word).length;
  beforeEach(() => stem.mockClear());
  afterAll(() => stem.mockRestore());

  it('lasts for a fit: a word is stemmed once', () => {
    vectorizeCatalogue(films, config);
    expect([stemmed('kraken'), stemmed('robbery')]).toEqual([1, 1]);
  });

  it('ends with it: a vectorizer, which reads requests, remembers no word and no keyword', () => {
    const { vocabulary } = vectorizeCatalogue(films, config);
    const vectorizer = new Vectorizer(vocabulary, films.length, config);
    stem.mockClear();
    for (const film of films) vectorizer.vectorize(film);
    // A keyword is read for two blocks.
    expect([stemmed('kraken'), stemmed('robbery')]).toEqual([2, 4]);
  });
});

describe('Vectorizer', () => {
  it('gives a film of the catalogue its own row', () => {
    fc.assert(
      fc.property(catalogues(1), configs, limits, (films, config, change) => {
        const limited = withLimits(config, change);
        const { vocabulary, matrix } = vectorizeCatalogue(films, limited);
        const vectorizer = new Vectorizer(vocabulary, films.length, limited);
        films.forEach((film, row) => {
          const { terms, weights } = vectorizer.vectorize(film);
          const expected = rowOf(matrix, row);
          expect(terms).toEqual(expected.terms);
          weights.forEach((weight, e) => expect(weight).toBeCloseTo(expected.weights[e], 6));
        });
      }),
    );
  });

  it('takes no notice of terms that the catalogue does not have', () => {
    const films = [aFilm(1, { title: 'kraken robot' }), aFilm(2, { title: 'tango' })];
    const config = aConfig({ text: 0.5, genres: 0.5 });
    const { vocabulary } = vectorizeCatalogue(films, config);
    const vectorizer = new Vectorizer(vocabulary, films.length, config);
    const vector = vectorizer.vectorize(aFilm(3, { title: 'tango unheard', genres: ['Drama'] }));
    expect(Array.from(vector.terms, (term) => vocabulary.terms[term])).toEqual(['tango']);
    expect(vector.weights[0]).toBeCloseTo(Math.SQRT1_2, 6);
    expect(vectorizer.vectorize(aFilm(4, { title: 'unheard' })).terms).toHaveLength(0);
  });
});
